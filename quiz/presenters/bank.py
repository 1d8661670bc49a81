"""Questions of the bank in words."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

SHORT = 120


def question_state(question: Any) -> str:
    """Where a question of the bank stands: asked or not, and whether a change waits."""
    state = _told_state(question)
    if question.is_in_approval:
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
