"""The course of a duty day by day: every person once, on the day in Viet Nam, up to the figure."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.duties import Progress, State
from intranet.organisation.freezing import freeze
from intranet.organisation.models import Audience, Exemption, ExemptionReason
from intranet.organisation.participation import participation, people
from intranet.organisation.progress import Counts
from intranet.reports.figures import Figures
from intranet.reports.trend import (
    MOST_STEPS,
    counted_course,
    course_of,
    ends_of_steps,
    stored_course,
    trend_context,
)
from tests.factories import make_person, make_unit

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OPENED = datetime.datetime(2026, 3, 2, 8, tzinfo=HANOI)
NOW = datetime.datetime(2026, 3, 5, 9, tzinfo=HANOI)
DUE = datetime.datetime(2026, 3, 10, 17, tzinfo=HANOI)
DAYS = st.integers(0, 3000)


@given(days=DAYS)
def test_steps_are_few_and_end_on_the_last_day(days):
    first = datetime.date(2026, 1, 1)
    last = first + datetime.timedelta(days=days)
    ends = ends_of_steps(first, last)
    assert ends[-1] == last
    assert ends == sorted(set(ends))
    assert len(ends) <= MOST_STEPS
    assert days >= MOST_STEPS or len(ends) == days + 1


@pytest.fixture
def course(db, provider):
    """Return a function: the course of a duty in which people were done at the given moments."""
    unit = make_unit("Phòng", make_unit("Sở", kind="department"))

    def course(*progress, people_asked=8, **fields):
        staff = [make_person(unit) for _ in range(people_asked)]
        duty = provider.add(
            Audience.objects.everybody(),
            progress={person.pk: row for person, row in zip(staff, progress, strict=False)},
            **{"opens_at": OPENED, "due_at": DUE, "score_label": "%", **fields},
        )
        rows = people(duty, moment=NOW)
        return duty, staff, lambda: course_of(counted_course(rows), duty, cut_off=duty.cut_off(NOW))

    return course


def done(day, hour, minute=0, score=None, state=State.DONE):
    return Progress(state, score, datetime.datetime(2026, 3, day, hour, minute, tzinfo=HANOI))


def test_people_are_counted_on_the_day_in_viet_nam(course):
    rows = [done(2, 23, 59), done(3, 0), done(3, 6, 59), done(5, 8)]
    _duty, _staff, read = course(*rows, done(4, 9, state=State.IN_PROGRESS))
    steps = read().steps
    assert [(step.day.day, step.done, step.total) for step in steps] == [
        (2, 1, 1), (3, 2, 3), (4, 0, 3), (5, 1, 4),
    ]  # fmt: skip


def test_the_last_day_comes_to_the_figure_of_the_report(course):
    duty, staff, read = course(*[done(day, 10) for day in (2, 3, 3, 5)])
    Exemption.objects.create(
        duty_kind=duty.kind, duty_key=duty.key, person=staff[0], reason=ExemptionReason.LEAVE
    )
    figures = participation(duty, moment=NOW)
    assert read().steps[-1].total == figures.total.done == 3


def test_a_duty_that_was_always_open_keeps_those_from_before(course):
    _duty, _staff, read = course(done(5, 8), done(2, 8), opens_at=None, due_at=None)
    old = read()
    assert len(old.steps) == 30
    assert old.steps[-1].total == 2


def test_the_drawing_says_how_far_and_until_when(course):
    duty, _staff, read = course(done(2, 9), done(5, 8))
    drawn = trend_context(read(), duty, Figures(Counts(assigned=8, done=2)))
    assert drawn["line"] == "M0 1000H111V875H222V875H333V875H444V750"
    assert drawn["end"] == {"x": "44.4%", "y": "75.0%"}
    assert drawn["due"]["x"] == "100.0%"
    assert "2 trên 8 người được giao" in drawn["summary"]
    assert [row["total"] for row in drawn["rows"]] == [1, 1, 1, 2]


def test_where_nobody_is_asked_there_is_no_drawing(course):
    duty, _staff, read = course(people_asked=0)
    assert trend_context(read(), duty, Figures(Counts())) is None


def test_one_statement_however_many_days_and_people(course, sql):
    _duty, _staff, read = course(done(2, 9))
    with sql.count(maximum=1):
        read()


def test_the_course_of_a_frozen_duty_is_that_of_its_people(course, sql, settings):
    settings.REPORT_STEPS = [50, 65, 80]
    rows = [
        done(2, 23, 59, 49.99),
        done(3, 0, 0, 65.0, State.PASSED),
        done(5, 8, 0, 64.999, State.PASSED),
        done(5, 8, 30),
        done(4, 9, state=State.IN_PROGRESS),
    ]
    duty, staff, read = course(*rows, closes_at=NOW, due_at=None)
    counted = read()
    freeze(duty, NOW)
    figures = participation(duty, moment=NOW)
    unit_id = staff[0].memberships.get().unit_id
    with sql.count(maximum=1):
        of_unit = figures.done_counts(unit_id)
    for told in (figures.done_counts(None), of_unit):
        assert course_of(stored_course(told), duty, cut_off=NOW) == counted
    assert figures.done_counts(figures.tops()[0].node.id) == of_unit
