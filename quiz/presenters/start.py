"""A quiz in a list, and its start page: the rules and the reader's own attempts."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.pages.trail import breadcrumb, topic_tags
from quiz.choices import GradingMethod, Preset
from quiz.disclosure import withholds_score
from quiz.marking import marks_needed
from quiz.presenters.attempts import attempt_row, counting_number
from quiz.presenters.granted import grant_note, grant_of
from quiz.presenters.words import moment_text
from quiz.preset_wording import KINDS, PROMISES
from quiz.terms import Terms
from quiz.types import type_of

ATTEMPTS_SHOWN = 10  # all of them stand in the reader's own history


def list_row(quiz: Any, now: datetime.datetime) -> dict[str, Any]:
    """Whether the quiz can be taken now, how long it lasts and by when it is to be done."""
    if quiz.opens_at and now < quiz.opens_at:
        label, tone = _("not yet open"), "neutral"
    elif quiz.closes_at and quiz.closes_at <= now:
        label, tone = _("closed for taking"), "neutral"
    else:
        label, tone = _("open for taking"), "success"
    meta = [_time_rule(quiz)] if quiz.time_limit else []
    if quiz.due_at:
        meta.append(_("to be done by %(due)s") % {"due": moment_text(quiz.due_at)})
    return {"state_label": label, "state_tone": tone, "meta": meta}


def start_page(quiz: Any, request: Any) -> dict[str, Any]:
    """The rules, the reader's own attempts, and what the reader can do now."""
    now = timezone.now()
    user = request.user
    attempts = (
        list(quiz.attempts.visible_to(user).with_remarked().order_by("number")) if quiz.pk else []
    )
    running = next((attempt for attempt in attempts if attempt.is_running), None)
    grant = grant_of(quiz, user, now)
    terms = quiz.terms.extended(grant)
    used_up = not terms.allows(len(attempts) + 1)
    return {
        "breadcrumb": breadcrumb(quiz, request),
        "topic_tags": topic_tags(quiz),
        "rules": _rules(quiz, terms, len(attempts)),
        "granted": grant_note(grant),
        "attempts": _attempt_rows(quiz, attempts, now),
        "history_url": reverse("my_attempts"),
        "promise": PROMISES[Preset(quiz.preset)],
        "start_url": reverse("quiz_start", args=[quiz.pk]) if quiz.pk else "",
        "continue_url": reverse("attempt", args=[running.pk]) if running else "",
        "is_repeated": bool(attempts),
        "obstacle": "" if running else _obstacle(terms, now, used_up=used_up),
    }


def _rules(quiz: Any, terms: Terms, used: int) -> list[dict[str, Any]]:
    size, scored = _sizes(quiz)
    rules = [
        (_("What for"), str(KINDS[Preset(quiz.preset)]).capitalize(), "clipboard-list"),
        (_("Questions"), str(size), "list-checks"),
        (_("Time allowed"), _time_rule(terms), "clock"),
        (_("To pass"), _pass_rule(quiz, scored), "award"),
        (_("Attempts"), _attempts_rule(terms, used), "pencil"),
    ]
    if terms.max_attempts != 1:
        rules.append(
            (_("Attempt that counts"), str(GradingMethod(quiz.grading_method).label), "check")
        )
    if terms.opens_at or terms.closes_at:
        rules.append((_("Opening time"), _window_rule(terms), "calendar"))
    if quiz.due_at:
        rules.append((_("To be done by"), moment_text(quiz.due_at), "flag"))
    return [{"label": label, "value": value, "icon": icon} for label, value, icon in rules]


def _sizes(quiz: Any) -> tuple[int, int]:
    """How many questions everybody gets, and how many of them earn marks, in two statements.

    Questions that were voided are not asked any more.
    """
    drawn = sum(quiz.topic_quotas.values_list("count", flat=True))
    fixed = quiz.fixed_questions.exclude(question__current_version__correction__is_void=True)
    types = [type_of(kind) for kind in fixed.values_list("question__kind", flat=True)]
    answerable = sum(question_type.is_answerable for question_type in types)
    return drawn + answerable, drawn + sum(question_type.is_scored for question_type in types)


def _time_rule(terms: Any) -> str:
    if not terms.time_limit:
        return _("no limit")
    minutes = ngettext("%(count)d minute", "%(count)d minutes", terms.time_limit)
    return minutes % {"count": terms.time_limit}


def _pass_rule(quiz: Any, size: int) -> str:
    if not quiz.pass_mark or not size:
        return _("no pass mark")
    return _("%(needed)d of %(size)d right (%(percent)d%%)") % {
        "needed": marks_needed(size, quiz.pass_mark),
        "size": size,
        "percent": quiz.pass_mark,
    }


def _attempts_rule(terms: Terms, used: int) -> str:
    if not terms.max_attempts:
        return _("as many as you like")
    left = max(terms.max_attempts - used, 0)
    return _("%(allowed)d, of which %(left)d left") % {"allowed": terms.max_attempts, "left": left}


def _window_rule(terms: Terms) -> str:
    start = moment_text(terms.opens_at) if terms.opens_at else ""
    end = moment_text(terms.closes_at) if terms.closes_at else ""
    if start and end:
        return _("from %(start)s to %(end)s") % {"start": start, "end": end}
    return _("from %(start)s") % {"start": start} if start else _("until %(end)s") % {"end": end}


def _obstacle(terms: Terms, now: datetime.datetime, *, used_up: bool) -> str:
    """Why no attempt can begin now; empty when one can."""
    if terms.opens_at and now < terms.opens_at:
        return _("The quiz opens at %(start)s.") % {"start": moment_text(terms.opens_at)}
    if terms.closes_at and terms.closes_at <= now:
        return _("The quiz closed at %(end)s.") % {"end": moment_text(terms.closes_at)}
    return _("You have used all attempts allowed for this quiz.") if used_up else ""


def _attempt_rows(
    quiz: Any, attempts: Sequence[Any], now: datetime.datetime
) -> list[dict[str, Any]]:
    """The reader's latest attempts and the one that counts; that it counts waits for the score."""
    if not attempts:
        return []
    is_withheld = withholds_score(quiz.preset, is_round_over=quiz.is_round_over(now))
    counted = counting_number(attempts, quiz.grading_method)
    return [
        attempt_row(attempt, is_withheld=is_withheld, counts=attempt.number == counted)
        for attempt in attempts
        if attempt in attempts[-ATTEMPTS_SHOWN:] or (attempt.number == counted and not is_withheld)
    ]
