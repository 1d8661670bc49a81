"""Who was asked, who has done it: per unit and rolled up, counted now or frozen at the closing.

Before a duty is over its figures are counted from the roster (`intranet.organisation.roster`). Once
it is frozen they are read from what was stored, so nothing that happens later changes them.
"""

import datetime
import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intranet.organisation.disclosure import MINIMUM, UnitId, hidden_units
from intranet.organisation.done_counts import DoneCounts
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame, frames_of
from intranet.organisation.keys import LARGEST
from intranet.organisation.models import FrozenRoster
from intranet.organisation.models.frozen import COUNTS
from intranet.organisation.progress import ZERO, Counts, counted
from intranet.organisation.roster import roster, tallies_together
from intranet.organisation.tree import Node, Tree

# People whose unit does not exist on the day stand in a row of their own instead of being lost.
UNPLACED = 0
LAST = 1_000_000


class Hiding(enum.StrEnum):
    """Why what people understood is not shown of a unit: too few people, or along with such."""

    FEW = "few"
    ALONG = "along"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with the counts of it and all below it."""

    node: Node
    depth: int
    total: Counts
    hiding: Hiding | None = None


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit among its like: the way to it from the top (itself last), and those below it."""

    row: UnitRow
    path: list[UnitRow]
    children: list[UnitRow]


@dataclass(frozen=True)
class Participation:
    """The figures of one duty by the roll of the cut-off.

    `total` counts everybody, `hiding` says whether what they understood is hidden; `frozen_at` is
    when the figures were stored, None while they are counted anew each time.
    """

    duty: Duty
    cut_off: datetime.datetime
    total: Counts
    hiding: Hiding | None
    frozen_at: datetime.datetime | None

    @property
    def rows(self) -> list[UnitRow]:
        """Every unit, in the order of the tree."""
        raise NotImplementedError

    def views(self, unit_ids: Collection[int]) -> list[UnitView]:
        """The units with their surroundings, as far as they are in the tree and in its order."""
        raise NotImplementedError

    def view(self, unit_id: int) -> UnitView | None:
        """One unit with the way to it and those right below it; None for one not in the tree."""
        return next(iter(self.views([unit_id])), None)

    def tops(self) -> list[UnitRow]:
        """The units at the top of the tree."""
        raise NotImplementedError


@dataclass(frozen=True)
class CountedParticipation(Participation):
    """Figures counted just now."""

    tree: Tree
    by_unit: Mapping[int, UnitRow] = field(repr=False)

    @property
    def rows(self) -> list[UnitRow]:
        return list(self.by_unit.values())

    def views(self, unit_ids: Collection[int]) -> list[UnitView]:
        return [
            UnitView(
                row=row,
                path=[self.by_unit[node.id] for node in self.tree.path(unit_id)],
                children=self._below(unit_id),
            )
            for unit_id, row in self.by_unit.items()
            if unit_id in unit_ids
        ]

    def tops(self) -> list[UnitRow]:
        return self._below(None)

    def _below(self, unit_id: int | None) -> list[UnitRow]:
        return [self.by_unit[node.id] for node in self.tree.children.get(unit_id, [])]


@dataclass(frozen=True)
class FrozenParticipation(Participation):
    """Figures as they were stored; each question reads the rows it needs."""

    roster: FrozenRoster

    @cached_property
    def rows(self) -> list[UnitRow]:
        return self._read()

    def views(self, unit_ids: Collection[int]) -> list[UnitView]:
        possible = [unit_id for unit_id in unit_ids if unit_id <= LARGEST]
        these = Q(unit__in=possible) | (Q(unit=None) if UNPLACED in unit_ids else Q())
        this_or_below = self.roster.units.filter(these, path__startswith=OuterRef("path"))
        found = self._read(these | Q(parent__in=possible) | Q(Exists(this_or_below)))
        by_unit = {row.node.id: row for row in found}
        return [
            UnitView(
                row=row,
                path=_way_to(row, by_unit),
                children=[child for child in found if child.node.parent_id == row.node.id],
            )
            for row in found
            if row.node.id in unit_ids
        ]

    def tops(self) -> list[UnitRow]:
        return self._read(Q(parent=None))

    def done_counts(self, unit_id: int | None) -> DoneCounts:
        """When the people of a unit with all below it became done; without a unit everybody."""
        if unit_id is None:
            return DoneCounts.of_stored(self.roster.done_counts)
        stored = self.roster.units.filter(unit=unit_id or None).values_list(
            "done_counts", flat=True
        )
        return DoneCounts.of_stored(stored.get())

    def _read(self, which: Q | None = None) -> list[UnitRow]:
        rows = self.roster.units.order_by("place").filter(which or Q())
        return [
            UnitRow(
                node=Node(unit_id or UNPLACED, parent_id, name, short_name, kind, place),
                depth=depth,
                total=Counts(*counts),
                hiding=Hiding(hiding) if hiding else None,
            )
            for unit_id, parent_id, name, short_name, kind, place, depth, hiding, *counts in (
                rows.values_list(*_UNIT_COLUMNS)
            )
        ]


