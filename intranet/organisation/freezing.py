"""The act that writes the roster of a duty down for good once nobody can do it any more.

People are taken in portions in the order of their ids. Each portion is one INSERT from the same
statement that every figure comes from, in one transaction with the mark of how far the taking has
come. So the act may break off anywhere, is taken up by the next run or by another host, and two at
once do not harm each other: whoever finds the mark moved goes on from there.

The roll may be changed while people are taken. When nobody is left, what was taken is compared with
the roster in one statement, set right where the two differ, and compared again: what is sealed is
the roster of one moment, however long the taking was.
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from wagtail.log_actions import log

from intranet.organisation import duties
from intranet.organisation.done_counts import DoneCounts, done_counts
from intranet.organisation.duties import Duty
from intranet.organisation.fingerprints import fingerprint_of
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenPerson, FrozenRoster, FrozenUnit
from intranet.organisation.models.frozen import COUNTS, RosterState
from intranet.organisation.participation import UNPLACED, CountedParticipation, figures_of
from intranet.organisation.progress import Counts, counted
from intranet.organisation.quarters import quarter_start, quarter_starts
from intranet.organisation.roster import COLUMNS, asked, roster, tallies
from intranet.organisation.tree import Tree
from intranet.organisation.understanding import keep_understanding

AT_A_TIME = 5_000
UNITS_AT_A_TIME = 500
MOST_CORRECTIONS = 20  # in one run; whoever keeps changing the roll so long is waited for
ACTION = "organisation.freeze_roster"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A duty to be frozen at its end; states are those of `as_of`, if that is not now."""

    duty: Duty
    as_of: datetime.datetime | None = None


class StillMovingError(Exception):
    """The roll was changed between each two looks at it."""


def ended(duty: Duty, cut_off: datetime.datetime) -> Duty:
    """The duty as if it closed at the cut-off, as one without an end does with each quarter."""
    return duty if duty.closes_at else replace(duty, closes_at=cut_off)


def freeze_due(*, now: datetime.datetime) -> int:
    """Freeze whatever is over and not frozen yet; one that fails does not keep the others back."""
    frozen = 0
    for due in what_is_due(now):
        try:
            freeze(due.duty, now, as_of=due.as_of)
        except Exception:
            logger.exception("Freezing %s:%s failed", due.duty.kind, due.duty.key)
        else:
            frozen += 1
    return frozen


def what_is_due(now: datetime.datetime) -> list[Due]:
    """Settled duties, and the last quarters of those without an end, that are not frozen yet."""
    known = FrozenRoster.objects.frozen().values_list("duty_kind", "duty_key", "cut_off")
    cut_offs: dict[tuple[str, str], set[datetime.datetime]] = {}
    for kind, key, cut_off in known:
        cut_offs.setdefault((kind, key), set()).add(cut_off)
    settled = [Due(duty) for duty in duties.settled_duties(now)]
    open_ended = [duty for duty in duties.all_duties(now) if duty.closes_at is None]
    quarters = [
        Due(ended(duty, cut_off), cut_off)
        for duty in open_ended
        for cut_off in _quarters(duty, cut_offs.get((duty.kind, duty.key), set()), now)
    ]
    return [
        due
        for due in [*settled, *quarters]
        if due.duty.closes_at not in cut_offs.get((due.duty.kind, due.duty.key), set())
    ]


def freeze(
    duty: Duty,
    moment: datetime.datetime,
    *,
    as_of: datetime.datetime | None = None,
    told: Callable[[FrozenRoster], None] = lambda _record: None,
) -> FrozenRoster:
    """Write the roster of a duty that is over down, or go on where it stopped; frozen is frozen.

    States are those of `as_of`, else of the moment at which the act began. `told` hears of each
    portion.
    """
    if duty.closes_at is None or moment < duty.closes_at:
        raise ValueError(f"{duty.kind}:{duty.key} is not over")
    record = _begun(duty, duty.closes_at, moment, is_of_quarter=as_of is not None)
    states_of = as_of or record.started_at
    day = duty.roll_day(states_of)
    frame, most = Frame(day), record.corrections + MOST_CORRECTIONS
    while record.state == RosterState.TAKING:
        if not _take(record, duty, states_of, frame):
            frame = Frame(day)
            if not _correct(record, duty, states_of, frame):
                _finish(record, duty, frame, moment)
            elif record.corrections == most:
                raise StillMovingError(f"{duty.kind}:{duty.key}")
        record.refresh_from_db()
        told(record)
    return record


