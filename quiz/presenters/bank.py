"""Questions of the bank in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from quiz.similar import SAME, difference

SHORT = 120


def question_state(question: Any) -> str:
    """Where a question of the bank stands: asked or not, and whether a change waits."""
    state = _told_state(question)
    if question.is_in_approval or question.is_in_lot:
        if not question.current_version_id:
            return _("awaiting approval")
        return _("%(state)s, change awaits approval") % {"state": state}
    if question.live and question.has_unpublished_changes:
        return _("%(state)s, with a draft") % {"state": state}
    return state


def _told_state(question: Any) -> str:
    if question.live:
        return _("in use")
    return _("withdrawn") if question.current_version_id else _("draft")


def short_stem(question: Any) -> str:
    """The stem in one line."""
    return Truncator(" ".join(question.stem.split())).chars(SHORT)


def right_share(question: Any) -> str:
    """How many answered it fully right, where enough have; nothing where too few have."""
    answered = question.answered
    return percent_text(answered.share) if answered and answered.is_telling else ""


def percent_text(share: float) -> str:
    """A share in whole percent."""
    return f"{round(share * 100)}%"


def near_rows(stem: str, found: Iterable[Any]) -> list[dict[str, Any]]:
    """Questions that ask nearly the same, each with what it says differently."""
    return [
        {
            "url": reverse("wagtailsnippets_quiz_question:edit", args=[question.pk]),
            "stem": short_stem(question),
            "code": question.code or "",
            "topic": str(question.topic),
            "state": question_state(question),
            "told": _nearness(stem, question.stem, ratio),
        }
        for question, ratio in found
    ]


def _nearness(stem: str, other: str, ratio: float) -> str:
    """The same, or in which words it differs."""
    if ratio == SAME:
        return _("the same words")
    told = difference(stem, other)
    parts = []
    if told.second_only:
        parts.append(_("has «%(words)s»") % {"words": " ".join(told.second_only)})
    if told.first_only:
        parts.append(_("lacks «%(words)s»") % {"words": " ".join(told.first_only)})
    if not parts:
        return _("the same words in another order")
    if told.may_reverse:
        parts.append(_("so it may ask the opposite"))
    return ", ".join(parts)
