"""Results and topics of units: the whole is the sum of its parts, and no small group is told."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.participation import Hiding
from intranet.organisation.tree import Node, Tree
from quiz.understanding.answers import ResultRow
from quiz.understanding.protected import UnitTable
from quiz.understanding.units import UnitMarks, UnitResult

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
    return UnitTable(tree, results, marks)


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
    found = table({1: None, 2: 1}, {2: 9, None: 2, 99: 1})
    assert found.of(None).people == 12
    assert found.of(1).hiding is Hiding.ALONG


def test_nobody_is_told_of_a_unit_without_people():
    assert table({1: None, 2: 1}, {1: 9}).of(2).hiding is Hiding.FEW


@st.composite
def houses(draw):
    """A forest of units with people, some of them in no unit of it."""
    size = draw(st.integers(1, 8))
    parents = {unit: draw(st.sampled_from([None, *range(1, unit)])) for unit in range(1, size + 1)}
    people = {unit: draw(st.integers(0, 12)) for unit in [*parents, None]}
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
