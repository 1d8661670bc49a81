"""Lines of the log as they are read: on the screen and in files."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from intranet.reports.audit.sentences import reason_of, sentence_of
from intranet.reports.sheets import Column


@dataclass(frozen=True, slots=True)
class LogRow:
    """Who did what to what, when and why."""

    moment: datetime.datetime
    who: str
    what: str
    kind: str
    target: str
    reason: str
    url: str = ""


def row_of(entry: Any) -> LogRow:
    """The line in words; asks the database nothing more."""
    return LogRow(
        moment=entry.timestamp,
        who=_who(entry),
        what=sentence_of(entry),
        kind=_kind(entry),
        target=entry.label,
        reason=reason_of(entry),
        url=_url(entry),
    )


def _who(entry: Any) -> str:
    """The person's name, the account where there is none; nobody is the system."""
    if entry.user_id is None:
        return _("The system")
    if entry.user is None:
        return _("A deleted account (no. %(number)s)") % {"number": entry.user_id}
    person = getattr(entry.user, "person", None)
    return f"{person.full_name} ({entry.user.username})" if person else str(entry.user)


def _kind(entry: Any) -> str:
    return capfirst(entry.content_type.name) if entry.content_type else ""


def _url(entry: Any) -> str:
    """The history of a page leads to everything about it; other things are known by name."""
    if not isinstance(entry, PageLogEntry) or entry.deleted:
        return ""
    return reverse("wagtailadmin_pages:history", args=[entry.page_id])


def columns() -> list[Column[LogRow]]:
    """The columns of a file."""
    return [
        Column(_("Time"), lambda row: row.moment, width=18),
        Column(_("Who"), lambda row: row.who, width=28),
        Column(_("What"), lambda row: row.what, width=50),
        Column(_("Kind of object"), lambda row: row.kind, width=20),
        Column(_("Object"), lambda row: row.target, width=40),
        Column(_("Reason"), lambda row: row.reason, width=40),
    ]