def _quarters(
    duty: Duty, frozen: set[datetime.datetime], now: datetime.datetime
) -> Iterable[datetime.datetime]:
    """Ends of quarters at which a duty without an end is to be frozen.

    They go on from the last frozen one; the first is the latest quarter in which the duty was there
    already, which without a day of opening means that somebody had begun.
    """
    if frozen:
        return quarter_starts(max(frozen), now)
    latest = quarter_start(now)
    if duty.opens_at is not None:
        return [latest] if duty.opens_at < latest else []
    return [latest] if duties.standings(duty, latest).exists() else []


def _begun(
    duty: Duty, cut_off: datetime.datetime, moment: datetime.datetime, *, is_of_quarter: bool
) -> FrozenRoster:
    """The record of the act, new or as another run left it."""
    record, _is_new = FrozenRoster.objects.get_or_create(
        duty_kind=duty.kind,
        duty_key=duty.key,
        cut_off=cut_off,
        defaults={
            "title": _short(duty.title, "title"),
            "kind_label": _short(duty.kind_label, "kind_label"),
            "has_pass_mark": duty.has_pass_mark,
            "score_label": _short(duty.score_label, "score_label"),
            "audience_id": duty.audience_id,
            "opens_at": duty.opens_at,
            "due_at": duty.due_at,
            "is_of_quarter": is_of_quarter,
            "started_at": moment,
        },
    )
    return record


def _short(text: Any, column: str) -> str:
    """The text as far as the column holds it."""
    field: Any = FrozenRoster._meta.get_field(column)
    return str(text)[: field.max_length]


@transaction.atomic
def _take(record: FrozenRoster, duty: Duty, as_of: datetime.datetime, frame: Frame) -> bool:
    """Take the next portion of people, unless another run has; False when nobody is left."""
    after = record.last_person_id
    waiting = asked(duty, moment=as_of, frame=frame).filter(person_id__gt=after)
    portion = waiting.order_by("person_id").values_list("person_id", flat=True)[:AT_A_TIME]
    last = max(portion, default=None)
    if last is None:
        return False
    if _standing(record).update(last_person_id=last):
        rows = roster(duty, moment=as_of, frame=frame)
        _write_down(record, rows.filter(person_id__gt=after, person_id__lte=last))
    return True


