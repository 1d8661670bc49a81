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
from quiz.presenters.words import moment_text
from quiz.preset_wording import KINDS, PROMISES
from quiz.types import type_of


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
    attempts = list(quiz.attempts.visible_to(user).order_by("number")) if quiz.pk else []
    running = next((attempt for attempt in attempts if attempt.is_running), None)
    used_up = bool(quiz.max_attempts) and len(attempts) >= quiz.max_attempts
    return {
        "breadcrumb": breadcrumb(quiz, request),
        "topic_tags": topic_tags(quiz),
        "rules": _rules(quiz, len(attempts)),
        "attempts": _attempt_rows(quiz, attempts, now),
        "history_url": reverse("my_attempts"),
        "promise": PROMISES[Preset(quiz.preset)],
        "start_url": reverse("quiz_start", args=[quiz.pk]) if quiz.pk else "",
        "continue_url": reverse("attempt", args=[running.pk]) if running else "",
        "is_repeated": bool(attempts),
        "obstacle": "" if running else _obstacle(quiz, now, used_up=used_up),
    }


def _rules(quiz: Any, used: int) -> list[dict[str, Any]]:
    size, scored = _sizes(quiz)
    rules = [
        (_("What for"), str(KINDS[Preset(quiz.preset)]).capitalize(), "clipboard-list"),
        (_("Questions"), str(size), "list-checks"),
        (_("Time allowed"), _time_rule(quiz), "clock"),
        (_("To pass"), _pass_rule(quiz, scored), "award"),
        (_("Attempts"), _attempts_rule(quiz, used), "pencil"),
    ]
    if quiz.max_attempts != 1:
        rules.append(
            (_("Attempt that counts"), str(GradingMethod(quiz.grading_method).label), "check")
        )
    if quiz.opens_at or quiz.closes_at:
        rules.append((_("Opening time"), _window_rule(quiz), "calendar"))
    if quiz.due_at:
        rules.append((_("To be done by"), moment_text(quiz.due_at), "flag"))
    return [{"label": label, "value": value, "icon": icon} for label, value, icon in rules]


def _sizes(quiz: Any) -> tuple[int, int]:
    """How many questions everybody gets, and how many of them earn marks, in two statements."""
    drawn = sum(quiz.topic_quotas.values_list("count", flat=True))
    types = [
        type_of(kind) for kind in quiz.fixed_questions.values_list("question__kind", flat=True)
    ]
    answerable = sum(question_type.is_answerable for question_type in types)
    return drawn + answerable, drawn + sum(question_type.is_scored for question_type in types)


def _time_rule(quiz: Any) -> str:
    if not quiz.time_limit:
        return _("no limit")
    minutes = ngettext("%(count)d minute", "%(count)d minutes", quiz.time_limit)
    return minutes % {"count": quiz.time_limit}


def _pass_rule(quiz: Any, size: int) -> str:
    if not quiz.pass_mark or not size:
        return _("no pass mark")
    return _("%(needed)d of %(size)d right (%(percent)d%%)") % {
        "needed": marks_needed(size, quiz.pass_mark),
        "size": size,
        "percent": quiz.pass_mark,
    }


def _attempts_rule(quiz: Any, used: int) -> str:
    if not quiz.max_attempts:
        return _("as many as you like")
    left = max(quiz.max_attempts - used, 0)
    return _("%(allowed)d, of which %(left)d left") % {"allowed": quiz.max_attempts, "left": left}


def _window_rule(quiz: Any) -> str:
    if quiz.opens_at and quiz.closes_at:
        return _("from %(start)s to %(end)s") % {
            "start": moment_text(quiz.opens_at),
            "end": moment_text(quiz.closes_at),
        }
    if quiz.opens_at:
        return _("from %(start)s") % {"start": moment_text(quiz.opens_at)}
    return _("until %(end)s") % {"end": moment_text(quiz.closes_at)}


def _obstacle(quiz: Any, now: datetime.datetime, *, used_up: bool) -> str:
    """Why no attempt can begin now; empty when one can."""
    if quiz.opens_at and now < quiz.opens_at:
        return _("The quiz opens at %(start)s.") % {"start": moment_text(quiz.opens_at)}
    if quiz.closes_at and quiz.closes_at <= now:
        return _("The quiz closed at %(end)s.") % {"end": moment_text(quiz.closes_at)}
    return _("You have used all attempts allowed for this quiz.") if used_up else ""


def _attempt_rows(
    quiz: Any, attempts: Sequence[Any], now: datetime.datetime
) -> list[dict[str, Any]]:
    """The reader's attempts; which one counts tells of scores, so it waits for them."""
    if not attempts:
        return []
    is_withheld = withholds_score(quiz.preset, is_round_over=quiz.is_round_over(now))
    counted = counting_number(attempts, quiz.grading_method)
    return [
        attempt_row(attempt, is_withheld=is_withheld, counts=attempt.number == counted)
        for attempt in attempts
    ]
