"""Sentences about faults that more than one screen says."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from quiz.rules import Fault, option_faults

FAULT_MESSAGES = {
    Fault.TOO_FEW: _("A question needs at least two options."),
    Fault.EMPTY: _("An option is empty: write its text or remove it."),
    Fault.DUPLICATE: _("Two options say the same: change one or remove it."),
    Fault.NOT_EXACTLY_ONE: _("Mark exactly one option as right for this kind of question."),
    Fault.NONE_RIGHT: _("Mark at least one option as right."),
    Fault.NOT_TWO: _("A true-or-false question has exactly two options."),
}

FROZEN = _(
    "Somebody has already taken this quiz, so this rule can no longer be changed: "
    "everybody is judged by the same rules. Copy the quiz to use other rules."
)
FROZEN_QUESTIONS = _(
    "Somebody has already taken this quiz, so its questions and quotas can no longer be changed. "
    "Copy the quiz to ask other questions."
)
NO_QUESTIONS = _("The quiz has no questions: add fixed questions or a quota by topic.")


def option_messages(kind: str, options: Iterable[tuple[str, bool]]) -> list[str]:
    """What is wrong with the options of a question, in words."""
    return [str(FAULT_MESSAGES[fault]) for fault in option_faults(kind, list(options))]
