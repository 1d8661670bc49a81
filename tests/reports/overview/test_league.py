"""Units beside their like, equal shares sharing a rank."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.progress import Counts
from intranet.reports.overview.league import Block, Entry, league, placed, size_of, total_of

SIZES = (10, 30)


def entry(unit_id, done, assigned, *, kind="division", people=None, name=""):
    return Entry(
        unit_id=unit_id,
        name=name or f"Phòng {unit_id}",
        short_name="",
        kind=kind,
        path=(unit_id,),
        counts=Counts(assigned=assigned, done=done, not_started=assigned - done),
        people=assigned if people is None else people,
        duties=1,
    )


@st.composite
def entries(draw):
    kinds = st.sampled_from(["office", "division", "public_service_unit", "group", ""])
    assigned = draw(st.lists(st.tuples(st.integers(0, 60), kinds), max_size=20))
    return [
        entry(number, draw(st.integers(0, size)), size, kind=kind)
        for number, (size, kind) in enumerate(assigned, 1)
    ]


def test_sizes_are_told_apart_at_the_thresholds():
    assert [size_of(people, SIZES) for people in (1, 10, 11, 30, 31, 500)] == [0, 0, 1, 1, 2, 2]
    assert size_of(500, ()) == 0


def test_equal_shares_share_the_rank_and_the_next_one_is_left_out():
    found = placed([entry(1, 1, 2), entry(2, 3, 3), entry(3, 5, 10), entry(4, 0, 4)])
    assert [(line.entry.unit_id, line.place) for line in found] == [
        (2, 1), (1, 2), (3, 2), (4, 4)
    ]  # fmt: skip


def test_shares_that_only_look_equal_are_told_apart():
    found = placed([entry(1, 666, 1000), entry(2, 2, 3)])
    assert [(line.entry.unit_id, line.place) for line in found] == [(2, 1), (1, 2)]


def test_units_are_compared_with_their_like_only():
    classes = league(
        [
            entry(1, 1, 10),
            entry(2, 9, 11),
            entry(3, 8, 8, kind="office"),
            entry(4, 20, 40, kind="public_service_unit"),
            entry(5, 0, 0),
        ],
        SIZES,
    )
    assert [(found.block, found.size, len(found.placed)) for found in classes] == [
        (Block.ROOMS, 1, 1),
        (Block.ROOMS, 0, 2),
        (Block.SERVICE_UNITS, 2, 1),
    ]
    assert [line.place for found in classes for line in found.placed] == [None, 1, 2, None]


@given(entries())
def test_nobody_is_lost_and_nobody_stands_twice(entries):
    classes = league(entries, SIZES)
    shown = [line.entry for found in classes for line in found.placed]
    assert Counter(one.unit_id for one in shown) == Counter(
        one.unit_id for one in entries if one.counts.assigned
    )
    assert total_of(shown) == total_of(entries)


@given(entries())
def test_a_rank_is_the_number_of_better_units_and_one(entries):
    for found in league(entries, SIZES):
        shares = [line.entry.share for line in found.placed]
        for line in found.placed:
            better = sum(share > line.entry.share for share in shares)
            assert line.place in {better + 1, None}
            assert (line.place is None) is (len(shares) == 1)
