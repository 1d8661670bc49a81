"""Quarters of the year as the plan counts them, in the time of Vietnam; without the database."""

import datetime

from django.utils import timezone

MONTHS = 3


def quarter_start(moment: datetime.datetime) -> datetime.datetime:
    """The first moment of the quarter of the moment: the cut-off of the quarter before."""
    local = timezone.localtime(moment)
    return _midnight(local.year, (local.month - 1) // MONTHS * MONTHS + 1)


def quarter_starts(after: datetime.datetime, until: datetime.datetime) -> list[datetime.datetime]:
    """The first moments of quarters after the one moment and not after the other."""
    starts = []
    start = quarter_start(until)
    while start > after:
        starts.append(start)
        start = quarter_start(start - datetime.timedelta(microseconds=1))
    return starts[::-1]


def _midnight(year: int, month: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(year, month, 1))
