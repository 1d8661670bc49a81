"""Whether an attempt has passed, said so that nobody has to reckon."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from django.utils.translation import gettext as _

from quiz.marking import marks_needed
from quiz.presenters.words import mark_text

HUNDREDTH = Decimal("0.01")
WHOLE_MARKS = (None, 0, 1)


def verdict(attempt: Any, responses: Iterable[Any]) -> dict[str, str] | None:
    """Passed or not, how many were right and how many are needed; None where nothing is judged."""
    if not attempt.pass_mark or not attempt.maximum:
        return None
    is_whole = all(response.mark in WHOLE_MARKS for response in responses)
    return {
        "title": _("Passed") if attempt.is_passed else _("Not passed"),
        "tone": "success" if attempt.is_passed else "warning",
        "text": _in_questions(attempt) if is_whole else _in_points(attempt),
    }


def _in_questions(attempt: Any) -> str:
    right = int(attempt.score)
    needed = marks_needed(attempt.maximum, attempt.pass_mark)
    words = {"right": right, "total": int(attempt.maximum), "needed": needed}
    if attempt.is_passed:
        return _("%(right)d of %(total)d questions are right; %(needed)d were needed.") % words
    return _(
        "%(right)d of %(total)d questions are right; %(needed)d were needed, %(missing)d more than "
        "you had."
    ) % {**words, "missing": needed - right}


def _in_points(attempt: Any) -> str:
    """With shares of marks; rounded so that who has not passed never reads of enough points."""
    exact = attempt.maximum * attempt.pass_mark / 100
    needed = exact.quantize(HUNDREDTH, rounding=ROUND_CEILING)
    score = attempt.score.quantize(HUNDREDTH, rounding=ROUND_FLOOR)
    words = {
        "score": mark_text(score),
        "total": mark_text(attempt.maximum),
        "needed": mark_text(needed),
    }
    if attempt.is_passed:
        return _("You have %(score)s of %(total)s points; %(needed)s were needed.") % words
    return _(
        "You have %(score)s of %(total)s points; %(needed)s were needed, %(missing)s more than you "
        "had."
    ) % {**words, "missing": mark_text(needed - score)}
