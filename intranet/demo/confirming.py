"""Plays who has confirmed the documents that must be read: alone, and at a meeting."""

import datetime
from typing import Any

from django.db.models import F, QuerySet

from intranet.demo.behaviour import PlannedConfirmation
from intranet.demo.timeline import Timeline, moment
from intranet.organisation import duties
from intranet.organisation.models import Person
from intranet.policies.duties import KIND
from intranet.policies.meetings import attendees, record_meeting
from intranet.policies.models import (
    Acknowledgement,
    BriefingKind,
    BriefingMeeting,
    PolicyPage,
    PublishedVersion,
)

MEETING_PLACE = "Hội trường Sở"


def play(page: PolicyPage, plan: list[PlannedConfirmation]) -> int:
    """Store the confirmations of the plan, each of the version of its moment; returns how many."""
    people = dict(Person.objects.filter(is_sample=True).values_list("staff_code", "pk"))
    versions = list(PublishedVersion.objects.filter(page=page).order_by("published_at"))
    rows = [
        Acknowledgement(
            person_id=people[planned.staff_code],
            version=[one for one in versions if one.published_at <= planned.at][-1],
            at=planned.at,
        )
        for planned in plan
    ]
    Acknowledgement.objects.bulk_create(rows)
    return len(rows)


def meet(page: PolicyPage, unit_codes: tuple[str, ...], timeline: Timeline, user: Any) -> int:
    """Record the meeting at which the units heard of the document; returns who it counts for."""
    duty = duties.find(KIND, str(page.pk))
    if duty is None:
        raise RuntimeError(f"{page.slug} is not to be confirmed")
    at = moment(timeline.meeting_day, 16)
    there = Person.objects.filter(memberships__unit__code__in=unit_codes)
    present = set(there.values_list("pk", flat=True))
    meeting = record_meeting(
        page=page,
        by=user,
        kind=BriefingKind.BRIEFING,
        held_on=timeline.meeting_day,
        people=[one for one in attendees(user, duty, at) if one.person_id in present],
        now=at,
        place=MEETING_PLACE,
    )
    return int(meeting.acknowledgements.count())


def move(shift: datetime.timedelta, now: datetime.datetime) -> None:
    """Move what was published and confirmed by whole days, but nothing into the future."""
    versions = PublishedVersion.objects.filter(page__is_must_read=True)
    given = Acknowledgement.objects.filter(version__page__is_must_read=True)
    held = BriefingMeeting.objects.filter(version__page__is_must_read=True)
    _move(versions, "published_at", shift, now)
    _move(given, "at", shift, now)
    for meeting in held:
        days = min(shift.days, (now - meeting.recorded_at).days)
        meeting.held_on += datetime.timedelta(days=days)
        meeting.recorded_at += datetime.timedelta(days=days)
        meeting.save(update_fields=["held_on", "recorded_at"])


def _move(
    rows: QuerySet[Any], name: str, shift: datetime.timedelta, now: datetime.datetime
) -> None:
    """Move those that would come to lie in the future as far as yesterday only."""
    late = [(pk, at) for pk, at in rows.values_list("pk", name) if at + shift > now]
    rows.exclude(pk__in=[pk for pk, _at in late]).update(**{name: F(name) + shift})
    for pk, at in late:
        rows.filter(pk=pk).update(**{name: at + datetime.timedelta(days=(now - at).days)})
