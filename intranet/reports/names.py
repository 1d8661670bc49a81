"""The names behind the figures of a unit: who has not begun comes first."""

import datetime
import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.notices.services import reminded_today
from intranet.organisation.duties import Duty, State
from intranet.organisation.models import Excuse, Person
from intranet.organisation.participation import UNPLACED, with_unplaced
from intranet.organisation.permissions import Reader, person_of
from intranet.organisation.tree import Node
from intranet.reports.people import People
from intranet.reports.sheets import Column, Sheet, cell_text, sheet
from intranet.reports.wording import facts, header_meta, repeated_facts, roll_text, state_badge


class Group(enum.StrEnum):
    """Where somebody stands with a duty, in the order of the list; addresses carry the value."""

    NOT_STARTED = "chua-lam"
    IN_PROGRESS = "dang-lam"
    DONE = "da-lam"
    NOT_PASSED = "chua-dat"
    PASSED = "dat"
    EXCUSED = "duoc-mien"

    @property
    def label(self) -> Promise:
        """The group as it is read on the screen and in the file."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return _TONES.get(self, "neutral")


class Together(enum.StrEnum):
    """Several groups at once; who is waited for may be reminded."""

    WAITED_FOR = "chua-xong"
    DONE = "da-xong"

    @property
    def label(self) -> Promise:
        """The groups as they are read on the screen and in the file."""
        return _LABELS_TOGETHER[self]


Choice: TypeAlias = Group | Together

PARTS = {
    Together.WAITED_FOR: (Group.NOT_STARTED, Group.IN_PROGRESS),
    Together.DONE: (Group.DONE, Group.NOT_PASSED, Group.PASSED),
}
_LABELS_TOGETHER = {Together.WAITED_FOR: _("Not done yet"), Together.DONE: _("Done")}
_LABELS = {
    Group.NOT_STARTED: _("Not started"),
    Group.IN_PROGRESS: _("In progress"),
    Group.DONE: _("Done"),
    Group.NOT_PASSED: _("Done, not passed"),
    Group.PASSED: _("Passed"),
    Group.EXCUSED: _("Excused"),
}
_TONES = {
    Group.NOT_STARTED: "danger",
    Group.IN_PROGRESS: "warning",
    Group.DONE: "success",
    Group.NOT_PASSED: "info",
    Group.PASSED: "success",
}


def groups_of(duty: Duty) -> list[Group]:
    """The groups that can occur: passing means something only where there is a pass mark."""
    absent = {Group.DONE} if duty.has_pass_mark else {Group.NOT_PASSED, Group.PASSED}
    return [group for group in Group if group not in absent]


def choices_of(duty: Duty) -> list[Choice]:
    """The choices that narrow a list of the duty down, each unlike the others."""
    done = [Together.DONE] if duty.has_pass_mark else []
    not_started, in_progress, *others = groups_of(duty)
    return [Together.WAITED_FOR, not_started, in_progress, *done, *others]


def choice_of(text: str, duty: Duty) -> Choice | None:
    """The choice that an address names; an unknown one is everybody."""
    return next((choice for choice in choices_of(duty) if choice == text), None)


def condition_of(choice: Choice, duty: Duty) -> Q:
    """Which rows of the roster are chosen."""
    if choice is Group.EXCUSED:
        return ~Q(excused="")
    states_of = _states_of(duty)
    states = [state for part in _parts(choice) for state in states_of.get(part, [])]
    return Q(excused="", state__in=states)


def _parts(choice: Choice | None) -> tuple[Group, ...]:
    """The groups of a choice; without one all of them."""
    if choice is None:
        return tuple(Group)
    return PARTS[choice] if isinstance(choice, Together) else (choice,)


def _states_of(duty: Duty) -> dict[Group, list[State]]:
    begun = {Group.NOT_STARTED: [State.NOT_STARTED], Group.IN_PROGRESS: [State.IN_PROGRESS]}
    if duty.has_pass_mark:
        return {**begun, Group.NOT_PASSED: [State.DONE], Group.PASSED: [State.PASSED]}
    return {**begun, Group.DONE: [State.DONE, State.PASSED]}


def group_of(excused: str, state: int, duty: Duty) -> Group:
    """Where somebody with this row of the roster stands."""
    if excused:
        return Group.EXCUSED
    return next(group for group, states in _states_of(duty).items() if state in states)


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the list: a person and the group, never an answer and never a score."""

    person_id: int
    full_name: str
    staff_code: str
    unit_name: str
    group: Group
    excused: str
    has_begun: bool
    at: datetime.datetime | None
    reminded_at: datetime.datetime | None

    @property
    def state(self) -> str:
        """The group in words; of those excused the reason, and whether they took part all the same.

        They are counted nowhere, and nothing is said of how far they came.
        """
        if not self.excused:
            return str(self.group.label)
        label = gettext("Excused (has taken part)") if self.has_begun else self.group.label
        return f"{label}: {Excuse(self.excused).label}"

    @property
    def time(self) -> datetime.datetime | None:
        """When the state was reached; of no meaning for those excused."""
        return None if self.excused else self.at


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of a list: a group, words of a name, only the unit itself."""

    choice: Choice | None = None
    text: str = ""
    is_direct: bool = False

    @property
    def waited_for(self) -> "Filter":
        """The same among those who are still waited for."""
        is_part = self.choice in PARTS[Together.WAITED_FOR]
        return self if is_part else replace(self, choice=Together.WAITED_FOR)

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        parts = {
            "trang-thai": self.choice or "",
            "tim": self.text,
            "truc-tiep": "1" if self.is_direct else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit with all below it for one duty; `rows` are read as they are needed.

    `path` leads from the top to the unit; `counts` has the people whose name matches, by group;
    `to_remind` is how many of those waited for the reader may still remind today.
    """

    duty: Duty
    path: list[Node]
    people: People
    moment: datetime.datetime
    chosen: Filter
    counts: Counter[Group]
    to_remind: int
    rows: QuerySet[Any]
    unit_names: Mapping[int, str]

    @property
    def unit_id(self) -> int:
        """The unit."""
        return self.path[-1].id

    @property
    def unit_name(self) -> str:
        """The unit as it was called on the day of the roll."""
        return self.path[-1].name

    @property
    def total(self) -> int:
        """How many people are shown."""
        return self.count(self.chosen.choice)

    def count(self, choice: Choice | None) -> int:
        """How many of those whose name matches are chosen."""
        if choice is None:
            return self.counts.total()
        return sum(self.counts[part] for part in _parts(choice))

    def page(self, start: int, stop: int) -> list[Participant]:
        """The people from one place of the list to before another."""
        return [self._participant(row) for row in self.rows[start:stop]]

    def everybody(self) -> Iterator[Participant]:
        """All the people shown, read in pieces."""
        return (self._participant(row) for row in self.rows.iterator(chunk_size=2000))

    def _participant(self, row: Any) -> Participant:
        person_id, full_name, staff_code, unit_id, excused, state, at, reminded_at = row
        return Participant(
            person_id=person_id,
            full_name=full_name,
            staff_code=staff_code,
            unit_name=self.unit_names.get(unit_id, ""),
            group=group_of(excused, state, self.duty),
            excused=excused,
            has_begun=state > State.NOT_STARTED,
            at=at,
            reminded_at=reminded_at,
        )


