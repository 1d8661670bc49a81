"""Results and topics of units: the whole is the sum of its parts, and no small group is told."""

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.participation import Hiding
from intranet.organisation.tree import Node, Tree
from quiz.presenters.understanding import distribution
from quiz.understanding.answers import AnsweredByUnit, ResultRow, UnitMarks, UnitResult
from quiz.understanding.protected import UnitTable
from quiz.understanding.steps import STEPS

TOPIC = 7


def table(parents, people):
    """A table in which everybody has half of two marks, both in one topic."""
    tree = Tree(Node(unit, parent, f"Đơn vị {unit}") for unit, parent in parents.items())
    results = [
        UnitResult(unit, ResultRow(Decimal(1), Decimal(2), True, number, number))
        for unit, number in people.items()
        if number
    ]
    marks = [
        UnitMarks(unit, TOPIC, "Một cửa", float(number), 2 * number, number)
        for unit, number in people.items()
        if number
    ]
    return UnitTable(tree, AnsweredByUnit(results, marks, {}), has_pass_mark=True)


def test_a_unit_counts_all_below_it():
    found = table({1: None, 2: 1, 3: 1}, {1: 5, 2: 6, 3: 7})
    assert [found.of(unit).people for unit in (1, 2, 3, None)] == [18, 6, 7, 18]
    assert found.of(1).topics[TOPIC].share == 0.5


def test_a_small_unit_is_hidden_and_another_with_it():
    found = table({1: None, 2: 1, 3: 1}, {2: 4, 3: 7})
    assert [found.of(unit).hiding for unit in (2, 3)] == [Hiding.FEW, Hiding.ALONG]
    assert found.of(2).results == []
    assert found.of(2).topics[TOPIC] == (None, Hiding.FEW)
    assert found.of(1).hiding is None


def test_people_in_no_unit_are_protected_like_a_unit():
    found = table({1: None, 2: 1}, {2: 9, 98: 2, 99: 1})
    assert found.of(None).people == 12
    assert found.of(1).hiding is Hiding.ALONG


def test_nobody_is_told_of_a_unit_without_people():
    assert table({1: None, 2: 1}, {1: 9}).of(2).hiding is Hiding.FEW


@st.composite
def houses(draw):
    """A forest of units with people, some of them in no unit of it."""
    size = draw(st.integers(1, 8))
    parents = {unit: draw(st.sampled_from([None, *range(1, unit)])) for unit in range(1, size + 1)}
    people = {unit: draw(st.integers(0, 12)) for unit in [*parents, 99]}
    return parents, people


@given(houses())
def test_what_is_shown_adds_up_and_leaves_no_small_rest(house):
    parents, people = house
    found = table(parents, people)
    assert found.of(None).people == sum(people.values())
    shown = [unit for unit in [None, *parents] if found.of(unit).hiding is None]
    for unit in shown:
        below = [one for one in shown if one is not None and _is_below(one, unit, parents)]
        tops = [one for one in below if not any(_is_below(one, two, parents) for two in below)]
        rest = found.of(unit).people - sum(found.of(one).people for one in tops)
        assert rest == 0 or rest >= 5


def _is_below(unit, above, parents):
    if above is None:
        return unit is not None
    while (unit := parents.get(unit)) is not None:
        if unit == above:
            return True
    return False


@st.composite
def scored_houses(draw):
    """A forest of units, with how many of each have which result, out of ten marks."""
    size = draw(st.integers(1, 8))
    parents = {unit: draw(st.sampled_from([None, *range(1, unit)])) for unit in range(1, size + 1)}
    number = st.integers(0, draw(st.sampled_from([4, 12, 40])))
    scores = {
        unit: draw(st.dictionaries(st.integers(0, 10), number, max_size=5))
        for unit in [*parents, 99]
    }
    return parents, scores


def scored_table(parents, scores):
    """Six marks of ten are enough to pass."""
    tree = Tree(Node(unit, parent, f"Đơn vị {unit}") for unit, parent in parents.items())
    results = [
        UnitResult(unit, ResultRow(Decimal(score), Decimal(10), score >= 6, number, number))
        for unit, by_score in scores.items()
        for score, number in by_score.items()
        if number
    ]
    return UnitTable(tree, AnsweredByUnit(results, [], {}), has_pass_mark=True)


def in_bands(results, bands):
    """How many people of each group stand in each band, as the screen says."""
    chart = distribution(results, 60, bands)
    return [one[group] for one in chart["bins"] for group in ("passed", "others")]


@given(scored_houses())
def test_no_band_below_five_is_left_over_by_subtraction(house):
    found = scored_table(*house)
    parents = found.tree.parents
    shown = {unit: found.of(unit) for unit in [None, *parents] if not found.of(unit).hiding}
    for unit, one in shown.items():
        below = [other for other in shown if other is not None and _is_below(other, unit, parents)]
        tops = [x for x in below if not any(_is_below(x, y, parents) for y in below)]
        for number in range(1, 4):
            for taken in itertools.combinations(tops, number):
                bands = coarsest(shown[line].bands for line in (unit, *taken))
                if len(bands) > 1:
                    rest = in_bands(one.results, bands)
                    for other in taken:
                        less = in_bands(shown[other].results, bands)
                        rest = [a - b for a, b in zip(rest, less, strict=True)]
                    assert all(left == 0 or left >= 5 for left in rest)


@given(scored_houses())
def test_limits_of_bands_are_those_of_all_units_together(house):
    found = scored_table(*house)
    parents = found.tree.parents
    shown = {unit: found.of(unit).bands for unit in [None, *parents] if not found.of(unit).hiding}
    limits = [{band.start for band in bands} for bands in shown.values()]
    assert all(one <= other or other <= one for one in limits for other in limits)


def coarsest(partitions):
    """Bands whose limits are limits of all of them."""
    starts = sorted(set.intersection(*({band.start for band in bands} for bands in partitions)))
    return [range(start, stop) for start, stop in itertools.pairwise([*starts, STEPS])]


def test_large_units_keep_bands_of_their_own():
    scores = dict.fromkeys(range(11), 30)
    found = scored_table({1: None, 2: 1, 3: 1}, {2: scores, 3: scores})
    assert [len(found.of(unit).bands) for unit in (None, 1, 2)] == [10, 10, 10]


def test_a_small_unit_has_one_bar_and_spoils_no_other():
    scores = dict.fromkeys(range(11), 30)
    found = scored_table({1: None, 2: 1, 3: 1}, {2: scores, 3: {3: 4, 9: 4}})
    assert len(found.of(3).bands) == 1
    assert len(found.of(1).bands) == 10
