"""What a reader sees of several duties at once: which duties, which units, their figures.

Duties that are running are counted, the nearest due first and a few at a time; duties that are over
are gathered by the quarter in which they closed and read from their frozen totals, all of them in
one statement. The two are never added up: what is frozen can be reported, what is running cannot.
"""

import datetime
import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.models import FrozenUnit
from intranet.organisation.models.frozen import COUNTS, RosterState
from intranet.organisation.participation import (
    UNPLACED,
    CountedParticipation,
    counted_together,
)
from intranet.organisation.permissions import (
    Reader,
    can_view_participation,
    frame_of,
    led_now,
    led_unit_ids,
    sees_all_figures,
    sees_figures,
)
from intranet.organisation.progress import ZERO, Counts
from intranet.reports.overview.league import Entry
from intranet.reports.overview.periods import Period
from intranet.reports.overview.side_by_side import CONTAINERS, side_by_side

COUNTED_AT_ONCE = 3
FAR_AWAY = datetime.datetime.max.replace(tzinfo=datetime.UTC)
Key: TypeAlias = tuple[str, str]


class Scope(enum.StrEnum):
    """Which duties are meant when none is named; addresses carry the value."""

    RUNNING = "dang-chay"
    CLOSED = "da-dong"


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit with all below it in one duty; `path` leads from the top to it."""

    unit_id: int
    parent_id: int | None
    name: str
    short_name: str
    kind: str
    path: tuple[int, ...]
    counts: Counts


@dataclass(frozen=True)
class DutyFigures:
    """One duty within a reader's reach.

    `tops` are the ids of the units that the reader looks below, empty for all; `units` holds at
    least those that stand side by side there. `frozen_at` is None while the figures are counted.
    """

    duty: Duty
    cut_off: datetime.datetime
    frozen_at: datetime.datetime | None
    tops: frozenset[int]
    units: Mapping[int, UnitFigures]

    @cached_property
    def below(self) -> dict[int | None, list[UnitFigures]]:
        """The units by the one above them; None for those at the top of the tree."""
        found: dict[int | None, list[UnitFigures]] = {}
        for unit in self.units.values():
            found.setdefault(unit.parent_id if len(unit.path) > 1 else None, []).append(unit)
        return found

    @property
    def starts(self) -> list[UnitFigures]:
        """The topmost units of the reach."""
        if not self.tops:
            return self.below.get(None, [])
        found = [self.units[unit_id] for unit_id in self.tops if unit_id in self.units]
        return [unit for unit in found if self.tops.isdisjoint(unit.path[:-1])]

    @property
    def total(self) -> Counts:
        """Everybody within the reach, once."""
        return sum((unit.counts for unit in self.starts), ZERO)

    @property
    def is_asked(self) -> bool:
        """Whether anybody within the reach was asked at all."""
        return bool(self.total.assigned or self.total.excused)

    @cached_property
    def side_by_side(self) -> list[UnitFigures]:
        """The units to compare: those below the tops; a top without parts stands for itself."""
        starts = [unit for top in self.starts for unit in self._first_parts(top)]
        found = side_by_side(starts, lambda unit: self.below.get(unit.unit_id, []))
        return [unit for unit in found if unit.unit_id != UNPLACED]

    def _first_parts(self, top: UnitFigures) -> list[UnitFigures]:
        return (self.below.get(top.unit_id) if self.tops else None) or [top]


@dataclass(frozen=True)
class Board:
    """The duties that a screen is about, with the figures that the reader may see of them.

    `running` are the duties of which the reader may know the name, `waiting` those with a last day
    that are left because a few are counted at a time. `beside` are the duties that closed in the
    period, where a screen shows them beside those that are running; no total counts them.
    """

    user: Reader
    moment: datetime.datetime
    period: Period
    scope: Scope
    unit_id: int | None
    chosen: Duty | None
    figures: list[DutyFigures]
    running: list[Duty]
    waiting: list[Duty]
    beside: list[DutyFigures]

    @property
    def sees_all(self) -> bool:
        """Whether the board is about all units."""
        return self.unit_id is None and sees_all_figures(self.user)

    @cached_property
    def entries(self) -> list[Entry]:
        """The units that stand side by side, with what they come to over all duties."""
        found: dict[int, Entry] = {}
        for figures in self.figures:
            for unit in figures.side_by_side:
                found[unit.unit_id] = _joined(found.get(unit.unit_id), unit)
        return list(found.values())

    @property
    def total(self) -> Counts:
        """Everybody within the reach, once for each duty."""
        return sum((figures.total for figures in self.figures), ZERO)

    @property
    def endless(self) -> list[Duty]:
        """The running duties without a last day, which count only where one of them is chosen."""
        if self.chosen is not None:
            return []
        return [duty for duty in self.running if not has_end(duty)]

    @cached_property
    def name(self) -> str:
        """The one unit that the board looks below; empty where it is about several or all."""
        tops = {top.unit_id: top.name for found in self.figures for top in found.starts}
        return next(iter(tops.values())) if len(tops) == 1 and not self.sees_all else ""


def _joined(entry: Entry | None, unit: UnitFigures) -> Entry:
    """The unit's figures in one duty more."""
    assigned = unit.counts.assigned
    if entry is None:
        return Entry(
            unit_id=unit.unit_id,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            path=unit.path,
            counts=unit.counts,
            people=assigned,
            duties=int(assigned > 0),
        )
    return replace(
        entry,
        counts=entry.counts + unit.counts,
        people=max(entry.people, assigned),
        duties=entry.duties + (assigned > 0),
    )