def path_to(people: People, unit_id: int) -> list[Node]:
    """The units from the top down to this one; empty for a unit that was not there."""
    tree = with_unplaced(people.tree) if unit_id == UNPLACED else people.tree
    return tree.path(unit_id)


def names_of(
    people: People,
    path: list[Node],
    duty: Duty,
    moment: datetime.datetime,
    chosen: Filter,
    *,
    reader_id: int | None = None,
) -> Names:
    """Everybody asked in the unit with all below it: who has not begun first, then by name.

    `reader_id` is the person who reads, whom nobody reminds of themselves.
    """
    unit_id = path[-1].id
    rows = people.directly_in(unit_id) if chosen.is_direct else people.below(unit_id)
    if chosen.text:
        rows = rows.filter(person__in=Person.objects.matching(chosen.text))
    told = reminded_today(duty, moment).filter(person=OuterRef("person_id"))
    tallied = rows.values_list("excused", "state").annotate(
        people=Count("person_id"),
        others=Count("person_id", filter=~Exists(told) & ~Q(person_id=reader_id or 0)),
    )
    counts: Counter[Group] = Counter()
    to_remind: Counter[Group] = Counter()
    for excused, state, number, others in tallied:
        counts[group_of(excused, state, duty)] += number
        to_remind[group_of(excused, state, duty)] += others
    shown = rows.filter(condition_of(chosen.choice, duty)) if chosen.choice else rows
    return Names(
        duty=duty,
        path=path,
        people=people,
        moment=moment,
        chosen=chosen,
        counts=counts,
        to_remind=sum(to_remind[part] for part in _parts(chosen.waited_for.choice)),
        rows=shown.annotate(reminded_at=Subquery(told.values("created_at")[:1]))
        .order_by("excused", "state", "person__sort_name", "person_id")
        .values_list(
            "person_id",
            "person__full_name",
            "person__staff_code",
            "unit_id",
            "excused",
            "state",
            "at",
            "reminded_at",
        ),
        unit_names=_names_below(people, unit_id),
    )


