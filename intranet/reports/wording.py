"""Sentences that several screens and files share."""

import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.duties import Duty
from intranet.organisation.roster import last_day
from intranet.reports.sheets import Cell, cell_text


def roll_text(
    cut_off: datetime.datetime,
    frozen_at: datetime.datetime | None = None,
    *,
    duty: Duty | None = None,
    is_placed_anew: bool = False,
) -> str:
    """Which roll the figures rest on, and whether they can still change.

    Of one `duty` that is over the clock freezes the figures at its next round, once nobody has more
    time. `is_placed_anew` for frozen figures whose people stand in the units of today.
    """
    at = timezone.localtime(cut_off)
    words = {"day": f"{at:%d/%m/%Y}", "time": f"{at:%H:%M}"}
    roll = _("staff on the roll of %(day)s at %(time)s") % words
    if is_placed_anew:
        told = _(
            "arranged by the units of today; people and results: %(roll)s, frozen at %(moment)s"
        )
        return told % {"roll": roll, "moment": cell_text(frozen_at)}
    if frozen_at is None and duty is not None and cut_off == duty.closes_at:
        return _soon_frozen(duty) % {"roll": roll}
    if frozen_at is None:
        return _("%(roll)s, not yet frozen") % {"roll": roll}
    return _("%(roll)s, frozen at %(moment)s") % {"roll": roll, "moment": cell_text(frozen_at)}


def _soon_frozen(duty: Duty) -> str:
    """When the figures of what is over will be frozen."""
    if duty.is_extended:
        return _("%(roll)s; ended, to be frozen when the time of those given longer is up")
    return _("%(roll)s; ended, to be frozen within a few minutes")


def state_badge(duty: Duty, moment: datetime.datetime) -> dict[str, str]:
    """Whether the duty is running, as a badge."""
    if duty.is_open(moment):
        return {"label": _("Running"), "tone": "success"}
    return {"label": _("Closed"), "tone": "neutral"}


def header_meta(duty: Duty, moment: datetime.datetime) -> list[str]:
    """The line below the heading: until when, and how many days that is from now."""
    due = duty.due_at or duty.closes_at
    until = [_("due %(moment)s") % {"moment": cell_text(due)}] if due else []
    left = days_left(duty, moment)
    return [*until, *([left] if left else [])]


def renamed(title_today: str) -> list[str]:
    """What is called otherwise today than when it was frozen; nothing where it is not."""
    return [_("Now called: “%(title)s”") % {"title": title_today}] if title_today else []


def days_left(duty: Duty, moment: datetime.datetime) -> str:
    """How far the last day in time is away, while the duty is open."""
    last = last_day(duty)
    if last is None or not duty.is_open(moment):
        return ""
    days = (last - timezone.localdate(moment)).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}


def facts(
    duty: Duty,
    cut_off: datetime.datetime,
    frozen_at: datetime.datetime | None = None,
    *,
    is_placed_anew: bool = False,
) -> list[tuple[str, str]]:
    """What stands above the table in a file; `is_placed_anew` as in `roll_text`."""
    return [
        (_("Kind"), str(duty.kind_label)),
        (_("Counted"), roll_text(cut_off, frozen_at, duty=duty, is_placed_anew=is_placed_anew)),
        (_("Due"), cell_text(duty.due_at or duty.closes_at, empty="–")),
    ]


def repeated_facts(
    duty: Duty, frozen_at: datetime.datetime | None
) -> list[tuple[str | Promise, Cell]]:
    """What each line of a CSV file says of the one duty that it is about."""
    return [
        (gettext_lazy("Duty"), duty.title),
        (gettext_lazy("Due"), duty.due_at or duty.closes_at),
        (gettext_lazy("Frozen at"), frozen_at),
    ]
