"""The names behind the figures of a unit: who has not begun comes first."""

import datetime
import enum
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.organisation.duties import Duty, State
from intranet.organisation.frames import Frame
from intranet.organisation.participation import ParticipantRow, participants
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


def group_of(row: ParticipantRow, duty: Duty) -> Group:
    """Where the person stands."""
    if row.excused:
        return Group.EXCUSED
    if row.state == State.NOT_STARTED:
        return Group.NOT_STARTED
    if row.state == State.IN_PROGRESS:
        return Group.IN_PROGRESS
    if not duty.has_pass_mark:
        return Group.DONE
    return Group.PASSED if row.state == State.PASSED else Group.NOT_PASSED


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the list: a person and the group, never an answer and never a score."""

    row: ParticipantRow
    group: Group

    @property
    def state(self) -> str:
        """The group in words, with the reason of those excused."""
        return (
            f"{self.group.label}: {self.row.excused}" if self.row.excused else str(self.group.label)
        )

    @property
    def time(self) -> datetime.datetime | None:
        """When the state was reached; of no meaning for those excused."""
        return None if self.row.excused else self.row.at


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of a unit with all below it to whom the duty is assigned, and those shown."""

    everybody: list[Participant]
    chosen: Group | None

    @property
    def shown(self) -> list[Participant]:
        """Those of the chosen group; everybody when none is chosen."""
        return [
            participant
            for participant in self.everybody
            if self.chosen in (None, participant.group)
        ]

    @property
    def counts(self) -> Counter[Group]:
        """How many stand in each group."""
        return Counter(participant.group for participant in self.everybody)


def people_of(rows: list[ParticipantRow], duty: Duty, chosen: Group | None) -> People:
    """The list by group, and within a group as given: by unit, then name."""
    places = {group: place for place, group in enumerate(Group)}
    everybody = [Participant(row, group_of(row, duty)) for row in rows]
    everybody.sort(key=lambda participant: places[participant.group])
    return People(everybody, chosen)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one unit for one duty."""

    duty: Duty
    unit_id: int
    unit_name: str
    cut_off: datetime.datetime
    moment: datetime.datetime
    people: People


def frame_for(user: Reader, duty: Duty, moment: datetime.datetime) -> Frame:
    """Units and audiences on the day whose roll counts for the duty."""
    return frame_of(user, timezone.localdate(duty.cut_off(moment)))


def may_see_names(user: Reader, tree: Tree, unit_id: int) -> bool:
    """Whether the reader may see who of the unit took part."""
    return unit_id in named_units(user, tree)


def names_of(
    duty: Duty, unit_id: int, chosen: Group | None, moment: datetime.datetime, frame: Frame
) -> Names:
    """Everybody asked in the unit with all below it."""
    unit_ids = frame.tree.descendants(unit_id)
    rows = participants(duty, unit_ids=unit_ids, moment=moment, frame=frame)
    return Names(
        duty=duty,
        unit_id=unit_id,
        unit_name=frame.tree.nodes[unit_id].name,
        cut_off=duty.cut_off(moment),
        moment=moment,
        people=people_of(rows, duty, chosen),
    )


COLUMNS: list[Column[Participant]] = [
    Column(_("Full name"), lambda person: person.row.full_name, width=30),
    Column(_("Staff code"), lambda person: person.row.staff_code),
    Column(_("Unit"), lambda person: person.row.unit_name, width=40),
    Column(_("State"), lambda person: person.state, width=24),
    Column(_("Time"), lambda person: person.time, width=20),
]


def names_sheet(names: Names) -> Sheet:
    """The names as a file, filtered as on the screen."""
    chosen = names.people.chosen
    shown = str(chosen.label) if chosen else gettext("Everybody")
    return sheet(
        title=f"{names.duty.title} – {names.unit_name}",
        facts=[*facts(names.duty, names.cut_off), (gettext("Shown"), shown)],
        columns=COLUMNS,
        rows=names.people.shown,
    )


def names_context(names: Names, shown: list[Participant]) -> dict[str, Any]:
    """What the template of the names prints."""
    chosen = names.people.chosen
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
                "name": participant.row.full_name,
                "unit": participant.row.unit_name,
                "state": participant.state,
                "tone": participant.group.tone,
                "time": cell_text(participant.time),
            }
            for participant in shown
        ],
        "has_several_units": len({p.row.unit_id for p in names.people.everybody}) > 1,
        "query": f"{query}&" if query else "",
        "csv_url": f"{address}xuat.csv{'?' if query else ''}{query}",
        "xlsx_url": f"{address}xuat.xlsx{'?' if query else ''}{query}",
    }


def _choices(names: Names) -> list[dict[str, Any]]:
    """Links that narrow the list down, each with its number of people."""
    counts = names.people.counts
    groups = [
        {
            "label": group.label,
            "count": counts[group],
            "url": f"?trang-thai={group}",
            "is_current": names.people.chosen is group,
        }
        for group in groups_of(names.duty)
        if counts[group] or names.people.chosen is group
    ]
    everybody = {
        "label": gettext("Everybody"),
        "count": len(names.people.everybody),
        "url": "?",
        "is_current": names.people.chosen is None,
    }
    return [everybody, *groups]
