"""Who belongs to an audience on a date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.circle import AudienceRule, circle_of, standing_units
from intranet.organisation.tree import Node, Tree

#   1 ─ 2 ─ 3     4
TREE = Tree([Node(1, None, "a"), Node(2, 1, "b"), Node(3, 2, "c"), Node(4, None, "d")])


def rule(*units, categories=(), everybody=False):
    """What was chosen in an audience."""
    return AudienceRule(1, everybody, frozenset(units), frozenset(categories))


@pytest.mark.parametrize(
    ("chosen", "unit", "category", "belongs"),
    [
        (rule(everybody=True), 4, "x", True),
        (rule(everybody=True), 99, "x", True),
        (rule(), 1, "x", False),
        (rule(2), 1, "x", False),
        (rule(2), 2, "x", True),
        (rule(2), 3, "x", True),
        (rule(2), 4, "x", False),
        (rule(2, 4), 4, "x", True),
        (rule(categories=["x"]), 4, "x", True),
        (rule(categories=["x"]), 4, "y", False),
        (rule(2, categories=["x"]), 3, "x", True),
        (rule(2, categories=["x"]), 3, "y", False),
        (rule(2, categories=["x"]), 4, "x", False),
        (rule(99), 1, "x", False),
        (rule(99), 99, "x", False),
        (rule(99, categories=["x"]), 1, "x", False),
    ],
)
def test_belonging(chosen, unit, category, belongs):
    assert circle_of(chosen, TREE, {}).includes(unit, category) is belongs


@pytest.mark.parametrize(
    ("chosen", "successors", "standing"),
    [
        pytest.param([2], {2: [4]}, {2}, id="a unit that stands is not followed"),
        pytest.param([9], {9: [4]}, {4}, id="one successor"),
        pytest.param([9], {9: [3, 4]}, {3, 4}, id="split among two"),
        pytest.param([9], {9: [8], 8: [7], 7: [4]}, {4}, id="chain"),
        pytest.param([9], {9: [8, 2], 8: [4]}, {2, 4}, id="chain beside a direct one"),
        pytest.param([9], {9: [8], 8: [9]}, set(), id="circle"),
        pytest.param([9], {}, set(), id="dissolved"),
    ],
)
def test_closed_units_resolve_through_their_successors(chosen, successors, standing):
    assert standing_units(chosen, TREE, successors) == standing


@given(
    st.sets(st.integers(1, 12)),
    st.dictionaries(st.integers(1, 12), st.lists(st.integers(1, 12), max_size=3)),
)
def test_any_successions_end_in_units_that_stand(chosen, successors):
    standing = standing_units(chosen, TREE, successors)
    assert standing <= TREE.nodes.keys()
    assert standing >= chosen & TREE.nodes.keys()
