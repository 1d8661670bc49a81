"""The names behind the figures of a unit: who has not begun comes first."""

import datetime
import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.organisation.duties import Duty, State
from intranet.organisation.frames import Frame
from intranet.organisation.models import Excuse
from intranet.organisation.participation import UNPLACED, people
from intranet.organisation.permissions import Reader, frame_of, named_units
from intranet.organisation.tree import Tree
from intranet.reports.sheets import Column, Sheet, cell_text, sheet
from intranet.reports.wording import facts, header_meta, state_badge


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


def condition_of(group: Group, duty: Duty) -> Q:
    """Which rows of the roster stand in the group."""
    if group is Group.EXCUSED:
        return ~Q(excused="")
    return Q(excused="", state__in=_states_of(duty)[group])


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
    at: datetime.datetime | None

    @property
    def state(self) -> str:
        """The group in words, with the reason of those excused."""
        return (
            f"{self.group.label}: {Excuse(self.excused).label}"
            if self.excused
            else str(self.group.label)
        )

    @property
    def time(self) -> datetime.datetime | None:
        """When the state was reached; of no meaning for those excused."""
        return None if self.excused else self.at


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit with all below it for one duty; `rows` are read as they are needed."""

    duty: Duty
    unit_id: int
    unit_name: str
    cut_off: datetime.datetime
    moment: datetime.datetime
    chosen: Group | None
    counts: Counter[Group]
    rows: QuerySet[Any]
    unit_names: Mapping[int, str]

    @property
    def total(self) -> int:
        """How many people are shown."""
        return self.counts[self.chosen] if self.chosen else self.counts.total()

    def page(self, start: int, stop: int) -> list[Participant]:
        """The people from one place of the list to before another."""
        return [self._participant(row) for row in self.rows[start:stop]]

    def everybody(self) -> Iterator[Participant]:
        """All the people shown, read in pieces."""
        return (self._participant(row) for row in self.rows.iterator(chunk_size=2000))

    def _participant(self, row: Any) -> Participant:
        person_id, full_name, staff_code, unit_id, excused, state, at = row
        return Participant(
            person_id=person_id,
            full_name=full_name,
            staff_code=staff_code,
            unit_name=self.unit_names.get(unit_id, self.unit_names[UNPLACED]),
            group=group_of(excused, state, self.duty),
            excused=excused,
            at=at,
        )


def frame_for(user: Reader, duty: Duty, moment: datetime.datetime) -> Frame:
    """Units and audiences on the day whose roll counts for the duty."""
    return frame_of(user, duty.roll_day(moment))


def may_see_names(user: Reader, tree: Tree, unit_id: int) -> bool:
    """Whether the reader may see who of the unit took part."""
    return unit_id in named_units(user, tree)


def names_of(
    duty: Duty, unit_id: int, chosen: Group | None, moment: datetime.datetime, frame: Frame
) -> Names:
    """Everybody asked in the unit with all below it: who has not begun first, then by name."""
    rows = people(duty, moment=moment, frame=frame).filter(
        unit_id__in=frame.tree.descendants(unit_id)
    )
    tallied = rows.values_list("excused", "state").annotate(people=Count("person_id"))
    counts: Counter[Group] = Counter()
    for excused, state, number in tallied:
        counts[group_of(excused, state, duty)] += number
    shown = rows.filter(condition_of(chosen, duty)) if chosen else rows
    return Names(
        duty=duty,
        unit_id=unit_id,
        unit_name=frame.tree.nodes[unit_id].name,
        cut_off=duty.cut_off(moment),
        moment=moment,
        chosen=chosen,
        counts=counts,
        rows=shown.order_by("excused", "state", "person__sort_name", "person_id").values_list(
            "person_id",
            "person__full_name",
            "person__staff_code",
            "unit_id",
            "excused",
            "state",
            "at",
        ),
        unit_names={UNPLACED: "", **_names(frame.tree, unit_id)},
    )


def _names(tree: Tree, unit_id: int) -> dict[int, str]:
    """The unit and all below it by name."""
    return {node.id: node.name for node, _depth in tree.walk(unit_id)}


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
    shown = str(chosen.label) if chosen else gettext("Everybody")
    return sheet(
        title=f"{names.duty.title} – {names.unit_name}",
        facts=[*facts(names.duty, names.cut_off), (gettext("Shown"), shown)],
        columns=COLUMNS,
        rows=names.everybody(),
        total=names.total,
    )


def names_context(names: Names, shown: list[Participant]) -> dict[str, Any]:
    """What the template of the names prints."""
    chosen = names.chosen
    address = reverse("report_unit", args=[names.duty.kind, names.duty.key, names.unit_id])
    query = f"trang-thai={chosen}" if chosen else ""
    return {
        "duty": names.duty,
        "unit_name": names.unit_name,
        "badge": state_badge(names.duty, names.moment),
        "meta": header_meta(names.duty, names.cut_off),
        "choices": _choices(names),
        "rows": [
            {
                "name": participant.full_name,
                "unit": participant.unit_name,
                "state": participant.state,
                "tone": participant.group.tone,
                "time": cell_text(participant.time),
            }
            for participant in shown
        ],
        "has_several_units": len(names.unit_names) > 2,
        "query": f"{query}&" if query else "",
        "csv_url": f"{address}xuat.csv{'?' if query else ''}{query}",
        "xlsx_url": f"{address}xuat.xlsx{'?' if query else ''}{query}",
    }


def _choices(names: Names) -> list[dict[str, Any]]:
    """Links that narrow the list down, each with its number of people."""
    counts = names.counts
    groups = [
        {
            "label": group.label,
            "count": counts[group],
            "url": f"?trang-thai={group}",
            "is_current": names.chosen is group,
        }
        for group in groups_of(names.duty)
        if counts[group] or names.chosen is group
    ]
    everybody = {
        "label": gettext("Everybody"),
        "count": counts.total(),
        "url": "?",
        "is_current": names.chosen is None,
    }
    return [everybody, *groups]