def board_of(
    request: HttpRequest,
    *,
    is_wanted: Callable[[Duty, datetime.datetime], bool] | None = None,
    with_closed: bool = False,
) -> Board:
    """The board that the address asks for, of duties that are `is_wanted` at the moment.

    403 without any right to figures and for a unit of others, 404 for a duty or a unit of which
    there is nothing to see. `with_closed` reads for whoever sees all figures what closed in the
    period beside what is running.
    """
    if not can_view_participation(request.user):
        raise PermissionDenied
    moment = timezone.now()
    asked = Asked.of(request, moment)
    wanted = is_wanted or (lambda _duty, _moment: True)
    opened = [duty for duty in duties.all_duties(moment) if wanted(duty, moment)]
    running = [duty for duty in by_due(opened) if duty.is_open(moment) and asked.is_now]
    ending = [duty for duty in running if has_end(duty)]
    shows_closed = with_closed and sees_all_figures(request.user)
    closed: list[Duty] = []
    endless: list[Duty] = []
    if shows_closed or not asked.is_about(running, ending):
        known = [duty for duty in duties.with_written(opened) if wanted(duty, moment)]
        ended, endless = closed_in(by_due(known)[::-1], asked.period, moment)
        closed = [duty for duty in ended if wanted(duty, moment)]
    chosen = asked.duty_among([*running, *closed])
    scope = _scope(asked, chosen, ending, moment)
    told: list[Duty] = []
    waiting: list[Duty] = []
    if scope is Scope.RUNNING:
        _refuse_others(request.user, asked.unit_id, moment)
        told, waiting = _few(ending, chosen, asked.first)
    over = closed if scope is Scope.CLOSED or shows_closed else []
    found, beside = _figures(request.user, told, over, endless, moment, asked.unit_id)
    if scope is Scope.CLOSED:
        found, beside = beside, []
    seen = [figures for figures in found if figures.is_asked and chosen in (None, figures.duty)]
    is_told = chosen is not None and asked.unit_id is None and sees_all_figures(request.user)
    if (asked.unit_id or chosen) and not seen and not is_told:
        raise Http404
    return Board(
        user=request.user,
        moment=moment,
        period=asked.period,
        scope=scope,
        unit_id=asked.unit_id,
        chosen=chosen,
        figures=seen,
        running=running if sees_all_figures(request.user) else [found.duty for found in seen],
        waiting=waiting if sees_all_figures(request.user) else [],
        beside=[figures for figures in beside if figures.is_asked],
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says; what it gets wrong is as if it were not there."""

    period: Period
    is_now: bool
    duties: str
    unit_id: int | None
    first: int

    @classmethod
    def of(cls, request: HttpRequest, moment: datetime.datetime) -> "Asked":
        today = timezone.localdate(moment)
        period = Period.parse(request.GET.get("ky", ""), today)
        return cls(
            period=period,
            is_now=today in period,
            duties=request.GET.get("nhiem-vu", ""),
            unit_id=_number(request.GET.get("don-vi", "")) or None,
            first=_number(request.GET.get("tu", "")),
        )

    def is_about(self, running: Collection[Duty], ending: Collection[Duty]) -> bool:
        """Whether it is about what is running, so that nothing that is over need be read."""
        if self.duties == Scope.RUNNING or self.duty_among(running) is not None:
            return True
        return bool(ending) and self.duties != Scope.CLOSED and ":" not in self.duties

    def duty_among(self, known: Collection[Duty]) -> Duty | None:
        return next((duty for duty in known if key_text(duty) == self.duties), None)


def key_text(duty: Duty) -> str:
    """How an address names the duty."""
    return f"{duty.kind}:{duty.key}"


def _number(text: str) -> int:
    """A number as addresses write it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def by_due(known: Iterable[Duty]) -> list[Duty]:
    """The duties, the one due first standing first."""
    return sorted(known, key=_nearest_due_first)


def _nearest_due_first(duty: Duty) -> tuple[datetime.datetime, str]:
    end = None if duty.is_endless else duty.closes_at
    return duty.due_at or end or FAR_AWAY, duty.title


def closed_in(
    known: list[Duty], period: Period, moment: datetime.datetime
) -> tuple[list[Duty], list[Duty]]:
    """The duties that were frozen in the period, each with its end then; and those without one."""
    closed = [
        (duty, duty.ended_at(cut_off))
        for duty in known
        if (cut_off := _cut_off_in(duty, period, moment)) is not None
    ]
    return [then for _duty, then in closed], [then for duty, then in closed if duty.is_endless]


def _cut_off_in(duty: Duty, period: Period, moment: datetime.datetime) -> datetime.datetime | None:
    """When the duty was frozen in the period; one without an end is so as the period ends."""
    midnight = datetime.datetime.combine(period.end, datetime.time())
    cut_off = timezone.make_aware(midnight) if duty.is_endless else duty.closes_at
    if cut_off is None or cut_off > moment:
        return None
    if duty.opens_at is not None and duty.opens_at >= cut_off:
        return None
    last = cut_off - datetime.timedelta(microseconds=1)
    return cut_off if timezone.localdate(last) in period else None


def _scope(
    asked: Asked, chosen: Duty | None, ending: Collection[Duty], moment: datetime.datetime
) -> Scope:
    """The state of the duty named, the scope named, or what is running if any has a last day.

    Practice is nothing to be late with: it never takes the place of what has just closed.
    """
    if chosen is not None:
        return Scope.RUNNING if chosen.is_open(moment) else Scope.CLOSED
    named = next((scope for scope in Scope if scope == asked.duties), None)
    if named is not None:
        return named
    return Scope.RUNNING if ending else Scope.CLOSED


def has_end(duty: Duty) -> bool:
    """Whether the duty has a last day."""
    return duty.due_at is not None or duty.closes_at is not None


def _few(running: list[Duty], chosen: Duty | None, first: int) -> tuple[list[Duty], list[Duty]]:
    """The running duties that are counted now, and those that are left."""
    if chosen is not None:
        return [chosen], [duty for duty in running if duty != chosen]
    start = first if first < len(running) else 0
    told = running[start : start + COUNTED_AT_ONCE]
    return told, [duty for duty in running if duty not in told]


def _refuse_others(user: Reader, unit_id: int | None, moment: datetime.datetime) -> None:
    """403 for a unit of today whose figures the reader may not see."""
    if unit_id is None:
        return
    tree = frame_of(user, timezone.localdate(moment)).tree
    if unit_id in tree and not sees_figures(user, [node.id for node in tree.path(unit_id)]):
        raise PermissionDenied


def _figures(
    user: Reader,
    told: list[Duty],
    over: list[Duty],
    endless: Collection[Duty],
    moment: datetime.datetime,
    unit_id: int | None,
) -> tuple[list[DutyFigures], list[DutyFigures]]:
    """The running duties on today's roll, and the frozen totals of those that are over.

    What closed a moment ago and is not frozen yet is counted, in one statement with the others. The
    `endless` were frozen as a quarter ended or not at all: they cannot be counted afterwards.
    """
    now = tops_of(user, unit_id, is_past=False)
    past = tops_of(user, unit_id, is_past=True) if over else now
    stored = _stored(over, past)
    late = [duty for duty in over if (duty.kind, duty.key) not in stored and duty not in endless]
    frame = frame_of(user, timezone.localdate(moment))
    counted = counted_together([*told, *late[:COUNTED_AT_ONCE]], moment=moment, frame=frame)
    running = [_counted_figures(found, now) for found in counted[: len(told)]]
    waiting = {
        (found.duty.kind, found.duty.key): _counted_figures(found, past)
        for found in counted[len(told) :]
    }
    return running, _visible(user, over, {**stored, **waiting}, unit_id)


def _counted_figures(found: CountedParticipation, tops: frozenset[int]) -> DutyFigures:
    return DutyFigures(
        duty=found.duty,
        cut_off=found.cut_off,
        frozen_at=None,
        tops=tops,
        units=_units_of(found),
    )


def _units_of(found: CountedParticipation) -> dict[int, UnitFigures]:
    """The rows with their paths, which the order of the tree gives without climbing."""
    units: dict[int, UnitFigures] = {}
    for row in found.rows:
        node = row.node
        parent_id = found.tree.parents[node.id]
        above = units[parent_id].path if parent_id is not None else ()
        units[node.id] = UnitFigures(
            node.id, parent_id, node.name, node.short_name, node.kind, (*above, node.id), row.total
        )
    return units


def tops_of(user: Reader, unit_id: int | None, *, is_past: bool) -> frozenset[int]:
    """Below which units the reader looks; none named means all of them.

    What the led units took over stands in trees of the past only.
    """
    if unit_id is not None:
        return frozenset([unit_id])
    if sees_all_figures(user):
        return frozenset()
    return frozenset(led_unit_ids(user) if is_past else led_now(user))


def _visible(
    user: Reader, over: list[Duty], known: Mapping[Key, DutyFigures], unit_id: int | None
) -> list[DutyFigures]:
    """What the reader may see of the duties that are over, in their order."""
    found = [known[key] for duty in over if (key := (duty.kind, duty.key)) in known]
    visible = [
        figures
        for figures in found
        if figures.starts and all(sees_figures(user, top.path) for top in figures.starts)
    ]
    if unit_id is not None and not visible and any(figures.starts for figures in found):
        raise PermissionDenied
    return visible


_UNIT_COLUMNS = (
    "roster__duty_kind", "roster__duty_key", "roster__cut_off", "roster__frozen_at",
    "unit_id", "parent_id", "name", "short_name", "kind", "path", *COUNTS,
)  # fmt: skip


def _stored(closed: list[Duty], tops: frozenset[int]) -> dict[Key, DutyFigures]:
    """The frozen figures of the duties, in one statement."""
    if not closed:
        return {}
    by_key = {(duty.kind, duty.key): duty for duty in closed}
    rows = FrozenUnit.objects.filter(
        _side_by_side(tops),
        roster__state=RosterState.FROZEN,
        roster__duty_key__in={duty.key for duty in closed},
        roster__cut_off__in={duty.closes_at for duty in closed},
    ).order_by("roster", "place")
    found: dict[Key, DutyFigures] = {}
    units: dict[Key, dict[int, UnitFigures]] = {}
    for kind, key, cut_off, frozen_at, *unit in rows.values_list(*_UNIT_COLUMNS):
        duty = by_key.get((kind, key))
        if duty is None or duty.closes_at != cut_off:
            continue
        mine = units.setdefault((kind, key), {})
        found.setdefault((kind, key), DutyFigures(duty, cut_off, frozen_at, tops, mine))
        figures = _unit_figures(unit)
        mine[figures.unit_id] = figures
    return found


def _side_by_side(tops: frozenset[int]) -> Q:
    """The tops, the units right below them, and those below a container."""
    of_container = Q(parent__kind__in=CONTAINERS)
    if not tops:
        return Q(parent=None) | of_container
    below = Q()
    for unit_id in tops:
        below |= Q(path__contains=f"/{unit_id}/")
    return Q(unit__in=tops) | Q(parent__in=tops) | (of_container & below)


def _unit_figures(row: list[Any]) -> UnitFigures:
    unit_id, parent_id, name, short_name, kind, path, *counts = row
    return UnitFigures(
        unit_id or UNPLACED,
        parent_id,
        name,
        short_name,
        kind,
        tuple(int(part) for part in path.strip("/").split("/") if part),
        Counts(*counts),
    )
