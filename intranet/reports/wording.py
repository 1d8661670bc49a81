"""Sentences that several screens and files share."""

import datetime

from django.utils.translation import gettext as _

from intranet.organisation.duties import Duty
from intranet.reports.sheets import cell_text


def roll_text(cut_off: datetime.datetime) -> str:
    """Which roll the figures rest on."""
    return _("staff on the roll at %(moment)s") % {"moment": cell_text(cut_off)}


def state_badge(duty: Duty, moment: datetime.datetime) -> dict[str, str]:
    """Whether the duty is running, as a badge."""
    if duty.is_open(moment):
        return {"label": _("Running"), "tone": "success"}
    return {"label": _("Closed"), "tone": "neutral"}


def header_meta(duty: Duty, cut_off: datetime.datetime) -> list[str]:
    """The line below the heading: until when, and counted on which roll."""
    due = duty.due_at or duty.closes_at
    until = [_("due %(moment)s") % {"moment": cell_text(due)}] if due else []
    return [*until, roll_text(cut_off)]


def facts(duty: Duty, cut_off: datetime.datetime) -> list[tuple[str, str]]:
    """What stands above the table in a file."""
    return [
        (_("Kind"), str(duty.kind_label)),
        (_("Counted"), roll_text(cut_off)),
        (_("Due"), cell_text(duty.due_at or duty.closes_at, empty="–")),
    ]
