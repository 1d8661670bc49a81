"""What became of units between a day of the past and today: renamed, moved, merged, closed."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from intranet.organisation.circle import standing_units
from intranet.organisation.models import SuccessionKind
from intranet.organisation.succession import Passing, by_predecessor, successors_of
from intranet.organisation.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a unit between the cut-off and today.

    `name` and `parent_name` are those of today where they differ; `became` says by what acts other
    units came after it, `heirs` which of them stand today.
    """

    name: str = ""
    parent_name: str | None = None
    is_closed: bool = False
    became: tuple[SuccessionKind, ...] = ()
    heirs: tuple[str, ...] = ()


class Fates:
    """What became of the units of a frozen tree."""

    def __init__(
        self,
        frozen: Mapping[int, Node],
        today: Tree,
        passings: list[Passing],
        *,
        since: datetime.date,
    ) -> None:
        self.frozen, self.today, self.since = frozen, today, since
        self.passings = by_predecessor(passings)
        self.successors = successors_of(passings)

    def of(self, unit_id: int) -> Fate:
        """What became of one unit; nothing where it stands as it stood."""
        node = self.frozen.get(unit_id)
        if node is None:
            return Fate()
        passings = self.passings.get(unit_id, [])
        if unit_id not in self.today:
            heirs = standing_units({unit_id}, self.today, self.successors)
            ends = [passing for passing in passings if passing.is_followed]
            return Fate(is_closed=True, became=_kinds(ends), heirs=self._names(heirs))
        later = [passing for passing in passings if passing.effective_on > self.since]
        now = self.today.nodes[unit_id]
        has_moved = self.today.parents[unit_id] != node.parent_id
        return Fate(
            name=now.name if now.name != node.name else "",
            parent_name=self._name(self.today.parents[unit_id]) if has_moved else None,
            became=_kinds(later),
            heirs=self._names({passing.successor_id for passing in later}),
        )

    def _names(self, unit_ids: Collection[int]) -> tuple[str, ...]:
        return tuple(sorted(name for unit_id in unit_ids if (name := self._name(unit_id))))

    def _name(self, unit_id: int | None) -> str:
        """Today's name; empty for the top and for a unit that is no more."""
        node = self.today.nodes.get(unit_id) if unit_id is not None else None
        return node.name if node else ""


def _kinds(passings: Iterable[Passing]) -> tuple[SuccessionKind, ...]:
    """The kinds of acts, each once."""
    return tuple(dict.fromkeys(SuccessionKind(passing.kind) for passing in passings))
