"""What people do with notices: remind others, tick off, say what they want by e-mail."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from intranet.notices.models import MANUAL, Notice, ReminderPreference, ReminderRules
from intranet.notices.owing import is_doable, owing
from intranet.notices.reminders import Reminder, last_day, notice, store
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.models import Person

REMINDED = "notices.reminded"


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people were reminded, had been today, or had nothing to be reminded of."""

    told: int
    already: int
    not_owing: int


@transaction.atomic
def remind(
    *, by: Any, duty: Duty, person_ids: Collection[int], moment: datetime.datetime
) -> Reminded:
    """Remind those of the people who still owe the duty, each once a day whoever does it.

    The rights are the caller's to check. The log says who reminded whom of what.
    """
    asked = set(person_ids)
    ends = duties.later_ends(duty, moment)
    owe = asked & _owing(duty, moment)
    if not duty.is_open(moment):
        owe &= ends.keys()
    rung = _rung_of(moment)
    already = owe & set(reminded_today(duty, moment).values_list("person_id", flat=True))
    told = sorted(owe - already)
    is_waiting = ReminderRules.load().sends_letters
    store(
        notice(
            duty,
            Reminder(rung, last_day(duty, ends.get(person_id))),
            person_id,
            moment,
            is_waiting=is_waiting,
            sent_by_id=by.pk,
        )
        for person_id in told
    )
    if told:
        _log(by, duty, told)
    return Reminded(len(told), len(already), len(asked - owe))


def reminded_today(duty: Duty, moment: datetime.datetime) -> QuerySet[Notice]:
    """What was told of the duty by hand on the day of the moment, whoever told it."""
    return Notice.objects.about(duty.kind, duty.key).filter(rung=_rung_of(moment))


def _rung_of(moment: datetime.datetime) -> str:
    """The rung of a reminder by hand: one a day."""
    return f"{MANUAL}-{timezone.localdate(moment).isoformat()}"


def _owing(duty: Duty, moment: datetime.datetime) -> set[int]:
    """Ids of all who owe it; a unit may be larger than a list that a database takes."""
    if not is_doable(duty, moment):
        return set()
    return set(owing(duty, moment=moment).values_list("person_id", flat=True))


def _log(by: Any, duty: Duty, person_ids: list[int]) -> None:
    """Staff codes stand for people: they are taken out of the log with the names of leavers."""
    codes = Person.objects.filter(pk__in=person_ids).order_by("staff_code")
    log(
        by,
        REMINDED,
        user=by,
        data={
            "title": duty.title,
            "duty": f"{duty.kind}:{duty.key}",
            "number": len(person_ids),
            "people": list(codes.values_list("staff_code", flat=True)),
        },
    )


def tick_off(*, user: Any, up_to: int, moment: datetime.datetime) -> int:
    """Note that the person has seen everything up to this notice; returns how many that were."""
    seen = Notice.objects.visible_to(user).filter(read_at=None, pk__lte=up_to)
    return seen.update(read_at=moment)


def tick_off_one(*, user: Any, notice_id: int, moment: datetime.datetime) -> int:
    """Note that the person has seen a notice, with what was told earlier of the same duty."""
    mine = Notice.objects.visible_to(user)
    shown = mine.filter(pk=notice_id).first()
    if shown is None:
        return 0
    about = mine.about(*shown.duty).filter(read_at=None, pk__lte=notice_id)
    return about.update(read_at=moment)


def set_wishes(*, person_id: int, **wishes: bool) -> None:
    """Say what the person wants by e-mail: `by_email`, `digest_by_email`, or both."""
    ReminderPreference.objects.update_or_create(person_id=person_id, defaults=wishes)
