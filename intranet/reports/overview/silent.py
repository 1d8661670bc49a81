"""Units in which nobody has begun a running duty."""

from collections.abc import Iterator
from dataclasses import dataclass

from intranet.organisation.duties import Duty
from intranet.organisation.progress import Counts
from intranet.reports.overview.boards import Board, DutyFigures, UnitFigures


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A unit of which people are asked and nobody has begun; `above` is the unit it belongs to."""

    duty: Duty
    unit: UnitFigures
    above: str

    @property
    def people(self) -> int:
        """How many are asked."""
        return self.unit.counts.assigned


def silent_units(board: Board) -> list[SilentUnit]:
    """Duty by duty the silent units, the largest first; not again what stands below a silent one.

    Units are looked for below those that stand side by side in a league, so that a department
    that has just been asked is a list of its rooms.
    """
    return [
        found
        for figures in board.figures
        for found in sorted(_silent_in(figures), key=lambda silent: -silent.people)
    ]


def _silent_in(figures: DutyFigures) -> Iterator[SilentUnit]:
    waiting = figures.side_by_side[::-1]
    while waiting:
        unit = waiting.pop()
        if is_silent(unit.counts):
            above = figures.units.get(unit.parent_id or 0)
            yield SilentUnit(figures.duty, unit, above.name if above else "")
        else:
            waiting += figures.below.get(unit.unit_id, [])[::-1]


def is_silent(counts: Counts) -> bool:
    """Whether people are asked and none has begun."""
    return counts.assigned > 0 and counts.assigned == counts.not_started
