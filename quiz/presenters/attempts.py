"""One's own attempts in a table, each with as much of its result as may be shown."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quiz.choices import FINISHED, AttemptState
from quiz.grading import Finished, counting
from quiz.presenters.words import moment_text, number_text, passed_text, score_text

STATE_TONES = {
    AttemptState.IN_PROGRESS: "info",
    AttemptState.SUBMITTED: "neutral",
    AttemptState.EXPIRED: "warning",
    AttemptState.VOIDED: "danger",
}


def attempt_row(attempt: Any, *, is_withheld: bool, counts: bool = False) -> dict[str, Any]:
    """An attempt in a row; while the score is withheld the row says nothing of it."""
    state = AttemptState(attempt.state)
    is_told = attempt.score is not None and not is_withheld
    return {
        "number": attempt.number,
        "url": reverse("attempt", args=[attempt.pk]),
        "started": moment_text(attempt.started_at),
        "state_label": state.label,
        "state_tone": STATE_TONES[state],
        "score": score_text(attempt) if is_told and attempt.maximum else "",
        "percent": number_text(attempt.percent) if is_told and attempt.maximum else "",
        "result": _result_text(attempt, is_withheld),
        "counts": counts and is_told,
        "remarked": _remarked_text(attempt) if is_told else "",
    }


def _result_text(attempt: Any, is_withheld: bool) -> str:
    """The result in a word; empty while the attempt runs."""
    if attempt.score is None:
        return ""
    if is_withheld:
        return _("to be announced")
    return passed_text(attempt.is_passed) if attempt.pass_mark and attempt.maximum else _("Done")


def _remarked_text(attempt: Any) -> str:
    """That the result was marked again, where the attempt knows it; else empty."""
    moment = getattr(attempt, "remarked_at", None)
    if moment is None:
        return ""
    return _("marked again on %(day)s") % {"day": date_format(timezone.localtime(moment), "d/m/Y")}


def history(attempts: Iterable[Any], withheld: Collection[int]) -> list[dict[str, Any]]:
    """Rows with the title of the quiz; `withheld` are ids of quizzes that tell no score yet."""
    return [
        {
            **attempt_row(attempt, is_withheld=attempt.quiz_id in withheld),
            "title": attempt.quiz.title,
        }
        for attempt in attempts
    ]


def counting_number(attempts: Iterable[Any], method: str) -> int | None:
    """The number of the attempt that counts among finished ones."""
    counted = counting(
        [
            Finished(attempt.number, attempt.percent, bool(attempt.is_passed))
            for attempt in attempts
            if attempt.state in FINISHED
        ],
        method,
    )
    return counted.number if counted else None
