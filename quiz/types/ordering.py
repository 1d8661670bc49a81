"""Putting in order: each option gets the number of its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from quiz.rules import Fault, Row, text_faults
from quiz.types.base import FULL_MARK, NO_MARK, PARTIAL, Item, Tokens

SIGN = "="


@dataclass(frozen=True, slots=True)
class Ordering:
    """An answer is a list of pairs: the id of an option and its place, counted from one.

    The options of the question stand in the right order. Two may have the same place for a while:
    whoever changes places passes through that, and nothing of it may be lost.
    """

    is_scored: bool = True
    is_answerable: bool = True
    shows_options: bool = True

    def is_shuffled(self, wanted: bool) -> bool:
        """Always: the order written is the right one."""
        return True

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """Options in their right order; none keeps its place and none has a partner."""
        return [
            {"id": option["id"], "text": option["text"], "is_correct": True, "is_pinned": False}
            for option in options
        ]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Two different options at least."""
        return text_faults(rows)

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The places posted as «token=place», or None for a foreign token, place or one twice."""
        known = {str(place): place for place in range(1, len(item.options) + 1)}
        places: dict[str, int] = {}
        for value in filter(None, values):
            token, _sign, number = value.partition(SIGN)
            option_id, place = tokens.options.get(token), known.get(number)
            if option_id is None or place is None or option_id in places:
                return None
            places[option_id] = place
        return [
            [option["id"], places[option["id"]]]
            for option in item.options
            if option["id"] in places
        ]

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """The places as they are posted."""
        own = tokens.of_options
        return [f"{own[option_id]}{SIGN}{place}" for option_id, place in answer]

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """With a place of its own for every option."""
        return len({place for _option_id, place in answer}) == len(item.options)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for the right order, or a share for each two that rightly follow each other."""
        places = dict(answer)
        follows = [
            one["id"] in places and places.get(next_one["id"]) == places[one["id"]] + 1
            for one, next_one in pairwise(item.options)
        ]
        earned = Fraction(sum(follows), max(len(follows), 1))
        return earned if item.marking_rule == PARTIAL or earned == FULL_MARK else NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The options by place."""
        by_place = sorted(answer, key=lambda pair: pair[1])
        return "; ".join(f"{place}. {item.texts[option_id]}" for option_id, place in by_place)

    def right_answer(self, item: Item) -> list[Any]:
        """The order of the question."""
        return [[option["id"], place] for place, option in enumerate(item.options, start=1)]

    def solution(self, item: Item) -> str:
        """The options in the right order."""
        return self.describe(item, self.right_answer(item))


ORDERING = Ordering()
