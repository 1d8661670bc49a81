"""Choosing among options: one, several, or true and false."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.types.base import FULL_MARK, NO_MARK, Item, Tokens


@dataclass(frozen=True, slots=True)
class Choice:
    """Options are ticked; an answer is the list of their ids in the order of the question."""

    several: bool
    is_scored: bool = True
    is_answerable: bool = True
    shows_options: bool = True

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The ids behind the tokens, or None for a foreign token or too many of them."""
        chosen = {tokens.options.get(value) for value in values}
        if None in chosen or (len(chosen) > 1 and not self.several):
            return None
        return [option["id"] for option in item.options if option["id"] in chosen]

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for exactly the right options, else none: ticking everything gains nothing."""
        return FULL_MARK if item.key and frozenset(answer) == item.key else NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The texts of the options chosen."""
        return "; ".join(option["text"] for option in item.options if option["id"] in answer)


SINGLE = Choice(several=False)
MULTIPLE = Choice(several=True)
TRUE_FALSE = Choice(several=False)
