"""What somebody is granted beyond the rules of a quiz, and by which terms they take it."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.organisation.permissions import person_of, unit_ids_of
from quiz.presenters.words import moment_text
from quiz.terms import Grant


def grant_of(quiz: Any, user: Any, now: datetime.datetime) -> Grant:
    """What counts for the person behind the account; nothing off the roll and in a new draft."""
    person = person_of(user)
    if person is None or quiz.pk is None:
        return Grant()
    grant: Grant = quiz.extensions.grant_for(person.pk, unit_ids_of(user), timezone.localdate(now))
    return grant


def grant_text(grant: Any) -> str:
    """What is granted, in a line: 15 more minutes; 1 more attempt; open until 14:00, 22/11/2026."""
    parts = []
    if grant.extra_minutes:
        minutes = ngettext("%(count)d more minute", "%(count)d more minutes", grant.extra_minutes)
        parts.append(minutes % {"count": grant.extra_minutes})
    if grant.extra_attempts:
        attempts = ngettext(
            "%(count)d more attempt", "%(count)d more attempts", grant.extra_attempts
        )
        parts.append(attempts % {"count": grant.extra_attempts})
    if grant.closes_at:
        parts.append(_("open until %(end)s") % {"end": moment_text(grant.closes_at)})
    return "; ".join(parts)


def grant_note(grant: Grant) -> str:
    """The same as a sentence to the person; empty without a grant."""
    if not (text := grant_text(grant)):
        return ""
    return _("You have been granted: %(what)s. The rules above include it.") % {"what": text}
