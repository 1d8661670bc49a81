"""A second table beside a first one, examined against linear algebra."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.organisation.derivation import UNKNOWN, Group, rests_of, underivable
from intranet.organisation.disclosure import hidden_units
from tests.organisation.test_disclosure import below, can_be_computed, tables


@st.composite
def two_tables(draw):
    """People of the units of one tree, each going to some unit of another one."""
    parents, own = draw(tables(largest=6))
    others = draw(tables(largest=6))[0]
    moves = [
        (unit, draw(st.sampled_from(list(others)), label="goes to"))
        for unit in parents
        for _ in range(draw(st.integers(1, 2)))
    ]
    people = Counter(dict.fromkeys(moves, 0))
    for unit, number in own.items():
        places = [move for move in people if move[0] == unit]
        split = draw(st.integers(0, number))
        people[places[0]] += split
        people[places[-1]] += number - split
    return parents, own, others, {move: number for move, number in people.items() if number}


def looked_at(parents, own, others, people):
    """Which lines of the second table are shown, and the people of all visible lines as sets."""
    hidden = hidden_units(parents, own)
    rests = rests_of(parents, hidden)
    groups = [Group(place, rests[unit], number) for (unit, place), number in people.items()]
    sizes = Counter()
    for (unit, _place), number in people.items():
        sizes[rests[unit]] += number
    unsafe = underivable(others, groups, sizes)
    first = [
        {move for move in people if move[0] in below(parents, line)}
        for line in [None, *parents]
        if line not in hidden
    ]
    second = {line: {move for move in people if move[1] in below(others, line)}
              for line in [None, *others]}  # fmt: skip
    return unsafe, first, second


@given(two_tables())
@settings(max_examples=150)
def test_shown_is_exactly_what_the_first_table_tells_already(both):
    people = both[3]
    unsafe, first, second = looked_at(*both)
    for line, members in second.items():
        can_tell = can_be_computed(members, first, list(people))
        assert (line not in unsafe) == can_tell, line


def test_the_same_table_again_is_shown_where_the_first_is():
    parents, own = {1: None, 2: 1, 3: 1}, {2: 9, 3: 8}
    people = {(unit, unit): number for unit, number in own.items()}
    unsafe, _first, _second = looked_at(parents, own, parents, people)
    assert unsafe == set()


@pytest.mark.parametrize(
    ("people", "unsafe"),
    [
        ({(2, 2): 9, (3, 2): 8}, set()),
        ({(2, 2): 9, (3, 3): 7, (3, 2): 1}, {2, 3}),
        ({(2, 3): 9, (3, 2): 8}, set()),
        ({(2, 3): 5, (2, 2): 4, (3, 3): 8}, {2, 3}),
    ],
)
def test_usual_reorganisations(people, unsafe):
    own = {2: 9, 3: 8}
    assert looked_at({1: None, 2: 1, 3: 1}, own, {1: None, 2: 1, 3: 1}, people)[0] == unsafe


def test_people_of_whom_the_first_table_knows_nothing_hide_every_line_they_stand_in():
    groups = [Group(2, 2, 9), Group(3, UNKNOWN, 1)]
    assert underivable({1: None, 2: 1, 3: 1}, groups, {2: 9}) == {None, 1, 3}