def _way_to(row: UnitRow, by_unit: Mapping[int, UnitRow]) -> list[UnitRow]:
    """The rows from the top down to the row."""
    way = [row]
    for _step in range(row.depth):
        way.append(by_unit[way[-1].node.parent_id or UNPLACED])
    return way[::-1]


_UNIT_COLUMNS = (
    "unit_id", "parent_id", "name", "short_name", "kind", "place", "depth", "hiding", *COUNTS,
)  # fmt: skip


def participation(
    duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None
) -> Participation:
    """The figures of the duty at the moment: as they were frozen, if they are, else counted."""
    return frozen(duty, moment) or counted_now(duty, moment=moment, frame=frame)


def people(duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None) -> QuerySet[Any]:
    """The rows that the figures count, with the columns of `roster.COLUMNS` and `person`."""
    stored = frozen(duty, moment)
    return stored.roster.people.order_by() if stored else roster(duty, moment=moment, frame=frame)


def frozen(duty: Duty, moment: datetime.datetime) -> FrozenParticipation | None:
    """The figures as they were frozen at the closing, in one statement; None before that."""
    if duty.closes_at is None or moment < duty.closes_at:
        return None
    return frozen_at_cut_off(duty, duty.closes_at)


def frozen_at_cut_off(duty: Duty, cut_off: datetime.datetime) -> FrozenParticipation | None:
    """The figures as they were frozen at this cut-off: an earlier end, or that of a quarter."""
    stored = duty.written_at(cut_off)
    if duty.rosters is None:
        stored = FrozenRoster.objects.of(duty.kind, duty.key, cut_off).first()
    if stored is None:
        return None
    return FrozenParticipation(
        duty=duty,
        cut_off=stored.cut_off,
        total=stored.counts,
        hiding=Hiding(stored.hiding) if stored.hiding else None,
        frozen_at=stored.frozen_at,
        roster=stored,
    )


def counted_now(
    duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None
) -> CountedParticipation:
    """Count the duty at the moment by the roll of its cut-off, in at most four statements.

    They are: units, audiences, successions if a unit of the audience is closed, the tallies.
    `frame` is that of the day of the cut-off, if it has been read already.
    """
    (counted_figures,) = counted_together([duty], moment=moment, frame=frame)
    return counted_figures


def counted_together(
    duties: Sequence[Duty], *, moment: datetime.datetime, frame: Frame | None = None
) -> list[CountedParticipation]:
    """Count several duties at the moment, in as many statements as one whose cut-off is that day.

    Those that are running share the day; the units of the other cut-offs are read together.
    `frame` is that of any day, if one has been read already.
    """
    days = [duty.roll_day(moment) for duty in duties]
    frames = frames_of(days, frame)
    rosters = [
        roster(duty, moment=moment, frame=frames[day])
        for duty, day in zip(duties, days, strict=True)
    ]
    tallied = tallies_together(rosters)
    return [
        figures_of(duty, duty.cut_off(moment), tree=frames[day].tree, own=counted(found))
        for duty, day, found in zip(duties, days, tallied, strict=True)
    ]


def figures_of(
    duty: Duty, cut_off: datetime.datetime, *, tree: Tree, own: Mapping[int, Counts]
) -> CountedParticipation:
    """Roll up what the people of each unit come to along the tree."""
    placed: dict[int, Counts] = {}
    for unit_id, counts in own.items():
        place = unit_id if unit_id in tree else UNPLACED
        placed[place] = placed.get(place, ZERO) + counts
    if UNPLACED in placed:
        tree = with_unplaced(tree)
    totals = tree.roll_up(placed, ZERO)
    hiding = _hiding(tree, placed, totals)
    total = sum(placed.values(), ZERO)
    return CountedParticipation(
        duty=duty,
        cut_off=cut_off,
        total=total,
        hiding=hiding.get(None),
        frozen_at=None,
        tree=tree,
        by_unit={
            node.id: UnitRow(node, depth, totals[node.id], hiding.get(node.id))
            for node, depth in tree.walk()
        },
    )


def with_unplaced(tree: Tree) -> Tree:
    """The tree with a row for people whose unit is not in it; see `UNPLACED`."""
    nobody = Node(UNPLACED, None, str(_("Without a unit on this day")), position=LAST)
    return Tree([*tree.nodes.values(), nobody])


def _hiding(
    tree: Tree, own: Mapping[int, Counts], totals: Mapping[int, Counts]
) -> dict[UnitId, Hiding]:
    """Where what people understood stays hidden, decided on the whole tree for every reader."""
    done = {unit_id: counts.done for unit_id, counts in own.items()}
    scored = {unit_id: counts.score_count for unit_id, counts in own.items()}
    hidden = hidden_units(tree.parents, done)
    if scored != done:
        hidden |= hidden_units(tree.parents, scored)
    whole = sum(own.values(), ZERO)
    return {
        unit: Hiding.FEW
        if (whole if unit is None else totals[unit]).done < MINIMUM
        else Hiding.ALONG
        for unit in hidden
    }
