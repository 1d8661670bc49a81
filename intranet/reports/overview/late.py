"""People who have not done a duty after its last day, by unit."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from intranet.organisation.duties import Duty, State, later_ends
from intranet.organisation.roster import roster
from intranet.reports.overview.boards import Board, DutyFigures, UnitFigures


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit with how many of the `assigned` are late with a duty.

    `is_rest` marks those who stand in the unit and in none of the units below it that are listed.
    """

    duty: Duty
    unit: UnitFigures
    people: int
    assigned: int
    is_rest: bool = False


def last_moment(duty: Duty) -> datetime.datetime | None:
    """From when on whoever has not done it is late; None for a duty without an end."""
    return duty.due_at or (None if duty.is_endless else duty.closes_at)


def is_overdue(duty: Duty, moment: datetime.datetime) -> bool:
    """Whether somebody can be late with the duty at the moment, or was when it ended."""
    last = last_moment(duty)
    return last is not None and last <= duty.cut_off(moment)


def days_overdue(duty: Duty, moment: datetime.datetime) -> int:
    """How many days have passed since the last moment in time, at most up to the cut-off."""
    last = last_moment(duty)
    return (duty.roll_day(moment) - timezone.localdate(last)).days if last else 0


def late_units(board: Board) -> list[LateUnit]:
    """Duty by duty the units with late people, most of them first; together all that are late."""
    return [
        line
        for figures in board.figures
        if is_overdue(figures.duty, board.moment)
        for line in sorted(_lines(figures, board.moment), key=lambda line: -line.people)
        if line.people
    ]


def _lines(figures: DutyFigures, moment: datetime.datetime) -> Iterator[LateUnit]:
    late = late_in(figures, moment)
    for top in figures.starts:
        people, assigned = late[top.unit_id], top.counts.assigned
        for unit in figures.side_by_side:
            if unit.path[: len(top.path)] == top.path:
                yield LateUnit(figures.duty, unit, late[unit.unit_id], unit.counts.assigned)
                people -= late[unit.unit_id]
                assigned -= unit.counts.assigned
        yield LateUnit(figures.duty, top, people, assigned, is_rest=True)


def late_people(board: Board) -> int:
    """How many are late within the reach, once for each duty."""
    return sum(
        late_in(figures, board.moment)[top.unit_id]
        for figures in board.figures
        if is_overdue(figures.duty, board.moment)
        for top in figures.starts
    )


def late_in(figures: DutyFigures, moment: datetime.datetime) -> Counter[int]:
    """How many are late, by unit with all below it; whoever was given longer is not yet."""
    longer = _given_longer(figures, moment)
    return Counter(
        {
            unit.unit_id: unit.counts.not_started + unit.counts.in_progress - longer[unit.unit_id]
            for unit in figures.units.values()
        }
    )


def _given_longer(figures: DutyFigures, moment: datetime.datetime) -> Counter[int]:
    """How many of those who are not done may still take their time, by unit with all below it."""
    longer: Counter[int] = Counter()
    if figures.frozen_at is not None or not figures.duty.is_extended:
        return longer
    ends: Mapping[int, datetime.datetime] = later_ends(figures.duty, moment)
    rows = roster(figures.duty, moment=moment).filter(
        person_id__in=list(ends), excused="", state__lt=State.DONE
    )
    for unit_id, people in rows.order_by().values_list("unit_id").annotate(Count("person_id")):
        unit = figures.units.get(unit_id)
        for above in unit.path if unit else ():
            longer[above] += people
    return longer
