"""What is not kept: old notices, letters and rounds, and those of people who left."""

import datetime
from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from intranet.notices.models import Letter, Notice, Round
from intranet.notices.owing import is_doable
from intranet.organisation import duties
from intranet.organisation.models import Person

ONE_DAY = 24 * 60 * 60


def forget_old(*, now: datetime.datetime) -> int:
    """Delete what is older than it is kept; a job of the clock, looked at once a day.

    Notices of a duty that is still open stay however old they are: they say what was told.
    """
    if not cache.add(f"old-notices-{timezone.localdate(now)}", True, ONE_DAY):
        return 0
    letters = Letter.objects.filter(created_at__lt=_before(now, settings.LETTERS_KEPT_DAYS))
    edge = _before(now, settings.NOTICES_KEPT_DAYS)
    is_open = Q(pk=None)
    for duty in duties.all_duties(now):
        if is_doable(duty, now):
            is_open |= Q(duty_kind=duty.kind, duty_key=duty.key)
    notices = Notice.objects.filter(created_at__lt=edge).exclude(is_open)
    rounds = Round.objects.filter(slot__lt=edge)
    return sum(rows.delete()[0] for rows in (letters, notices, rounds))


def _before(now: datetime.datetime, days: int) -> datetime.datetime:
    return now - datetime.timedelta(days=days)


def erase(people: Sequence[Person]) -> None:
    """Delete what was told and written to people whose names are removed, or names them."""
    Notice.objects.filter(person__in=people).delete()
    names_them = reduce(or_, [Q(text__contains=person.full_name) for person in people])
    Letter.objects.filter(Q(person__in=people) | names_them).delete()