def _names_below(people: People, unit_id: int) -> dict[int, str]:
    """The unit and all below it by name; nothing below the row of those without a unit."""
    if unit_id not in people.tree:
        return {}
    return {node.id: node.name for node, _depth in people.tree.walk(unit_id)}


COLUMNS: list[Column[Participant]] = [
    Column(_("Full name"), lambda person: person.full_name, width=30),
    Column(_("Staff code"), lambda person: person.staff_code),
    Column(_("Unit"), lambda person: person.unit_name, width=40),
    Column(_("State"), lambda person: person.state, width=24),
    Column(_("Time"), lambda person: person.time, width=20),
]


def names_sheet(names: Names) -> Sheet:
    """The names as a file, filtered as on the screen."""
    chosen = names.chosen
    shown = str(chosen.choice.label) if chosen.choice else gettext("Everybody")
    searched = [(gettext("Name or staff code"), chosen.text)] if chosen.text else []
    return sheet(
        title=f"{names.duty.title} – {names.unit_name}",
        facts=[
            *facts(names.duty, names.people.cut_off, names.people.frozen_at),
            (gettext("Shown"), shown),
            *searched,
        ],
        columns=COLUMNS,
        rows=names.everybody(),
        total=names.total,
        repeated=[
            *repeated_facts(names.duty, names.people.frozen_at),
            (_("Roll at"), names.people.cut_off),
            (_("Shown"), shown),
        ],
    )


def names_context(names: Names, shown: list[Participant], reader: Reader) -> dict[str, Any]:
    """What the template of the names prints."""
    duty, people = names.duty, names.people
    address = reverse("report_unit", args=[duty.kind, duty.key, names.unit_id])
    query = names.chosen.query
    can_remind = duty.is_open(names.moment)
    own = person_of(reader)
    to_remind = names.to_remind if can_remind else 0
    return {
        "duty": duty,
        "unit_name": names.unit_name,
        "badge": state_badge(duty, names.moment),
        "meta": header_meta(duty, names.moment),
        "roll": roll_text(people.cut_off, people.frozen_at, duty=duty),
        "choices": _choices(names, address),
        "chosen": names.chosen,
        "total": names.total,
        "to_remind": to_remind,
        "remind_url": _with(f"{address}nhac/", names.chosen.waited_for.query) if to_remind else "",
        "rows": [
            _row(person, can_remind=can_remind and (own is None or person.person_id != own.pk))
            for person in shown
        ],
        "has_several_units": len(names.unit_names) > 1,
        "has_times": any(person.time for person in shown),
        "query": f"{query}&" if query else "",
        **{
            f"{suffix}_url": _with(f"{address}xuat.{suffix}", query)
            for suffix in ("csv", "xlsx", "pdf")
        },
    }


def _row(participant: Participant, *, can_remind: bool) -> dict[str, Any]:
    is_waited_for = participant.group in PARTS[Together.WAITED_FOR]
    return {
        "id": participant.person_id,
        "name": participant.full_name,
        "unit": participant.unit_name,
        "state": participant.state,
        "tone": participant.group.tone,
        "time": cell_text(participant.time),
        "can_remind": can_remind and is_waited_for and participant.reminded_at is None,
        "reminded_at": participant.reminded_at if is_waited_for else None,
    }


def _choices(names: Names, address: str) -> list[dict[str, Any]]:
    """Links that narrow the list down, each with its number of people."""
    chosen = names.chosen
    return [
        {
            "label": choice.label if choice else gettext("Everybody"),
            "count": names.count(choice),
            "url": _with(address, replace(chosen, choice=choice).query),
            "is_current": chosen.choice is choice,
        }
        for choice in (None, *choices_of(names.duty))
        if names.count(choice) or choice is None or chosen.choice is choice
    ]


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
