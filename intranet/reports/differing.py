"""What today's data would say of a frozen duty, as far as the reader may see it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.differences import Change, Differences, UnitDifference, changes_in
from intranet.organisation.duties import Duty
from intranet.organisation.fates import Fate
from intranet.organisation.models import Excuse
from intranet.organisation.participation import UnitRow
from intranet.organisation.permissions import (
    VIEW_NAMES,
    Reader,
    sees_all_figures,
    sees_figures,
    sees_names,
)
from intranet.organisation.progress import ZERO, Counts
from intranet.reports.names import group_of
from intranet.reports.sheets import Column, Sheet, sheet
from intranet.reports.wording import facts, repeated_facts, roll_text

CHANGE_LABELS: dict[Change, Promise] = {
    Change.ADDED: gettext_lazy("not on the frozen list"),
    Change.REMOVED: gettext_lazy("no longer on the list"),
    Change.UNIT: gettext_lazy("in another unit"),
    Change.EXCUSED: gettext_lazy("excused or no longer excused"),
    Change.STATE: gettext_lazy("another state"),
    Change.RESULT: gettext_lazy("another score"),
}
HAPPENED: dict[Promise, Callable[[UnitDifference], int]] = {
    gettext_lazy("joined the list"): lambda unit: unit.added,
    gettext_lazy("left the list"): lambda unit: unit.removed,
    gettext_lazy("came from another unit"): lambda unit: unit.came,
    gettext_lazy("went to another unit"): lambda unit: unit.went,
    gettext_lazy("with another state or score"): lambda unit: unit.changed,
}


@dataclass(frozen=True)
class Differing:
    """The differences of a duty within a reader's reach."""

    found: Differences
    reader: Reader

    @cached_property
    def seen(self) -> set[int]:
        """Units, then or now, whose figures the reader may see."""
        return self._reach(sees_figures)

    @cached_property
    def named(self) -> set[int] | None:
        """Units whose names the reader may see; None for all."""
        return None if self.reader.has_perm(VIEW_NAMES) else self._reach(sees_names)

    @property
    def sees_names(self) -> bool:
        """Whether the reader may see the names of any unit."""
        return self.named is None or bool(self.named)

    @property
    def units(self) -> list[UnitDifference]:
        """The units in reach of which there is anything to tell."""
        return [unit for unit in self.found.units if unit.node.id in self.seen]

    @cached_property
    def people_count(self) -> int:
        """How many people in reach differ."""
        if self.named is None:
            return self.found.people_count
        return sum(
            group.people
            for group in self.found.both
            if group.changes and not self.named.isdisjoint({group.then.unit_id, group.now.unit_id})
        )

    def people(self, start: int, stop: int) -> Sequence[Any]:
        """The people in reach who differ, from one place of the list to before another."""
        return list(self.found.people(self.named)[start:stop])

    def everybody(self) -> Iterator[Any]:
        """All the people in reach who differ, read in pieces."""
        return self.found.people(self.named).iterator(chunk_size=2000)

    def totals(self) -> tuple[Counts, Counts]:
        """The reader's own units together, as frozen and by today's data."""
        if sees_all_figures(self.reader):
            return self.found.then.total, self.found.now.total
        then, now = self.found.then.rows, self.found.now.rows
        return self._topmost(then), self._topmost(now)

    def _reach(self, sees: Any) -> set[int]:
        sides = (self.found.then.rows, self.found.now.rows)
        return {path[-1] for rows in sides for path in paths_of(rows) if sees(self.reader, path)}

    def _topmost(self, rows: Iterable[UnitRow]) -> Counts:
        """The units in reach that stand below no other of them."""
        counts = {row.node.id: row.total for row in rows}
        tops = [path[-1] for path in paths_of(rows) if self.seen.intersection(path) == {path[-1]}]
        return sum((counts[unit_id] for unit_id in tops), ZERO)


def paths_of(rows: Iterable[UnitRow]) -> Iterator[list[int]]:
    """The ids from the top down to each row; rows stand depth first."""
    path: list[int] = []
    for row in rows:
        path = [*path[: row.depth], row.node.id]
        yield path


def differing_context(differing: Differing, shown: Sequence[Any]) -> dict[str, Any]:
    """What the screen prints."""
    found = differing.found
    then, now = differing.totals()
    return {
        "duty": found.then.duty,
        "roll": roll_text(found.then.cut_off, found.then.frozen_at),
        "totals": _total_rows(then, now),
        "numbers": [
            {"label": label, "count": found.numbers[change]}
            for change, label in CHANGE_LABELS.items()
            if found.numbers[change]
        ]
        if sees_all_figures(differing.reader)
        else [],
        "units": [_unit_row(unit) for unit in differing.units],
        "people_count": differing.people_count,
        "people": list(_person_rows(shown, found)),
        "sees_names": differing.sees_names,
        "report_url": reverse("report", args=[found.then.duty.kind, found.then.duty.key]),
        **_file_urls(found.then.duty),
    }


def _file_urls(duty: Duty) -> dict[str, str]:
    """Addresses of both tables as files."""
    return {
        f"{table}_{suffix}_url": reverse(f"differing_{table}_{suffix}", args=[duty.kind, duty.key])
        for table in ("units", "people")
        for suffix in ("csv", "xlsx")
    }


def _total_rows(then: Counts, now: Counts) -> list[dict[str, Any]]:
    figures = {
        _("Assigned"): (then.assigned, now.assigned),
        _("Excused"): (then.excused, now.excused),
        _("Not started"): (then.not_started, now.not_started),
        _("In progress"): (then.in_progress, now.in_progress),
        _("Done"): (then.done, now.done),
    }
    return [
        {
            "label": label,
            "then": old,
            "now": new,
            "change": f"{new - old:+d}" if new != old else "0",
        }
        for label, (old, new) in figures.items()
    ]


