"""The pure tree against naive versions, on sound and on broken rows."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.tree import Node, Tree, has_cycle


@st.composite
def forests(draw):
    """Nodes whose parents have smaller ids: sound by construction."""
    size = draw(st.integers(0, 25))
    return [
        Node(
            number,
            draw(st.sampled_from([None, *range(1, number)])),
            name=draw(st.sampled_from("abc")),
            position=draw(st.integers(0, 2)),
        )
        for number in range(1, size + 1)
    ]


@st.composite
def anything(draw):
    """Nodes with any parents at all: orphans, circles, own parents."""
    size = draw(st.integers(0, 15))
    parents = st.one_of(st.none(), st.integers(1, 20))
    return [Node(number, draw(parents), "x") for number in range(1, size + 1)]


def naive_descendants(nodes, unit_id):
    """The unit and whatever names it as a parent, directly or not."""
    below = {unit_id}
    for _ in nodes:
        below |= {node.id for node in nodes if node.parent_id in below}
    return below


@given(forests())
def test_descendants_and_path_agree_with_the_naive_versions(nodes):
    tree = Tree(nodes)
    for node in nodes:
        assert tree.descendants(node.id) == naive_descendants(nodes, node.id)
        above = {other.id for other in nodes if node.id in naive_descendants(nodes, other.id)}
        path = tree.path(node.id)
        assert {step.id for step in path} == above
        assert path[-1] == node
        assert all(below.parent_id == step.id for step, below in itertools.pairwise(path))


@given(forests(), st.data())
def test_roll_up_agrees_with_the_naive_version(nodes, data):
    own = {node.id: data.draw(st.integers(0, 9)) for node in nodes if data.draw(st.booleans())}
    totals = Tree(nodes).roll_up(own, 0)
    assert totals == {
        node.id: sum(own.get(unit_id, 0) for unit_id in naive_descendants(nodes, node.id))
        for node in nodes
    }


@given(forests())
def test_walk_visits_each_unit_once_below_its_parent_in_order(nodes):
    tree = Tree(nodes)
    walked = list(tree.walk())
    assert sorted(node.id for node, _ in walked) == sorted(node.id for node in nodes)
    assert all(depth == len(tree.path(node.id)) - 1 for node, depth in walked)
    for siblings in tree.children.values():
        keys = [(node.position, node.name) for node in siblings]
        assert keys == sorted(keys)
        order = [node for node, _ in walked if node in siblings]
        assert order == siblings


@given(anything())
def test_broken_rows_lose_no_unit_and_never_run_for_ever(nodes):
    tree = Tree(nodes)
    own = {node.id: 1 for node in nodes}
    totals = tree.roll_up(own, 0)
    assert sorted(node.id for node, _ in tree.walk()) == sorted(own)
    assert sum(totals[node.id] for node in tree.children.get(None, [])) == len(nodes)
    for node in nodes:
        assert tree.path(node.id)[-1] == node
        assert node.id in tree.descendants(node.id)


@given(anything())
def test_a_sound_parent_is_kept(nodes):
    tree = Tree(nodes)
    known = {node.id: node.parent_id for node in nodes}
    for node in nodes:
        steps, current = set(), node.id
        while current in known and current not in steps:
            steps.add(current)
            current = known[current]
        if current is None:
            assert tree.parents[node.id] == node.parent_id


@given(anything())
def test_has_cycle_agrees_with_walking_from_each_unit(nodes):
    parents = {node.id: node.parent_id for node in nodes}

    def comes_back(start):
        current = start
        for _ in nodes:
            current = parents.get(current)
            if current == start:
                return True
        return False

    assert has_cycle(parents) == any(comes_back(start) for start in parents)


def test_a_unit_that_is_not_there_has_no_path_and_nothing_below():
    tree = Tree([Node(1, None, "a")])
    assert tree.path(2) == []
    assert tree.descendants(2) == set()
    assert 2 not in tree
