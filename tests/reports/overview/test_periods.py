"""Quarters and years: each day in one quarter, each address a period."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.reports.overview.periods import Period, offered

TODAY = datetime.date(2026, 11, 23)
SOME_DAY = st.dates(datetime.date(2001, 1, 1), datetime.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-q1", Period(2026, 1)),
        ("2025", Period(2025)),
        ("", Period(2026, 4)),
        ("2026-q5", Period(2026, 4)),
        ("2027-q1", Period(2026, 4)),
        ("1999", Period(2026, 4)),
        ("٢٠٢٥", Period(2026, 4)),
        ("2026-q1' --", Period(2026, 4)),
    ],
)
def test_what_an_address_gets_wrong_is_the_running_quarter(text, expected):
    assert Period.parse(text, TODAY) == expected


@given(SOME_DAY)
def test_a_day_lies_in_its_quarter_and_its_year_alone(day):
    quarter = Period.of(day)
    quarters = [Period(day.year, number) for number in (1, 2, 3, 4)]
    assert [found for found in quarters if day in found] == [quarter]
    assert day in Period(day.year)
    assert day not in Period(day.year - 1)
    assert day < quarter.end
    assert quarter.end not in quarter
    assert quarter.end - datetime.timedelta(days=1) in quarter


@given(SOME_DAY)
def test_the_quarter_before_ends_where_the_quarter_begins(day):
    quarter = Period.of(day)
    assert quarter.previous.end in quarter
    assert Period.parse(quarter.key, day) == quarter


def test_the_periods_offered_are_those_that_are_asked_for_most():
    assert [period.key for period in offered(TODAY)] == [
        "2026-q4", "2026-q3", "2026-q2", "2026-q1", "2026", "2025"
    ]  # fmt: skip
