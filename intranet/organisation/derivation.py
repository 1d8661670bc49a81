"""Which cells of a second table give nothing away beyond a first one that is shown already; pure.

A table by units as it was frozen and the same people by the units of today are both nested, but not
in each other: where one person moved, the difference of two cells is that person. What the first
table tells are sums of its *rests* (see `disclosure`): the people of a visible line who stand in no
visible line below it. A cell of the second table that holds each rest as a whole or not at all is
such a sum itself and tells nothing new; every other cell stays hidden.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from intranet.organisation.disclosure import UnitId

Rest: TypeAlias = UnitId | str
"""Whose rest it is: of a unit, of all units together (None), or of no visible line (`UNKNOWN`)."""

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """People who stand in one unit of the second table and belonged to one rest of the first."""

    unit_id: int
    rest: Rest
    people: int


def rests_of(parents: Mapping[int, int | None], hidden: Iterable[UnitId]) -> dict[int, Rest]:
    """To whose rest the own people of each unit belong: the nearest visible line at or above it."""
    unseen = set(hidden)
    rests: dict[int, Rest] = {}
    for unit_id in parents:
        line: UnitId = unit_id
        while line is not None and line in unseen:
            line = parents.get(line)
        rests[unit_id] = UNKNOWN if line is None and None in unseen else line
    return rests


def underivable(
    parents: Mapping[int, int | None], groups: Iterable[Group], sizes: Mapping[Rest, int]
) -> set[UnitId]:
    """The lines of the second table that would tell something new.

    `parents` are those of the second table; `sizes` says how many people each rest has.
    """
    held: dict[UnitId, Counter[Rest]] = {}
    for group in groups:
        line: UnitId = group.unit_id
        while line is not None:
            held.setdefault(line, Counter())[group.rest] += group.people
            line = parents.get(line)
        held.setdefault(None, Counter())[group.rest] += group.people
    return {line for line, rests in held.items() if not _is_sum(rests, sizes)}


def _is_sum(rests: Counter[Rest], sizes: Mapping[Rest, int]) -> bool:
    """Whether each rest is there as a whole."""
    return all(
        people == 0 or (rest != UNKNOWN and people == sizes.get(rest))
        for rest, people in rests.items()
    )
