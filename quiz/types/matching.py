"""Matching: each option on the left belongs to one on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.rules import MINIMUM_OPTIONS, Fault, Row, alike, found, text_faults
from quiz.types.base import FULL_MARK, NO_MARK, PARTIAL, Item, Tokens

SIGN = "="


@dataclass(frozen=True, slots=True)
class Matching:
    """An answer is a list of pairs: the id of an option, and that of the one whose partner it got.

    Several options may have the same partner; it is offered once, under the first of them.
    """

    is_scored: bool = True
    is_answerable: bool = True
    shows_options: bool = True

    def is_shuffled(self, wanted: bool) -> bool:
        """The left side as the quiz wants it; the right side has an order of its own anyway."""
        return wanted

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """Options with their partners; there is no key beside them."""
        return [
            {
                "id": option["id"],
                "text": option["text"],
                "is_correct": True,
                "is_pinned": False,
                "match": option.get("match", ""),
            }
            for option in options
        ]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Two different options at least, each with a partner, and not all with the same."""
        partners = [alike(row.match) for row in rows]
        is_trivial = len(rows) >= MINIMUM_OPTIONS and all(partners) and len(set(partners)) == 1
        return text_faults(rows) + found(
            [
                (not all(partners), Fault.WITHOUT_PARTNER),
                (is_trivial, Fault.ONE_PARTNER),
            ]
        )

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The pairs posted as «left=right», or None for foreign tokens or a left side twice."""
        chosen: dict[str, str] = {}
        for value in filter(None, values):
            left, _sign, right = value.partition(SIGN)
            left_id, right_id = tokens.options.get(left), tokens.matches.get(right)
            if left_id is None or right_id is None or left_id in chosen:
                return None
            chosen[left_id] = right_id
        first = first_with_partner(item)
        return [
            [option["id"], first[chosen[option["id"]]]]
            for option in item.options
            if option["id"] in chosen
        ]

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """The pairs as they are posted."""
        left, right = tokens.of_options, tokens.of_matches
        return [f"{left[one]}{SIGN}{right[other]}" for one, other in answer]

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """With a partner for every option."""
        return len(answer) == len(item.options)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for all pairs, or a share for each right one."""
        right = self.right_answer(item)
        earned = Fraction(sum(list(pair) in right for pair in answer), max(len(right), 1))
        return earned if item.marking_rule == PARTIAL or earned == FULL_MARK else NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The pairs as texts."""
        texts, partners = item.texts, partners_of(item)
        return "; ".join(f"{texts[one]} → {partners[other]}" for one, other in answer)

    def right_answer(self, item: Item) -> list[Any]:
        """Every option with its own partner."""
        first = first_with_partner(item)
        return [[option["id"], first[option["id"]]] for option in item.options]

    def solution(self, item: Item) -> str:
        """The right pairs as texts."""
        return self.describe(item, self.right_answer(item))


def partners_of(item: Item) -> Mapping[str, str]:
    """The texts of the right side by option id."""
    return {option["id"]: option.get("match", "") for option in item.options}


def first_with_partner(item: Item) -> Mapping[str, str]:
    """For each option id the id of the first option that has the same partner."""
    first: dict[str, str] = {}
    for option in item.options:
        first.setdefault(alike(option.get("match", "")), option["id"])
    return {option["id"]: first[alike(option.get("match", ""))] for option in item.options}


MATCHING = Matching()
