"""What today's data would say of a duty that is frozen, beside what was frozen.

A frozen figure never changes. Moves and joinings entered for days before the cut-off, exemptions,
answers accepted late and marks corrected show here instead; so does what became of the units since.
"""

import datetime
import enum
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_cte import CTE, with_cte

from intranet.organisation.duties import Duty
from intranet.organisation.fates import Fate, Fates
from intranet.organisation.frames import Frame, read_trees
from intranet.organisation.freezing import ended
from intranet.organisation.models import FrozenRoster, Person
from intranet.organisation.participation import (
    UNPLACED,
    CountedParticipation,
    FrozenParticipation,
    UnitRow,
    figures_of,
    frozen_at_cut_off,
)
from intranet.organisation.progress import Counts, State, Tally, counted
from intranet.organisation.roster import roster
from intranet.organisation.second_tables import Side, protected
from intranet.organisation.succession import by_predecessor, heir_of
from intranet.organisation.tree import Node


class Change(enum.StrEnum):
    """How somebody's row by today's data differs from the frozen one; several may be true."""

    ADDED = "added"
    REMOVED = "removed"
    UNIT = "unit"
    EXCUSED = "excused"
    STATE = "state"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Both:
    """People of whom both say the same; `then` is the frozen one."""

    then: Side
    now: Side
    is_result_changed: bool
    people: int
    score_sum: float
    score_count: int

    @property
    def changes(self) -> frozenset[Change]:
        """How the two differ."""
        return changes_of(self.then, self.now, is_result_changed=self.is_result_changed)

    @property
    def tally(self) -> Tally | None:
        """The people as today's data counts them; None where it does not know them."""
        now = self.now
        if now.unit_id is None:
            return None
        return Tally(
            now.unit_id, now.state, self.people, now.is_excused, self.score_sum, self.score_count
        )


def changes_of(then: Side, now: Side, *, is_result_changed: bool) -> frozenset[Change]:
    """How two rows of one person differ, as far as it touches a figure."""
    if then.unit_id is None:
        return frozenset({Change.ADDED})
    if now.unit_id is None:
        return frozenset({Change.REMOVED})
    found = {
        Change.UNIT: then.unit_id != now.unit_id,
        Change.EXCUSED: then.is_excused != now.is_excused,
    }
    if not (then.is_excused or now.is_excused):
        found[Change.STATE] = then.state != now.state
        found[Change.RESULT] = is_result_changed
    return frozenset(change for change, is_true in found.items() if is_true)


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """One unit: as it was frozen, as today's data counts it, and what became of it.

    `node` has the name that it was frozen with, if it was there. A side that does not know the
    unit is None. The numbers are of people of the unit itself; who changed the unit is counted in
    `came` of the one and in `went` of the other.
    """

    node: Node
    then: UnitRow | None
    now: UnitRow | None
    added: int
    removed: int
    came: int
    went: int
    changed: int
    fate: Fate

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell."""
        then, now = _counts(self.then), _counts(self.now)
        touched = self.added or self.removed or self.came or self.went or self.changed
        return bool(touched) or not _is_alike(then, now) or self.fate != Fate()


@dataclass(frozen=True)
class Differences:
    """The frozen figures of a duty beside a count by today's data, for the same cut-off."""

    then: FrozenParticipation
    now: CountedParticipation
    both: list[Both]
    compared: QuerySet[Person]
    today: Frame

    @cached_property
    def numbers(self) -> Counter[Change]:
        """How many people differ in what; somebody may differ in several."""
        found: Counter[Change] = Counter()
        for group in self.both:
            for change in group.changes:
                found[change] += group.people
        return found

    @cached_property
    def people_count(self) -> int:
        """How many people differ at all."""
        return sum(group.people for group in self.both if group.changes)

    def people(self, unit_ids: Collection[int] | None = None) -> QuerySet[Person]:
        """Those who differ, by name; of the units given as either side has it.

        Rows know `then_unit`, `then_excused`, `then_state` and the same of `now`; `changes_in`
        tells what differs.
        """
        rows = self.compared.filter(DIFFERS)
        if unit_ids is not None:
            rows = rows.filter(Q(then_unit__in=unit_ids) | Q(now_unit__in=unit_ids))
        return rows.order_by("sort_name", "pk")

    @cached_property
    def units(self) -> list[UnitDifference]:
        """The units of which there is anything to tell, in the order of the frozen tree."""
        fates = Fates(
            {row.node.id: row.node for row in self.then.rows if row.node.id != UNPLACED},
            self.today.tree,
            self.today.passings,
            since=self.then.duty.roll_day(self.then.cut_off),
        )
        then = {row.node.id: row for row in self.then.rows}
        now = {row.node.id: row for row in self.now.rows}
        tellings = [
            UnitDifference(
                node=(then.get(unit_id) or now[unit_id]).node,
                then=then.get(unit_id),
                now=now.get(unit_id),
                **{what: self._touched[unit_id][what] for what in TOUCHES},
                fate=fates.of(unit_id),
            )
            for unit_id in {**then, **now}
        ]
        return [telling for telling in tellings if telling.is_any]

    @cached_property
    def _touched(self) -> defaultdict[int, Counter[str]]:
        """What happened to people of each unit itself."""
        found: defaultdict[int, Counter[str]] = defaultdict(Counter)

        def tell(unit_id: int | None, tree: Collection[int], what: str, people: int) -> None:
            place = unit_id if unit_id is not None and unit_id in tree else UNPLACED
            found[place][what] += people

        frozen_units = {row.node.id for row in self.then.rows}
        for group in self.both:
            changes, then, now = group.changes, group.then.unit_id, group.now.unit_id
            if Change.ADDED in changes:
                tell(now, self.now.by_unit, "added", group.people)
            elif Change.REMOVED in changes:
                tell(then, frozen_units, "removed", group.people)
            else:
                if Change.UNIT in changes:
                    tell(then, frozen_units, "went", group.people)
                    tell(now, self.now.by_unit, "came", group.people)
                if changes - {Change.UNIT}:
                    tell(now, self.now.by_unit, "changed", group.people)
        return found


