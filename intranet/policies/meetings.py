"""«Quán triệt»: a meeting at which a document was made understood counts for a list of people."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from intranet.organisation.duties import Duty
from intranet.organisation.models import Person
from intranet.organisation.permissions import (
    VIEW_NAMES,
    Reader,
    frame_of,
    led_now,
    sees_names,
)
from intranet.organisation.roster import asked
from intranet.policies.models import (
    Acknowledgement,
    BriefingMeeting,
    PolicyPage,
    PublishedVersion,
)

RECORDED = "policies.meeting_recorded"
TAKEN_BACK = "policies.meeting_taken_back"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody asked to confirm, in the unit of today; `is_done` says that it is confirmed."""

    person_id: int
    name: str
    unit_id: int
    unit_name: str
    is_done: bool


def may_record(user: Reader) -> bool:
    """Whether there are people whose attendance the account may record."""
    return user.has_perm(VIEW_NAMES) or bool(led_now(user))


def may_take_back(user: Reader, meeting: BriefingMeeting) -> bool:
    """Whether the account may correct what a meeting counted: its recorder and the Office."""
    is_recorder = meeting.recorded_by_id == user.pk and may_record(user)
    return user.is_authenticated and (is_recorder or user.has_perm(VIEW_NAMES))


def attendees(user: Reader, duty: Duty, moment: datetime.datetime) -> list[Attendee]:
    """Those asked whose names the account may see, by unit in the order of the tree, then name."""
    tree = frame_of(user, duty.roll_day(moment)).tree
    order = {node.id: place for place, (node, _depth) in enumerate(tree.walk())}
    seen = [
        unit_id
        for unit_id in tree.nodes
        if sees_names(user, [node.id for node in tree.path(unit_id)])
    ]
    done = set(confirmed(duty, moment).values_list("person_id", flat=True))
    rows = asked(duty, moment=moment, frame=frame_of(user, duty.roll_day(moment)))
    people = rows.filter(unit_id__in=seen).order_by("person__sort_name", "person_id")
    found = [
        Attendee(person_id, name, unit_id, tree.nodes[unit_id].name, person_id in done)
        for person_id, name, unit_id in people.values_list(
            "person_id", "person__full_name", "unit_id"
        )
    ]
    return sorted(found, key=lambda one: order[one.unit_id])


def confirmed(duty: Duty, moment: datetime.datetime) -> QuerySet[Acknowledgement]:
    """The confirmations that count at the moment."""
    latest = _versions(int(duty.key), moment).values("asked_from")[:1]
    return Acknowledgement.objects.filter(version__page=int(duty.key), version__number__gte=latest)


@transaction.atomic
def record_meeting(
    *,
    page: PolicyPage,
    by: Any,
    kind: str,
    held_on: datetime.date,
    people: Collection[Attendee],
    now: datetime.datetime,
    place: str = "",
    note: str = "",
) -> BriefingMeeting:
    """Count the meeting for the people who have not confirmed yet; the rights are the caller's.

    ValidationError names what is wrong by field.
    """
    version = _version_of(page, held_on, now)
    waiting = sorted({one.person_id for one in people if not one.is_done})
    if not waiting:
        raise ValidationError({"people": _("Tick at least one person who has not confirmed yet.")})
    meeting = BriefingMeeting.objects.create(
        version=version,
        kind=kind,
        held_on=held_on,
        place=place.strip(),
        note=note.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    at = max(version.published_at, min(now, _end_of(held_on)))
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(person_id=person_id, version=version, at=at, meeting=meeting)
            for person_id in waiting
        ],
        ignore_conflicts=True,
    )
    _log(RECORDED, meeting, by, people=len(waiting))
    return meeting


@transaction.atomic
def take_back(*, meeting: BriefingMeeting, by: Any, person_ids: Iterable[int], reason: str) -> int:
    """Count the meeting no more for these people, for a reason; returns for how many."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    rows = Acknowledgement.objects.filter(meeting=meeting, person_id__in=list(person_ids))
    names = list(rows.values_list("person__full_name", flat=True))
    if not names:
        raise ValidationError({"people": _("Tick at least one person.")})
    rows.delete()
    _log(TAKEN_BACK, meeting, by, people=len(names), names=names, reason=reason.strip())
    return len(names)


def people_of(meeting: BriefingMeeting) -> QuerySet[Person]:
    """For whom the meeting counts."""
    return Person.objects.filter(acknowledgements__meeting=meeting).order_by("sort_name", "pk")


def meetings_of(user: Reader, page: PolicyPage) -> QuerySet[BriefingMeeting]:
    """The meetings about the document that the account may correct, the latest first."""
    meetings = BriefingMeeting.objects.filter(version__page=page)
    if not user.has_perm(VIEW_NAMES):
        meetings = meetings.filter(recorded_by=user.pk)
    return meetings


def _versions(page_id: int, moment: datetime.datetime) -> QuerySet[PublishedVersion]:
    published = PublishedVersion.objects.filter(page=page_id, published_at__lte=moment)
    return published.defer("content").order_by("-number")


def _version_of(
    page: PolicyPage, held_on: datetime.date, now: datetime.datetime
) -> PublishedVersion:
    """The version that stood on the day of the meeting, if it is still one that counts."""
    if held_on > timezone.localdate(now):
        raise ValidationError({"held_on": _("A meeting is recorded after it was held.")})
    current = _versions(page.pk, now).first()
    version = _versions(page.pk, min(now, _end_of(held_on))).first()
    if current is None or version is None or version.number < current.asked_from:
        raise ValidationError(
            {"held_on": _("On that day the text that is to be confirmed was not published yet.")}
        )
    return version


def _end_of(day: datetime.date) -> datetime.datetime:
    following = day + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(following, datetime.time.min))


def _log(action: str, meeting: BriefingMeeting, by: Any, **data: Any) -> None:
    page = meeting.version.page
    log(instance=page, action=action, user=by, data={"meeting": str(meeting), **data})
