"""How each kind of question is answered, marked and described; pure, without Django.

One module for kinds that are answered alike, behind the protocol of `quiz.types.base`; `type_of`
is the only way in.
"""

from quiz.types.base import Item, QuestionType, Tokens
from quiz.types.block import TEXT_BLOCK
from quiz.types.choice import MULTIPLE, SINGLE, SURVEY, TRUE_FALSE
from quiz.types.matching import MATCHING
from quiz.types.number import NUMBER, PREDICTION
from quiz.types.ordering import ORDERING
from quiz.types.writing import SHORT_TEXT, SURVEY_TEXT

_TYPES: dict[str, QuestionType] = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "true_false": TRUE_FALSE,
    "short_text": SHORT_TEXT,
    "number": NUMBER,
    "matching": MATCHING,
    "ordering": ORDERING,
    "prediction": PREDICTION,
    "survey": SURVEY,
    "survey_text": SURVEY_TEXT,
    "text_block": TEXT_BLOCK,
}


def type_of(kind: str) -> QuestionType:
    """The type behind a kind of question; an unknown kind is a KeyError."""
    return _TYPES[kind]


def scored_kinds() -> list[str]:
    """The kinds whose questions earn marks."""
    return [kind for kind, question_type in _TYPES.items() if question_type.is_scored]


__all__ = ["Item", "QuestionType", "Tokens", "scored_kinds", "type_of"]