# What happens to the own people of a unit, as `UnitDifference` names it.
TOUCHES = ("added", "removed", "came", "went", "changed")
# Somebody of whom the two sides do not say the same; `IS_BOTH` are those whom both know.
IS_BOTH = Q(then_unit__isnull=False, now_unit__isnull=False)
COUNTS_IN_BOTH = IS_BOTH & Q(then_excused="", now_excused="")
RESULT_DIFFERS = COUNTS_IN_BOTH & (
    ~Q(then_score=F("now_score")) & Q(then_score__isnull=False, now_score__isnull=False)
    | Q(then_score__isnull=True, now_score__isnull=False)
    | Q(then_score__isnull=False, now_score__isnull=True)
)
DIFFERS = (
    ~IS_BOTH
    | ~Q(then_unit=F("now_unit"))
    | Q(then_excused="") & ~Q(now_excused="")
    | Q(now_excused="") & ~Q(then_excused="")
    | COUNTS_IN_BOTH & ~Q(then_state=F("now_state"))
    | RESULT_DIFFERS
)


def differences(
    duty: Duty,
    *,
    moment: datetime.datetime,
    cut_off: datetime.datetime | None = None,
    today: Frame | None = None,
) -> Differences | None:
    """The frozen figures beside today's data; None where nothing is frozen at the cut-off.

    The cut-off is the end of the duty unless one is named: an earlier end, or that of a quarter.
    `today` is the frame of the moment's day, if there is one already. While results are withheld
    again, since somebody was given longer afterwards, only what was done until the freezing counts.
    Five statements at most, and one for each page of people.
    """
    at = cut_off or duty.closes_at
    then = frozen_at_cut_off(duty, at) if at else None
    if at is None or then is None:
        return None
    closed = replace(ended(duty, at), closes_at=at, is_result_withheld=False)
    frozen_at = then.frozen_at if duty.is_result_withheld else None
    as_of = at if duty.is_endless else frozen_at or moment
    today = today or Frame(timezone.localdate(moment))
    frame = today.on(closed.roll_day(as_of))
    read_trees(frame, today)
    compared = _compared(then.roster, closed, as_of, frame)
    both = _both(compared)
    own = counted(tally for tally in (group.tally for group in both) if tally)
    now = figures_of(closed, at, tree=frame.tree, own=own)
    known = [(group.then, group.now, group.people) for group in both]
    return Differences(then, protected(now, then, known), both, compared, today)


def changes_in(person: Any) -> frozenset[Change]:
    """What differs of one of `Differences.people`."""
    then = Side(person.then_unit, bool(person.then_excused), State(person.then_state or 0))
    now = Side(person.now_unit, bool(person.now_excused), State(person.now_state or 0))
    return changes_of(then, now, is_result_changed=person.is_result_changed)


