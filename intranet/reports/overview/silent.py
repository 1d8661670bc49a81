"""Units in which nobody has begun any of the duties that are counted."""

from dataclasses import dataclass, replace

from intranet.organisation.duties import Duty
from intranet.organisation.progress import Counts
from intranet.reports.overview.boards import Board, DutyFigures, UnitFigures


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A unit in which nobody has begun the `duties` asked of it; `above` is the unit over it."""

    duties: tuple[Duty, ...]
    unit: UnitFigures
    above: str

    @property
    def assigned(self) -> int:
        """How many are asked, once for each duty."""
        return self.unit.counts.assigned


def silent_units(board: Board) -> list[SilentUnit]:
    """The silent units, the largest first; not again what stands below a silent one.

    Units are looked for below those that stand side by side in a league, so that a department
    that has just been asked is a list of its rooms.
    """
    if not board.figures:
        return []
    together = _together(board.figures)
    found: list[SilentUnit] = []
    waiting = together.side_by_side[::-1]
    while waiting:
        unit = waiting.pop()
        if is_silent(unit.counts):
            above = together.units.get(unit.parent_id or 0)
            found.append(SilentUnit(_asked_of(unit, board), unit, above.name if above else ""))
        else:
            waiting += together.below.get(unit.unit_id, [])[::-1]
    return sorted(found, key=lambda silent: -silent.assigned)


def _together(figures: list[DutyFigures]) -> DutyFigures:
    """The units of all duties with what they come to over them."""
    units: dict[int, UnitFigures] = {}
    for found in figures:
        for unit in found.units.values():
            known = units.get(unit.unit_id)
            counts = known.counts + unit.counts if known else unit.counts
            units[unit.unit_id] = replace(known or unit, counts=counts)
    return replace(figures[0], units=units)


def _asked_of(unit: UnitFigures, board: Board) -> tuple[Duty, ...]:
    return tuple(
        figures.duty
        for figures in board.figures
        if (own := figures.units.get(unit.unit_id)) and own.counts.assigned
    )


def is_silent(counts: Counts) -> bool:
    """Whether people are asked and none has begun."""
    return counts.assigned > 0 and counts.assigned == counts.not_started
