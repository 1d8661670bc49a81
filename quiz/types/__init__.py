"""How each kind of question is answered, marked and described; pure, without Django.

One module a kind behind the protocol of `quiz.types.base`; `type_of` is the only way in.
"""

from quiz.types.base import Item, QuestionType, Tokens
from quiz.types.choice import MULTIPLE, SINGLE, TRUE_FALSE

_TYPES: dict[str, QuestionType] = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "true_false": TRUE_FALSE,
}


def type_of(kind: str) -> QuestionType:
    """The type behind a kind of question; an unknown kind is a KeyError."""
    return _TYPES[kind]


__all__ = ["Item", "QuestionType", "Tokens", "type_of"]
