"""The rule is examined against linear algebra: what the visible totals allow to be computed."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.organisation.disclosure import MINIMUM, hidden_units, joined_bands


def below(parents, unit):
    """The unit with all below it; for None every unit."""
    return {other for other in parents if unit is None or unit in _chain(parents, other)}


def _chain(parents, unit):
    while unit is not None:
        yield unit
        unit = parents[unit]


def total(parents, own, unit):
    return sum(own[other] for other in below(parents, unit))


@st.composite
def tables(draw, largest=9):
    """A random tree of units with the people of each."""
    size = draw(st.integers(1, largest))
    parents = {1: None}
    for unit in range(2, size + 1):
        parents[unit] = draw(st.sampled_from([None, *range(1, unit)]))
    own = {unit: draw(st.integers(0, 9)) for unit in parents}
    return parents, own


def can_be_computed(group, totals, units):
    """Whether the group's sum is a linear combination of the totals (Gauss, exact)."""
    rows = [[Fraction(unit in members) for unit in units] for members in totals]
    target = [Fraction(unit in group) for unit in units]
    pivots = []
    for row in rows:
        for column, pivot in pivots:
            row = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        column = next((place for place, value in enumerate(row) if value), None)
        if column is not None:
            pivots.append((column, [value / row[column] for value in row]))
    for column, pivot in pivots:
        target = [a - target[column] * b for a, b in zip(target, pivot, strict=True)]
    return not any(target)


@given(tables())
@settings(max_examples=150, deadline=None)
def test_no_group_below_five_can_be_computed_from_what_is_shown(table):
    parents, own = table
    hidden = hidden_units(parents, own)
    totals = [below(parents, unit) for unit in [None, *parents] if unit not in hidden]
    units = [unit for unit in parents if own[unit]]
    for size in range(1, MINIMUM):
        for group in combinations(units, size):
            if sum(own[unit] for unit in group) < MINIMUM:
                assert not can_be_computed(set(group), totals, units)


@given(tables(largest=40))
def test_what_nobody_stands_behind_is_never_hidden(table):
    parents, own = table
    assert all(total(parents, own, unit) > 0 for unit in hidden_units(parents, own))


@given(tables(largest=40))
def test_nothing_is_hidden_where_no_rest_is_small(table):
    parents, _ = table
    assert hidden_units(parents, dict.fromkeys(parents, MINIMUM)) == set()


@given(tables(largest=40))
def test_the_line_of_all_is_shown_from_five_people_up(table):
    parents, own = table
    assert (None in hidden_units(parents, own)) == (0 < sum(own.values()) < MINIMUM)


ONE_DEPARTMENT = {1: None, 2: 1, 3: 1, 4: 1}


@pytest.mark.parametrize(
    ("own", "hidden"),
    [
        ({2: 9, 3: 8, 4: 7}, set()),
        ({2: 9, 3: 8, 4: 0}, set()),
        ({2: 9, 3: 8, 4: 3}, {4, 3}),
        ({2: 9, 3: 3, 4: 3}, {3, 4}),
        ({2: 9, 3: 1, 4: 3}, {3, 4, 2}),
        ({1: 2, 2: 9, 3: 8, 4: 7}, {4}),
        ({1: 9, 2: 9, 3: 8, 4: 3}, {4}),
        ({2: 3}, {None, 1, 2}),
    ],
)
def test_usual_departments(own, hidden):
    assert hidden_units(ONE_DEPARTMENT, own) == hidden


def test_a_unit_hidden_for_another_does_not_return_through_those_below_it():
    parents = {1: None, 2: 1, 3: 1, 4: 3, 5: 3}
    hidden = hidden_units(parents, {2: 3, 4: 20, 5: 30})
    assert hidden == {2, 3, 4}


@st.composite
def scores(draw):
    """People by band of scores: those who have not passed, and those who have from a band on."""
    size = draw(st.integers(1, 12))
    mark = draw(st.integers(0, size))
    numbers = st.integers(0, 8)
    others = [draw(numbers) if band <= mark else 0 for band in range(size)]
    passed = [draw(numbers) if band >= mark else 0 for band in range(size)]
    return others, passed


@given(scores())
def test_bands_of_scores_tell_of_nobody_or_of_enough(counts):
    others, passed = counts
    bands = joined_bands(others, passed)
    assert [place for band in bands for place in band] == list(range(len(others)))
    if sum(others) + sum(passed) < MINIMUM:
        return
    for band in bands:
        assert sum(others[place] + passed[place] for place in band) not in range(1, MINIMUM)


@given(scores())
def test_bands_of_scores_tell_nothing_of_few_whose_names_are_known(counts):
    """Who passed stands in the list of names: each of the two groups is a group of its own."""
    for group in counts:
        told = [sum(group[place] for place in band) for band in joined_bands(*counts)]
        few = [number for number in told if 0 < number < MINIMUM]
        assert few in ([], [sum(group)]), told


@given(scores())
def test_bands_of_scores_are_joined_no_further_than_needed(counts):
    """Two neighbours that could stand alone, each large enough in itself, are never one band."""
    others, passed = counts
    for band in joined_bands(others, passed):
        if all(group[place] in (0, *range(MINIMUM, 99)) for group in counts for place in band):
            small = any(0 < sum(group) < MINIMUM for group in counts)
            assert len(band) == 1 or small


@pytest.mark.parametrize(
    ("others", "passed", "expected"),
    [
        ([1, 1, 3, 0], [0, 0, 0, 6], [[0, 1, 2], [3]]),
        ([0, 6, 2, 0], [0, 0, 0, 7], [[0], [1, 2], [3]]),  # two may not stand alone
        ([0, 0, 2, 0], [0, 0, 5, 6], [[0, 1, 2], [3]]),  # the two who failed are somewhere below
        ([6, 0, 0, 0], [0, 0, 0, 3], [[0, 1, 2, 3]]),
        ([0, 0, 0, 0], [0, 0, 0, 0], [[0], [1], [2], [3]]),
    ],
)
def test_bands_of_scores(others, passed, expected):
    assert [list(band) for band in joined_bands(others, passed)] == expected
