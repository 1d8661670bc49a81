"""Who still owes a duty: on its roster, on today's roll, not excused and not done."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from intranet.organisation.duties import Duty, State
from intranet.organisation.frames import Frame
from intranet.organisation.models import Membership
from intranet.organisation.roster import roster


def owing(duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None) -> QuerySet[Any]:
    """Rows of the roster, as `roster` gives them.

    The roll of a closed duty is that of its closing: who has left since is asked for no more.
    """
    rows = roster(duty, moment=moment, frame=frame).filter(excused="", state__lt=State.DONE)
    today = timezone.localdate(moment)
    if duty.roll_day(moment) == today:
        return rows
    still_here = Membership.objects.on_roll(today).filter(person=OuterRef("person"))
    return rows.filter(Exists(still_here))


def is_doable(duty: Duty, moment: datetime.datetime) -> bool:
    """Whether anybody can still do it."""
    return duty.is_open(moment) or (duty.is_extended and _has_opened(duty, moment))


def _has_opened(duty: Duty, moment: datetime.datetime) -> bool:
    return duty.opens_at is None or duty.opens_at <= moment