def _write_down(record: FrozenRoster, rows: QuerySet[Any]) -> None:
    """Copy rows of the roster within the database."""
    columns = ("roster_id", *COLUMNS)
    chosen = rows.annotate(roster_id=Value(record.pk)).values_list(*columns)
    select, params = chosen.query.sql_with_params()
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    table = quote(FrozenPerson._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {select}", params)


def _correct(record: FrozenRoster, duty: Duty, as_of: datetime.datetime, frame: Frame) -> bool:
    """Set right what was taken where the roster says otherwise by now; False where it does not."""
    says = roster(duty, moment=as_of, frame=frame).values_list(*COLUMNS)
    if says.query.is_empty():
        says = FrozenPerson.objects.filter(pk=0).values_list(*COLUMNS)  # a statement of no rows
    select, params = says.query.sql_with_params()
    gone, missing = [record.pk, *params], [*params, record.pk]
    with connection.cursor() as cursor:
        cursor.execute(_statement(DIFFERS, select), [*gone, *missing])
        if not cursor.fetchone()[0]:
            return False
    with transaction.atomic(), connection.cursor() as cursor:
        if _standing(record).update(corrections=F("corrections") + 1):
            cursor.execute(_statement(FORGET, select), [record.pk, *gone])
            cursor.execute(_statement(ADD, select), [record.pk, *missing])
    return True


TAKEN = "SELECT {columns} FROM {table} WHERE roster_id = %s"
SAYS = "SELECT * FROM ({select}) AS says"
DIFFERS = "SELECT EXISTS (SELECT 1 FROM {gone}) OR EXISTS (SELECT 1 FROM {missing})"
FORGET = "DELETE FROM {table} WHERE roster_id = %s AND person_id IN (SELECT person_id FROM {gone})"
ADD = "INSERT INTO {table} (roster_id, {columns}) SELECT %s, {columns} FROM {missing}"


def _statement(form: str, select: str) -> str:
    """The statement about what was taken and what the roster says, which `select` reads."""
    quote = connection.ops.quote_name
    names = {
        "columns": ", ".join(quote(column) for column in COLUMNS),
        "table": quote(FrozenPerson._meta.db_table),
    }
    taken, says = TAKEN.format(**names), SAYS.format(select=select)
    gone, missing = f"({taken} EXCEPT {says}) AS gone", f"({says} EXCEPT {taken}) AS missing"
    return form.format(gone=gone, missing=missing, **names)


def _standing(record: FrozenRoster) -> QuerySet[FrozenRoster]:
    """The record, unless another run has taken people, set something right or sealed it since."""
    return FrozenRoster.objects.filter(
        pk=record.pk,
        state=RosterState.TAKING,
        last_person_id=record.last_person_id,
        corrections=record.corrections,
    )


def _finish(record: FrozenRoster, duty: Duty, frame: Frame, moment: datetime.datetime) -> None:
    """Add up what was taken and seal it with the units as they stood; once.

    Nothing but another portion or correction can change the rows meanwhile, and that would move the
    marks; so only the sealing itself keeps others from writing.
    """
    own = counted(tallies(record.people.all()))
    figures = figures_of(duty, record.cut_off, tree=frame.tree, own=own)
    done = _rolled_up(done_counts(record.people.all()), figures.tree)
    units = list(_units(record, figures, done))
    seal = fingerprint_of(record, units)
    everybody = sum((done[top.id] for top in figures.tree.children.get(None, [])), DoneCounts())
    _seal(
        record,
        duty,
        figures,
        units,
        frozen_at=moment,
        fingerprint=seal,
        done_counts=everybody.stored,
    )


@transaction.atomic
def _seal(
    record: FrozenRoster,
    duty: Duty,
    figures: CountedParticipation,
    units: list[FrozenUnit],
    **values: Any,
) -> None:
    """Store units and totals, unless another run has or has changed the rows since.

    What was understood is kept with them; of a quarter of a duty without end nobody is told it.
    """
    totals = _stored(figures.total, figures.hiding)
    if not _standing(record).update(state=RosterState.FROZEN, **totals, **values):
        return
    FrozenUnit.objects.bulk_create(units, batch_size=UNITS_AT_A_TIME)
    if not record.is_of_quarter:
        keep_understanding(duty, record)
    log(
        record,
        ACTION,
        data={
            "cut_off": record.cut_off.isoformat(),
            "people": figures.total.assigned + figures.total.excused,
            "sha256": values["fingerprint"],
        },
    )


def _rolled_up(own: Mapping[int, DoneCounts], tree: Tree) -> dict[int, DoneCounts]:
    """What belongs to each unit with all below it."""
    placed: dict[int, DoneCounts] = {}
    for unit_id, counts in own.items():
        place = unit_id if unit_id in tree else UNPLACED
        placed[place] = placed.get(place, DoneCounts()) + counts
    return tree.roll_up(placed, DoneCounts())


def _units(
    record: FrozenRoster, figures: CountedParticipation, done: Mapping[int, DoneCounts]
) -> Iterator[FrozenUnit]:
    """A row for each unit of the tree, in its order."""
    tree = figures.tree
    paths: dict[int | None, str] = {None: "/"}
    for place, row in enumerate(figures.rows):
        node, parent_id = row.node, tree.parents[row.node.id]
        paths[node.id] = f"{paths[parent_id]}{node.id}/"
        yield FrozenUnit(
            roster=record,
            unit_id=None if node.id == UNPLACED else node.id,
            parent_id=parent_id,
            name=node.name,
            short_name=node.short_name,
            kind=node.kind,
            path=paths[node.id],
            depth=row.depth,
            place=place,
            done_counts=done[node.id].stored,
            **_stored(row.total, row.hiding),
        )


def _stored(counts: Counts, hiding: Any) -> dict[str, Any]:
    """Counts as the columns have them."""
    return {name: getattr(counts, name) for name in COUNTS} | {"hiding": str(hiding or "")}
