"""A notice as screens and letters print it."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.notices.ladder import Rung
from intranet.notices.models import Notice


def notice_row(notice: Notice, now: datetime.datetime) -> dict[str, Any]:
    """What it is about, what is to be known now, and who sent it."""
    today = timezone.localdate(now)
    is_overdue = notice.due_on is not None and notice.due_on < today
    return {
        "id": notice.pk,
        "title": notice.title,
        "url": notice.url,
        "kind": notice.kind_label,
        "ask": _ask(notice, today),
        "when": when(notice.due_on, today),
        "is_overdue": is_overdue,
        "sender": sender_of(notice),
        "told_at": notice.created_at,
        "is_digest": notice.is_digest,
        "is_reminder": notice.rung != Rung.ASSIGNED,
        "lines": [line for line in notice.facts.get("lines", []) if _is_open(line, now)],
    }


def _ask(notice: Notice, today: datetime.date) -> str:
    """What the notice wants, in a word or two; of the week of a unit its kind says it."""
    if notice.is_digest:
        return ""
    if notice.is_by_hand:
        return _("Reminder")
    if notice.due_on is not None and notice.due_on < today:
        return _("Overdue")
    if notice.rung == Rung.ASSIGNED or notice.due_on is None:
        return _("Newly assigned")
    days = (notice.due_on - today).days
    if days == 0:
        return _("Last day today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _is_open(line: dict[str, Any], now: datetime.datetime) -> bool:
    """Whether the duty of a line runs, as far as was known when it was told."""
    closes_at = line.get("closes_at")
    return closes_at is None or now < datetime.datetime.fromisoformat(closes_at)


def when(due_on: datetime.date | None, today: datetime.date) -> str:
    """How the last day lies to the day, with its date."""
    if due_on is None:
        return ""
    date = f"{due_on:%d/%m/%Y}"
    days = (due_on - today).days
    if days < 0:
        return _("overdue, the last day was %(date)s") % {"date": date}
    if days == 0:
        return _("the last day is today, %(date)s") % {"date": date}
    if days == 1:
        return _("the last day is tomorrow, %(date)s") % {"date": date}
    return ngettext(
        "the last day is %(date)s, %(days)d day is left",
        "the last day is %(date)s, %(days)d days are left",
        days,
    ) % {"date": date, "days": days}


def sender_of(notice: Any) -> str:
    """Who reminded by hand, of notices as `for_screen` has them; empty where nobody did."""
    return (notice.sender or "") if notice.is_by_hand else ""
