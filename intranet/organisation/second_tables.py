"""Figures that stand beside frozen ones: the same people otherwise placed, or counted anew."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from intranet.organisation.derivation import UNKNOWN, Group, Rest, rests_of, underivable
from intranet.organisation.disclosure import MINIMUM
from intranet.organisation.participation import (
    UNPLACED,
    CountedParticipation,
    FrozenParticipation,
    Hiding,
)
from intranet.organisation.progress import Counts, State


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two says of somebody; without a unit it does not know the person."""

    unit_id: int | None
    is_excused: bool = False
    state: State = State.NOT_STARTED

    @property
    def is_done(self) -> bool:
        """Whether the person counts among those who are done."""
        return self.unit_id is not None and not self.is_excused and self.state >= State.DONE


def protected(
    figures: CountedParticipation,
    then: FrozenParticipation,
    known: Iterable[tuple[Side, Side, int]],
) -> CountedParticipation:
    """The figures, with what people understood hidden where the frozen ones do not tell it too."""
    parents = {row.node.id: row.node.parent_id for row in then.rows}
    hidden = {row.node.id for row in then.rows if row.hiding}
    rests = rests_of(parents, [*hidden, *([None] if then.hiding else [])])
    sizes: Counter[Rest] = Counter()
    groups = []
    for before, after, people in known:
        place = before.unit_id if before.unit_id in parents else UNPLACED
        rest = rests.get(place or UNPLACED, UNKNOWN) if before.is_done else UNKNOWN
        if before.is_done:
            sizes[rest] += people
        if after.is_done and after.unit_id is not None:
            unit_id = after.unit_id if after.unit_id in figures.by_unit else UNPLACED
            groups.append(Group(unit_id, rest, people))
    unsafe = underivable(figures.tree.parents, groups, sizes)
    return replace(
        figures,
        hiding=_why(figures.total) if None in unsafe else None,
        by_unit={
            unit_id: replace(row, hiding=_why(row.total) if unit_id in unsafe else None)
            for unit_id, row in figures.by_unit.items()
        },
    )


def _why(counts: Counts) -> Hiding:
    return Hiding.FEW if counts.done < MINIMUM else Hiding.ALONG
