"""Sentences about faults that more than one screen says."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quiz.rules import Fault, Row
from quiz.types import type_of

FAULT_MESSAGES = {
    Fault.TOO_FEW: _("A question needs at least two options."),
    Fault.EMPTY: _("An option is empty: write its text or remove it."),
    Fault.DUPLICATE: _("Two options say the same: change one or remove it."),
    Fault.NOT_EXACTLY_ONE: _("Mark exactly one option as right for this kind of question."),
    Fault.NONE_RIGHT: _("Mark at least one option as right."),
    Fault.NOT_TWO: _("A true-or-false question has exactly two options."),
    Fault.NO_FORM: _("Write the right answer as an option; further options are accepted as well."),
    Fault.FORM_TOO_LONG: _("An accepted answer is longer than anybody may write: shorten it."),
    Fault.NOT_A_NUMBER: _(
        "Options of this kind of question are numbers, without a unit: 30 or 1.234,5."
    ),
    Fault.WITHOUT_PARTNER: _("Say for every option what it belongs to."),
    Fault.ONE_PARTNER: _("All options belong to the same: give at least one another partner."),
}

NO_SUCH_ANSWER = _("This question has no such answer; nothing was saved for it.")
REFUSALS = {
    "short_text": _("Your answer is too long: write at most 200 characters. It was not saved."),
    "survey_text": _("Your answer is too long: write at most 1,000 characters. It was not saved."),
    "number": _("Write a number alone, for example 30 or 1.234,5. This answer was not saved."),
    "prediction": _("Write a whole number alone, for example 250. This answer was not saved."),
}
NUMBER_WITH_UNIT = _(
    "Write a number in %(unit)s, for example 30 or 1.234,5. This answer was not saved."
)

FROZEN = _(
    "Somebody has already taken this quiz, so this rule can no longer be changed: "
    "everybody is judged by the same rules. Copy the quiz to use other rules."
)
FROZEN_QUESTIONS = _(
    "Somebody has already taken this quiz, so its questions and quotas can no longer be changed. "
    "Copy the quiz to ask other questions."
)
KEY_OVERRULED = _(
    "The answer that is given as right here was found wrong and its key repaired. Please give the "
    "repaired key. If it was right after all, use «Wrong key?»; if something else is asked now, "
    "please write it as a new question."
)
VOIDED = _(
    "With this wording, these options and this key the question was voided. Please mend what was "
    "wrong with it before it is published again."
)
NO_QUESTIONS = _("The quiz has no questions: add fixed questions or a quota by topic.")


def option_messages(kind: str, rows: Sequence[Row]) -> list[str]:
    """What is wrong with the options of a question, in words."""
    return [str(FAULT_MESSAGES[fault]) for fault in type_of(kind).faults(rows)]


def refusal(kind: str, unit: str = "") -> str:
    """Why what was posted is no answer to a question of this kind, and what to write instead."""
    if kind == "number" and unit:
        return str(NUMBER_WITH_UNIT) % {"unit": unit}
    return str(REFUSALS.get(kind, NO_SUCH_ANSWER))