def by_today(
    duty: Duty,
    *,
    moment: datetime.datetime,
    cut_off: datetime.datetime | None = None,
    today: Frame | None = None,
) -> CountedParticipation | None:
    """The frozen roster in the units of today; None where nothing is frozen at the cut-off.

    Everybody stands where the person belongs today; who is off the roll, where the heir of the unit
    is; who can be placed nowhere stands without a unit. What people understood is shown where the
    frozen figures tell it too. `today` is the frame of the moment's day, if there is one already.
    Five statements.
    """
    at = cut_off or duty.closes_at
    then = frozen_at_cut_off(duty, at) if at else None
    if at is None or then is None:
        return None
    today = today or Frame(timezone.localdate(moment))
    tree, passings = today.tree, by_predecessor(today.passings)
    groups = _placed_today(then.roster, today.day)
    heirs: dict[int, int | None] = {}
    known: list[tuple[Side, Side, int]] = []
    tallies: list[Tally] = []
    for unit_id, today_id, tally in groups:
        standing = today_id if today_id is not None else unit_id
        if standing not in heirs:
            heirs[standing] = heir_of(standing, tree.nodes.keys(), passings)
        place = heirs[standing] or UNPLACED
        tallies.append(replace(tally, unit_id=place))
        side = Side(unit_id, tally.is_excused, tally.state)
        known.append((side, replace(side, unit_id=place), tally.people))
    figures = figures_of(then.duty, at, tree=tree, own=counted(tallies))
    return replace(protected(figures, then, known), frozen_at=then.frozen_at)


def _compared(
    record: FrozenRoster, duty: Duty, as_of: datetime.datetime, frame: Frame
) -> QuerySet[Person]:
    """Everybody whom one of the two knows, with what both say."""
    columns = ("person_id", "unit_id", "excused", "state", "score")
    then = CTE(record.people.order_by().values(*columns), name="then_row")
    now = CTE(roster(duty, moment=as_of, frame=frame).values(*columns), name="now_row")
    rows = then.join(Person.objects.order_by(), pk=then.col.person_id, _join_type="LEFT OUTER JOIN")
    rows = now.join(rows, pk=now.col.person_id, _join_type="LEFT OUTER JOIN")
    return (
        with_cte(then, now, select=rows)
        .annotate(
            then_unit=then.col.unit_id,
            then_excused=Coalesce(then.col.excused, Value("")),
            then_state=then.col.state,
            then_score=then.col.score,
            now_unit=now.col.unit_id,
            now_excused=Coalesce(now.col.excused, Value("")),
            now_state=now.col.state,
            now_score=now.col.score,
        )
        .annotate(is_result_changed=Case(When(RESULT_DIFFERS, then=True), default=False))
        .filter(Q(then_unit__isnull=False) | Q(now_unit__isnull=False))
    )


def _both(compared: QuerySet[Person]) -> list[Both]:
    """How many people stand where on both sides, in one statement."""
    grouped = compared.values(
        "then_unit",
        "then_excused",
        "then_state",
        "now_unit",
        "now_excused",
        "now_state",
        "is_result_changed",
    ).annotate(people=Count("pk"), score_sum=Sum("now_score"), score_count=Count("now_score"))
    return [
        Both(
            then=Side(row["then_unit"], bool(row["then_excused"]), State(row["then_state"] or 0)),
            now=Side(row["now_unit"], bool(row["now_excused"]), State(row["now_state"] or 0)),
            is_result_changed=row["is_result_changed"],
            people=row["people"],
            score_sum=float(row["score_sum"] or 0),
            score_count=row["score_count"],
        )
        for row in grouped.order_by()
    ]


def _placed_today(record: FrozenRoster, day: datetime.date) -> list[tuple[int, int | None, Tally]]:
    """The frozen unit, that of today where the person is on the roll, and how many there are."""
    belongs = Q(person__memberships__is_primary=True, person__memberships__valid_from__lte=day) & (
        Q(person__memberships__valid_to=None) | Q(person__memberships__valid_to__gt=day)
    )
    rows = (
        record.people.order_by()
        .annotate(today=FilteredRelation("person__memberships", condition=belongs))
        .values("unit_id", "excused", "state", today_unit=F("today__unit_id"))
        .annotate(people=Count("pk"), score_sum=Sum("score"), score_count=Count("score"))
    )
    return [
        (
            row["unit_id"],
            row["today_unit"],
            Tally(
                unit_id=row["unit_id"],
                state=State(row["state"]),
                people=row["people"],
                is_excused=bool(row["excused"]),
                score_sum=float(row["score_sum"] or 0),
                score_count=row["score_count"],
            ),
        )
        for row in rows
    ]


def _counts(row: UnitRow | None) -> Counts:
    return row.total if row else Counts()


def _is_alike(then: Counts, now: Counts) -> bool:
    """Whether two counts say the same; sums of scores only up to rounding."""
    return (
        replace(then, score_sum=0.0) == replace(now, score_sum=0.0)
        and abs(then.score_sum - now.score_sum) < 1e-6
    )
