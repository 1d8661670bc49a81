"""Answers in one's own words: a few words with accepted forms, or an opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.rules import Fault, Row, alike, found, text_faults
from quiz.types.base import FULL_MARK, NO_MARK, Item, Tokens
from search.text import fold, plain

SHORT_LENGTH = 200
SURVEY_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Writing:
    """A text nobody marks; an answer is the list with that text."""

    longest: int = SURVEY_LENGTH
    is_scored: bool = False
    is_answerable: bool = True
    shows_options: bool = False

    def is_shuffled(self, wanted: bool) -> bool:
        """Nothing is shown that could be."""
        return False

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """No options: none are asked about."""
        return []

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """None: the stem says it all."""
        return []

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The text without needless space around it, or None if it is too long."""
        if len(values) > 1:
            return None
        text = plain("".join(values)).replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > self.longest:
            return None
        return [text] if text else []

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """The text as it was kept."""
        return [str(text) for text in answer]

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """With any text."""
        return bool(answer)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """Nothing, for nothing is right."""
        return NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The text."""
        return "".join(str(text) for text in answer)

    def right_answer(self, item: Item) -> list[Any]:
        """None: every opinion is welcome."""
        return []

    def solution(self, item: Item) -> str:
        """Empty, for nothing is right."""
        return ""


@dataclass(frozen=True, slots=True)
class ShortText(Writing):
    """A few words; the options of the question are the forms that are accepted."""

    longest: int = SHORT_LENGTH
    is_scored: bool = True

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """Every option as an accepted form, ticked or not."""
        return [as_accepted_form(option) for option in options]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """One form at least, none longer than an answer may be."""
        is_too_long = any(len(row.text) > self.longest for row in rows)
        return [
            *found([(not rows, Fault.NO_FORM), (is_too_long, Fault.FORM_TOO_LONG)]),
            *text_faults(rows, minimum=1 if rows else 0),
        ]

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for a text that agrees with an accepted form."""
        accepted = {comparable(option["text"]) for option in item.options}
        return FULL_MARK if answer and comparable(str(answer[0])) in accepted else NO_MARK

    def right_answer(self, item: Item) -> list[Any]:
        """The form named first."""
        return [option["text"] for option in item.options][:1]

    def solution(self, item: Item) -> str:
        """All accepted forms."""
        return " / ".join(option["text"] for option in item.options)


def as_accepted_form(option: Any) -> dict[str, Any]:
    """An option that is never shown: right, without place and partner."""
    return {"id": option["id"], "text": option["text"], "is_correct": True, "is_pinned": False}


def comparable(text: str) -> str:
    """The text as far as it counts: without case, marks and punctuation.

    A text of signs alone, such as «%» or «≥», is compared as it stands.
    """
    return fold(text) or alike(text)


SHORT_TEXT = ShortText()
SURVEY_TEXT = Writing()
