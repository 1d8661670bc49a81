"""Stretches of days against the naive answer, day by day."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.spans import first_gap, first_overlap

START = datetime.date(2026, 1, 1)
HORIZON = 30


def day(number):
    return None if number is None else START + datetime.timedelta(days=number)


@st.composite
def numbers(draw):
    start = draw(st.integers(0, 10))
    return start, draw(st.one_of(st.none(), st.integers(start + 1, 14)))


def days(span):
    """The days of a stretch as a set."""
    return set(range(span[0], HORIZON if span[1] is None else span[1]))


def dated(span):
    return day(span[0]), day(span[1])


@given(st.lists(numbers(), max_size=5))
def test_an_overlap_is_found_if_there_is_one(spans):
    pairs = [
        (one, other)
        for one in range(len(spans))
        for other in range(len(spans))
        if one != other and days(spans[one]) & days(spans[other])
    ]
    found = first_overlap([dated(span) for span in spans])
    assert (found in pairs) if pairs else found is None
    if found:
        earlier, later = found
        assert spans[earlier][0] <= spans[later][0]


@given(st.lists(numbers(), max_size=5), numbers())
def test_the_first_uncovered_day_is_named(spans, whole):
    covered = set().union(*(days(span) for span in spans))
    uncovered = sorted(days(whole) - covered)
    apart = first_overlap([dated(span) for span in spans]) is None
    if apart:
        expected = day(uncovered[0]) if uncovered else None
        assert first_gap([dated(span) for span in spans], dated(whole)) == expected