def _unit_row(unit: UnitDifference) -> dict[str, Any]:
    """One unit: done of asked on both sides, what happened to its people, what became of it."""
    return {
        "name": unit.node.name,
        "then": _done_of(unit.then),
        "now": _done_of(unit.now),
        "happened": [
            {"label": label, "count": count}
            for label, read in HAPPENED.items()
            if (count := read(unit))
        ],
        "fate": _fate_words(unit.fate),
    }


def _done_of(row: UnitRow | None) -> str:
    return f"{row.total.done} / {row.total.assigned}" if row else "–"


def _fate_words(fate: Fate) -> str:
    """What became of the unit, in a few words."""
    words = [str(kind.label) for kind in fate.became]
    if fate.is_closed and not words:
        words = [_("closed")]
    if fate.heirs:
        words.append(_("now %(units)s") % {"units": ", ".join(fate.heirs)})
    if fate.name:
        words.append(_("now called %(name)s") % {"name": fate.name})
    if fate.parent_name:
        words.append(_("now part of %(unit)s") % {"unit": fate.parent_name})
    return "; ".join(words)


def _person_rows(people: Iterable[Any], found: Differences) -> Iterator[dict[str, Any]]:
    """The people with what differs, each side in the words of its own day."""
    then, now = _names(found)
    duty = found.then.duty
    for person in people:
        changes = changes_in(person)
        then_side = _then(person, then, duty)
        now_side = _now(person, now, duty)
        yield {
            "name": person.full_name,
            "code": person.staff_code,
            "changes": [label for change, label in CHANGE_LABELS.items() if change in changes],
            "then_unit": then_side[0],
            "then_state": then_side[1],
            "then": _side_words(*then_side),
            "now_unit": now_side[0],
            "now_state": now_side[1],
            "now": _side_words(*now_side),
        }


def _names(found: Differences) -> tuple[dict[int, str], dict[int, str]]:
    """The units by name, as frozen and by today's data."""
    then, now = (
        {row.node.id: row.node.name for row in rows} for rows in (found.then.rows, found.now.rows)
    )
    return then, now


def _then(person: Any, names: Mapping[int, str], duty: Duty) -> tuple[str, str]:
    return _side(names, person.then_unit, person.then_excused, person.then_state, duty)


def _now(person: Any, names: Mapping[int, str], duty: Duty) -> tuple[str, str]:
    return _side(names, person.now_unit, person.now_excused, person.now_state, duty)


def _side(
    names: Mapping[int, str], unit_id: int | None, excused: str, state: int | None, duty: Duty
) -> tuple[str, str]:
    """Unit and state of somebody on one of the sides; both empty where it does not know them."""
    if unit_id is None:
        return "", ""
    group = group_of(excused, state or 0, duty)
    told = f"{group.label}: {Excuse(excused).label}" if excused else str(group.label)
    return names.get(unit_id, ""), told


def _side_words(unit: str, state: str) -> str:
    return " – ".join(part for part in (unit, state) if part) or "–"


def _done(row: UnitRow | None) -> int | None:
    return row.total.done if row else None


def _assigned(row: UnitRow | None) -> int | None:
    return row.total.assigned if row else None


UNIT_COLUMNS: list[Column[UnitDifference]] = [
    Column(gettext_lazy("Unit"), lambda unit: unit.node.name, width=48),
    Column(gettext_lazy("Assigned, frozen"), lambda unit: _assigned(unit.then), numeric=True),
    Column(gettext_lazy("Done, frozen"), lambda unit: _done(unit.then), numeric=True),
    Column(
        gettext_lazy("Assigned, by today's data"), lambda unit: _assigned(unit.now), numeric=True
    ),
    Column(gettext_lazy("Done, by today's data"), lambda unit: _done(unit.now), numeric=True),
    *(Column(label, read, numeric=True) for label, read in HAPPENED.items()),
    Column(gettext_lazy("The unit since"), lambda unit: _fate_words(unit.fate), width=40),
]
PERSON_COLUMNS: list[Column[Mapping[str, Any]]] = [
    Column(gettext_lazy("Full name"), lambda row: row["name"], width=30),
    Column(gettext_lazy("Staff code"), lambda row: row["code"]),
    Column(gettext_lazy("Difference"), lambda row: "; ".join(map(str, row["changes"])), width=30),
    Column(gettext_lazy("Unit, frozen"), lambda row: row["then_unit"], width=40),
    Column(gettext_lazy("State, frozen"), lambda row: row["then_state"], width=24),
    Column(gettext_lazy("Unit, by today's data"), lambda row: row["now_unit"], width=40),
    Column(gettext_lazy("State, by today's data"), lambda row: row["now_state"], width=24),
]


def units_sheet(differing: Differing) -> Sheet:
    """The units in reach as a file."""
    return _sheet(differing, _("Units that differ"), UNIT_COLUMNS, differing.units)


def people_sheet(differing: Differing) -> Sheet:
    """The people in reach as a file, all of them."""
    rows = _person_rows(differing.everybody(), differing.found)
    title = _("People who differ")
    return _sheet(differing, title, PERSON_COLUMNS, rows, differing.people_count)


def _sheet(
    differing: Differing,
    title: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[Any],
    total: int | None = None,
) -> Sheet:
    then = differing.found.then
    return sheet(
        title=f"{title}: {then.duty.title}",
        facts=facts(then.duty, then.cut_off, then.frozen_at),
        columns=columns,
        rows=rows,
        total=total,
        repeated=[
            *repeated_facts(then.duty, then.frozen_at),
            (gettext_lazy("Roll at"), then.cut_off),
        ],
    )
