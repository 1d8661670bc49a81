"""Choosing among options: one, several, true and false, or without right and wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.rules import MINIMUM_OPTIONS, Fault, Row, found, text_faults
from quiz.types.base import FULL_MARK, NO_MARK, PARTIAL, Item, Tokens


@dataclass(frozen=True, slots=True)
class Choice:
    """One option is ticked; an answer is the list with its id."""

    keeps_order: bool = False
    is_scored: bool = True
    is_answerable: bool = True
    shows_options: bool = True
    several: bool = False

    def is_shuffled(self, wanted: bool) -> bool:
        """As the quiz wants it, but «true» stays before «false»."""
        return wanted and not self.keeps_order

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """The options without partners, which belong to matching."""
        return [_without_partner(option) for option in options]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Two different options at least, exactly two for true and false, one of them right."""
        return text_faults(rows) + found(
            [
                (self.keeps_order and len(rows) > MINIMUM_OPTIONS, Fault.NOT_TWO),
                (sum(row.is_correct for row in rows) != 1, Fault.NOT_EXACTLY_ONE),
            ]
        )

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The ids behind the tokens, or None for a foreign token or too many of them."""
        chosen = {tokens.options.get(value) for value in values}
        if None in chosen or (len(chosen) > 1 and not self.several):
            return None
        return [option["id"] for option in item.options if option["id"] in chosen]

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """The tokens of the options chosen."""
        return [token for token, option_id in tokens.options.items() if option_id in answer]

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """With any option."""
        return bool(answer)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for the right option; a wrong one costs what guessing gains on average."""
        if not answer or not item.key:
            return NO_MARK
        if frozenset(answer) == item.key:
            return FULL_MARK
        wrong = len(item.options) - 1
        return Fraction(-1, wrong) if negative and wrong else NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The texts of the options chosen."""
        return "; ".join(text for option_id, text in item.texts.items() if option_id in answer)

    def right_answer(self, item: Item) -> list[Any]:
        """The options of the key."""
        return [option["id"] for option in item.options if option["is_correct"]]

    def solution(self, item: Item) -> str:
        """The texts of the key."""
        return self.describe(item, self.right_answer(item))


@dataclass(frozen=True, slots=True)
class Several(Choice):
    """Any number of options is ticked; an answer is the list of their ids."""

    several: bool = True

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Two different options at least, and something right among them."""
        is_keyless = not any(row.is_correct for row in rows)
        return text_faults(rows) + found([(is_keyless, Fault.NONE_RIGHT)])

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for exactly the right options, or a share for each of them.

        With shares, each tick beyond the number of right options costs as much as a right one
        earns, so that ticking everything gains nothing by itself. It never costs more than a mark.
        """
        key, chosen = item.key, frozenset(answer)
        if not key or not chosen:
            return NO_MARK
        if item.marking_rule != PARTIAL:
            return FULL_MARK if chosen == key else NO_MARK
        surplus = max(len(chosen) - len(key), 0)
        earned = Fraction(len(chosen & key) - surplus, len(key))
        return max(earned, -FULL_MARK if negative else NO_MARK)


@dataclass(frozen=True, slots=True)
class Survey(Choice):
    """One option is ticked, none is right or wrong."""

    is_scored: bool = False

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """The options without a key, whatever was ticked."""
        return [{**_without_partner(option), "is_correct": False} for option in options]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Two different options at least."""
        return text_faults(rows)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """Nothing, for nothing is right."""
        return NO_MARK


def _without_partner(option: Any) -> dict[str, Any]:
    return {name: value for name, value in option.items() if name != "match"}


SINGLE = Choice()
TRUE_FALSE = Choice(keeps_order=True)
MULTIPLE = Several()
SURVEY = Survey()
