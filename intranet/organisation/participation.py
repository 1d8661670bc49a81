"""Who was asked, who has done it: per unit and rolled up, from the duties' registry."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.organisation import duties
from intranet.organisation.circle import Circle
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import ExemptionReason, Membership
from intranet.organisation.progress import (
    NOT_STARTED,
    ZERO,
    Counts,
    Standing,
    State,
    counted,
)
from intranet.organisation.tree import Node, Tree

__all__ = ["Counts", "ParticipantRow", "Participation", "UnitRow", "participants", "participation"]

# People whose unit does not exist on the day stand in a row of their own instead of being lost.
UNPLACED = 0
LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its own people's counts and those of all below it."""

    node: Node
    depth: int
    own: Counts
    total: Counts


@dataclass(frozen=True, slots=True)
class Participation:
    """The figures of one duty by the roll of the cut-off, units in the order of the tree."""

    duty: Duty
    cut_off: datetime.datetime
    rows: list[UnitRow]
    total: Counts
    tree: Tree

    def row(self, unit_id: int) -> UnitRow | None:
        """The row of the unit, None if it is not in the tree."""
        return next((row for row in self.rows if row.node.id == unit_id), None)

    def below(self, unit_id: int) -> list[UnitRow]:
        """The rows of the unit and of all below it, itself first."""
        units = self.tree.descendants(unit_id)
        return [row for row in self.rows if row.node.id in units]


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One person asked; `excused` says why the person is not counted, or is empty."""

    person_id: int
    full_name: str
    staff_code: str
    unit_id: int
    unit_name: str
    state: State
    score: float | None
    at: datetime.datetime | None
    excused: str


@dataclass(frozen=True, slots=True)
class _Roll:
    """Who is to be counted, and by which tree."""

    day: datetime.date
    tree: Tree
    circle: Circle
    late: set[int]


def participation(
    duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None
) -> Participation:
    """Count the duty at the moment, in a number of statements that no size changes.

    Tree, audiences, successions of closed units, roll, late comers, progress: at most six. With
    the frame of the day of the cut-off, which several counts may share, at most three.
    """
    roll = _roll(duty, moment, frame)
    own = counted(_standings(duty, roll))
    tree = _with_unplaced(roll.tree) if UNPLACED in own else roll.tree
    totals = tree.roll_up(own, ZERO)
    rows = [
        UnitRow(node, depth, own.get(node.id, ZERO), totals[node.id]) for node, depth in tree.walk()
    ]
    return Participation(duty, duty.cut_off(moment), rows, sum(own.values(), ZERO), tree)


def participants(
    duty: Duty, *, unit_ids: set[int], moment: datetime.datetime, frame: Frame | None = None
) -> list[ParticipantRow]:
    """Everybody asked in the units given, by unit in the order of the tree, then by name."""
    roll = _roll(duty, moment, frame)
    done = duties.progress(duty)
    members = (
        Membership.objects.on_roll(roll.day)
        .for_duty(duty.kind, duty.key)
        .filter(_in_units(unit_ids, roll.tree))
        .order_by("person__sort_name", "person__staff_code")
        .values_list(
            "person_id",
            "unit_id",
            "staff_category",
            "exemption_reason",
            "person__full_name",
            "person__staff_code",
        )
    )
    tree = _with_unplaced(roll.tree)
    order = {node.id: place for place, (node, _depth) in enumerate(tree.walk())}
    rows = []
    for person_id, unit_id, category, reason, full_name, staff_code in members:
        if not roll.circle.includes(unit_id, category):
            continue
        node = tree.nodes[_place(unit_id, roll.tree)]
        progress = done.get(person_id, NOT_STARTED)
        row = ParticipantRow(
            person_id=person_id,
            full_name=full_name,
            staff_code=staff_code,
            unit_id=node.id,
            unit_name=node.name,
            state=progress.state,
            score=progress.score,
            at=progress.at,
            excused=_excused_label(reason, person_id in roll.late),
        )
        rows.append(row)
    return sorted(rows, key=lambda row: order[row.unit_id])


def _roll(duty: Duty, moment: datetime.datetime, frame: Frame | None) -> _Roll:
    day = timezone.localdate(duty.cut_off(moment))
    if frame is None or frame.day != day:
        frame = Frame(day)
    return _Roll(day, frame.tree, frame.circle(duty.audience_id), _late_comers(duty, day))


def _late_comers(duty: Duty, day: datetime.date) -> set[int]:
    """Ids of people who first came onto the roll after the last day of the duty."""
    ends = [end for end in (duty.due_at, duty.closes_at) if end is not None]
    if not ends:
        return set()
    last_day = timezone.localdate(min(ends) - datetime.timedelta(microseconds=1))
    if day <= last_day:
        return set()
    late = Membership.objects.on_roll(day).newly_on_roll_after(last_day)
    return set(late.values_list("person_id", flat=True))


def _standings(duty: Duty, roll: _Roll) -> Iterator[Standing]:
    """Everybody asked, once, in the unit of the cut-off."""
    done = duties.progress(duty)
    members = (
        Membership.objects.on_roll(roll.day)
        .for_duty(duty.kind, duty.key)
        .order_by()
        .values_list("person_id", "unit_id", "staff_category", "exemption_reason")
    )
    for person_id, unit_id, category, reason in members.iterator(chunk_size=5000):
        if roll.circle.includes(unit_id, category):
            yield Standing(
                _place(unit_id, roll.tree),
                done.get(person_id, NOT_STARTED),
                reason is not None or person_id in roll.late,
            )


def _with_unplaced(tree: Tree) -> Tree:
    """The tree with a row for people whose unit is not in it; see `UNPLACED`."""
    return Tree([*tree.nodes.values(), _unplaced_node()])


def _unplaced_node() -> Node:
    return Node(UNPLACED, None, str(_("Without a unit on this day")), position=LAST)


def _place(unit_id: int, tree: Tree) -> int:
    return unit_id if unit_id in tree else UNPLACED


def _in_units(unit_ids: set[int], tree: Tree) -> Q:
    placed = Q(unit_id__in=unit_ids - {UNPLACED})
    return placed | ~Q(unit_id__in=list(tree.nodes)) if UNPLACED in unit_ids else placed


def _excused_label(reason: str | None, is_late: bool) -> str:
    if reason is not None:
        return str(ExemptionReason(reason).label)
    return str(_("joined after the last day")) if is_late else ""
