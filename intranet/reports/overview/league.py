"""Units beside their like: by block and size, ordered by share, equal shares sharing a place; pure.

A unit of five cannot be compared with one of fifty, nor a centre with a room: one person more or
less moves the first by twenty percent.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from intranet.organisation.progress import ZERO, Counts
from search.text import fold


class Block(enum.IntEnum):
    """Kinds of units that are compared with each other, in the order of the screen."""

    ROOMS = 0
    SERVICE_UNITS = 1
    DISTRICTS = 2
    LEADERSHIP = 3
    OTHERS = 4


BLOCKS: Mapping[str, Block] = {
    "office": Block.ROOMS,
    "division": Block.ROOMS,
    "public_service_unit": Block.SERVICE_UNITS,
    "district_office": Block.DISTRICTS,
    "leadership": Block.LEADERSHIP,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit with all below it over one duty or several.

    `counts` are assignments: one person with two duties is counted twice. `people` is how many
    were assigned in the largest of the duties, which says how large the unit is.
    """

    unit_id: int
    name: str
    short_name: str
    kind: str
    path: tuple[int, ...]
    counts: Counts
    people: int
    duties: int

    @property
    def share(self) -> Fraction:
        """Done of assigned, exactly."""
        return Fraction(self.counts.done, self.counts.assigned)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its place among its like; None where it is the only one."""

    entry: Entry
    place: int | None


@dataclass(frozen=True, slots=True)
class LeagueClass:
    """Units of one block and one size: `size` is the number of thresholds that they exceed."""

    block: Block
    size: int
    placed: list[Placed]


def size_of(people: int, thresholds: Sequence[int]) -> int:
    """How many of the thresholds, in people, the number exceeds."""
    return sum(people > threshold for threshold in thresholds)


def league(entries: Iterable[Entry], thresholds: Sequence[int]) -> list[LeagueClass]:
    """The entries in their classes; those of which nobody is asked have no share and are absent."""
    classes: dict[tuple[Block, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.counts.assigned:
            block = BLOCKS.get(entry.kind, Block.OTHERS)
            classes[block, size_of(entry.people, thresholds)].append(entry)
    return [
        LeagueClass(block, size, placed(classes[block, size]))
        for block, size in sorted(classes, key=lambda found: (found[0], -found[1]))
    ]


def placed(entries: Iterable[Entry]) -> list[Placed]:
    """The entries by share, the largest first; the place counts those with a larger share."""
    ordered = sorted(entries, key=lambda entry: (-entry.share, fold(entry.name), entry.unit_id))
    if len(ordered) == 1:
        return [Placed(ordered[0], None)]
    found: list[Placed] = []
    for number, entry in enumerate(ordered, 1):
        is_tie = bool(found) and found[-1].entry.share == entry.share
        found.append(Placed(entry, found[-1].place if is_tie else number))
    return found


def total_of(entries: Iterable[Entry]) -> Counts:
    """What the entries come to together."""
    return sum((entry.counts for entry in entries), ZERO)
