"""What the Office reads of extensions and of late answers."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz.presenters.words import exact_moment_text, moment_text


def listed_recipient(extension: Any) -> str:
    """To whom a row of the list was granted; it knows the name of the unit in `unit_name`."""
    return recipient_text(extension.person, extension.unit_name)


def recipient_text(person: Any, unit: Any) -> str:
    """To whom it is granted."""
    return str(person) if person else _("%(unit)s with all below it") % {"unit": unit}


def lateness_text(late: Any) -> str:
    """How long after the end of the attempt the answer came."""
    attempt = late.response.attempt
    ended = attempt.finished_at or attempt.deadline
    if ended is None:
        return ""
    seconds = max(int((late.arrived_at - ended).total_seconds()), 0)
    if seconds < 60:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes, rest = divmod(seconds, 60)
    return _("%(minutes)d minutes %(seconds)d seconds") % {"minutes": minutes, "seconds": rest}


def late_answer(late: Any) -> dict[str, Any]:
    """What decides about a late answer: who, which question, how late; never what it says."""
    attempt = late.response.attempt
    return {
        "state": late.get_state_display(),
        "reason": late.reason,
        "facts": [
            (_("Person"), str(attempt.person)),
            (_("Quiz"), attempt.quiz.title),
            (_("Attempt"), attempt.number),
            (_("Question"), late.number),
            (_("End of the attempt"), _moment(attempt.finished_at or attempt.deadline)),
            (_("Arrived at"), _moment(late.arrived_at)),
            (_("Too late by"), lateness_text(late)),
        ],
        "proposed": act_text(late.proposed_by, late.proposed_at),
        "decided": act_text(late.decided_by, late.decided_at),
    }


def _moment(moment: datetime.datetime | None) -> str:
    return exact_moment_text(moment) if moment else ""


def act_text(account: Any, moment: datetime.datetime | None) -> str:
    """Who did it when; empty while nobody has."""
    if moment is None:
        return ""
    name = str(account) if account else _("(account removed)")
    return f"{name}, {moment_text(timezone.localtime(moment))}"
