"""Which units come after a closed one; pure, without Django."""

import datetime
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

# Of a unit that goes on, these take a part away; its audience does not follow that part.
PARTIAL_KINDS = ("transfer", "split")


@dataclass(frozen=True, slots=True)
class Passing:
    """One unit took over from another, wholly or in part."""

    predecessor_id: int
    successor_id: int
    kind: str
    effective_on: datetime.date
    predecessor_ends: datetime.date | None

    @classmethod
    def of_json(cls, row: Sequence[Any]) -> "Passing":
        """The passing of a row whose days JSON has made into text."""
        predecessor_id, successor_id, kind, effective_on, ends = row
        return cls(
            predecessor_id,
            successor_id,
            kind,
            datetime.date.fromisoformat(effective_on),
            ends and datetime.date.fromisoformat(ends),
        )

    @property
    def is_followed(self) -> bool:
        """Whether who meant the predecessor means the successor after its end.

        What was handed over while the unit still stood went for good: only what its end brought
        about counts.
        """
        is_earlier = self.predecessor_ends is None or self.effective_on < self.predecessor_ends
        return self.kind not in PARTIAL_KINDS or not is_earlier


def successors_of(passings: Iterable[Passing]) -> dict[int, list[int]]:
    """The successors of each unit."""
    successors: dict[int, list[int]] = {}
    for passing in passings:
        if passing.is_followed:
            successors.setdefault(passing.predecessor_id, []).append(passing.successor_id)
    return successors


def closed_predecessors(
    unit_ids: Set[int], passings: Iterable[Passing], day: datetime.date
) -> set[int]:
    """The units closed by the day that these took over, and those that they had taken over."""
    predecessors: dict[int, list[int]] = {}
    for passing in passings:
        has_ended = passing.predecessor_ends is not None and passing.predecessor_ends <= day
        if passing.is_followed and has_ended:
            predecessors.setdefault(passing.successor_id, []).append(passing.predecessor_id)
    found: set[int] = set()
    waiting = list(unit_ids)
    while waiting:
        for unit_id in predecessors.get(waiting.pop(), []):
            if unit_id not in found:
                found.add(unit_id)
                waiting.append(unit_id)
    return found


def heir_of(
    unit_id: int, standing: Set[int], passings: Mapping[int, Sequence[Passing]]
) -> int | None:
    """The one unit that stands for another one by now; itself while it stands.

    Of several that came after, the one that took over as a whole; None where nobody did or where
    the unit was shared out, since nobody can say then who of its people belongs where. `passings`
    are named by their predecessor.
    """
    seen = {unit_id}
    while unit_id not in standing:
        followed = [passing for passing in passings.get(unit_id, ()) if passing.is_followed]
        wholly = [passing for passing in followed if passing.kind not in PARTIAL_KINDS]
        heirs = {passing.successor_id for passing in wholly or followed}
        if len(heirs) != 1 or heirs <= seen:
            return None
        (unit_id,) = heirs
        seen.add(unit_id)
    return unit_id


def by_predecessor(passings: Iterable[Passing]) -> dict[int, list[Passing]]:
    """What became of each unit."""
    found: dict[int, list[Passing]] = {}
    for passing in passings:
        found.setdefault(passing.predecessor_id, []).append(passing)
    return found
