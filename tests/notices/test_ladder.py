"""The ladder of reminders: at any time one rung holds, and none is told twice."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.notices.ladder import Rung, due_for, step_on

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2026, 11, 2)
ALL = frozenset(Rung)

days = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
lengths = st.integers(0, 60)
some_rungs = st.frozensets(st.sampled_from(Rung))


def code(day, first=FIRST, last=None, rungs=ALL):
    step = step_on(day, first=first, last=last, rungs=rungs)
    return step.code if step else None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-1, None),
        (0, "assigned"),
        (12, "assigned"),
        (13, "week"),
        (18, "week"),
        (19, "day"),
        (20, "due"),
        (21, "overdue-1"),
        (27, "overdue-1"),
        (28, "overdue-2"),
        (35, "overdue-3"),
    ],
)
def test_three_weeks(day, expected):
    assert code(FIRST + day * DAY, last=FIRST + 20 * DAY) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, ["assigned", "overdue-1"]),
        (1, ["assigned", "due", "overdue-1"]),
        (2, ["assigned", "day", "due", "overdue-1"]),
        (7, ["assigned", "day", "due", "overdue-1"]),
        (8, ["assigned", "week", "day", "due", "overdue-1"]),
    ],
)
def test_a_duty_shorter_than_a_rung_skips_it(length, expected):
    told = [code(FIRST + n * DAY, last=FIRST + length * DAY) for n in range(length + 2)]
    assert list(dict.fromkeys(told)) == expected


def test_without_a_last_day_there_is_nothing_to_remind_of():
    assert {code(FIRST + n * DAY) for n in range(900)} == {"assigned"}


def test_a_duty_that_was_always_open_has_been_assigned():
    assert code(FIRST, first=None) == "assigned"


def test_a_rung_that_is_switched_off_leaves_the_one_before_it():
    rungs = ALL - {Rung.WEEK, Rung.OVERDUE}
    last = FIRST + 20 * DAY
    assert code(FIRST + 15 * DAY, last=last, rungs=rungs) == "assigned"
    assert code(FIRST + 30 * DAY, last=last, rungs=rungs) == "due"
    assert code(FIRST, last=last, rungs=frozenset()) is None


@given(first=days, length=lengths, rungs=some_rungs, until=st.integers(0, 120))
def test_rungs_follow_one_another_and_never_come_back(first, length, rungs, until):
    told = [
        code(first + n * DAY, first=first, last=first + length * DAY, rungs=rungs)
        for n in range(until)
    ]
    in_order = list(dict.fromkeys(told))
    assert [told.index(step) for step in in_order] == sorted(told.index(step) for step in in_order)
    assert all(told[n] == told[n + 1] or told[n + 1] not in told[: n + 1] for n in range(until - 1))


@given(first=days, length=lengths, runs=st.sets(st.integers(0, 120), min_size=1))
def test_after_a_standstill_only_the_latest_is_told(first, length, runs):
    last = first + length * DAY
    every_day = [code(first + n * DAY, first=first, last=last) for n in range(max(runs) + 1)]
    seldom = [code(first + n * DAY, first=first, last=last) for n in sorted(runs)]
    assert set(seldom) <= set(every_day)
    assert seldom[-1] == every_day[-1]


@given(first=days, length=lengths, at=st.integers(0, 120))
def test_what_holds_has_begun_and_not_before_the_duty(first, length, at):
    step = step_on(first + at * DAY, first=first, last=first + length * DAY, rungs=ALL)
    assert first <= step.begins <= first + at * DAY


def test_who_was_given_longer_is_due_later():
    due = datetime.datetime(2026, 11, 20, 17, tzinfo=datetime.UTC)
    closes = due + 5 * DAY
    assert due_for([due, closes], None) == due
    assert due_for([due, closes], closes + DAY) == closes + DAY
    assert due_for([due], due - DAY) == due
    assert due_for([], due) is None
