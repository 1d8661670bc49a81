"""Numbers: one that is right within a tolerance, or a prediction that nobody marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quiz.rules import Fault, Row, found
from quiz.types import numerals
from quiz.types.base import FULL_MARK, NO_MARK, Item, Tokens
from quiz.types.writing import as_accepted_form, comparable

LARGEST_PREDICTION = 10**12


@dataclass(frozen=True, slots=True)
class Number:
    """A number; the options of the question are the numbers that are right.

    An answer is the list with the number as text. The unit may be written behind it, another one
    may not.
    """

    is_scored: bool = True
    is_answerable: bool = True
    shows_options: bool = False

    def is_shuffled(self, wanted: bool) -> bool:
        """Nothing is shown that could be."""
        return False

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """Every option as a right number, ticked or not."""
        return [as_accepted_form(option) for option in options]

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """One number at least, and nothing but numbers."""
        numbers = [numerals.read(row.text) for row in rows]
        is_readable = all(number is not None and not number[1] for number in numbers)
        return found([(not rows, Fault.NO_FORM), (not is_readable, Fault.NOT_A_NUMBER)])

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The number, or None where none can be read or another unit follows it."""
        text = "".join(values).strip()
        if len(values) > 1:
            return None
        if not text:
            return []
        read = numerals.read(text)
        if read is None or not _is_unit(read[1], item.unit):
            return None
        return [numerals.canonical(read[0])]

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """The number as it is typed here."""
        return [numerals.typed(Decimal(number)) for number in answer]

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """With any number."""
        return bool(answer)

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """One mark for a number that is not further from a right one than the tolerance."""
        if not answer:
            return NO_MARK
        given, tolerance = Fraction(answer[0]), Fraction(item.tolerance or 0)
        is_right = any(abs(given - Fraction(right)) <= tolerance for right in _right(item))
        return FULL_MARK if is_right else NO_MARK

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The number as it was understood, with its unit."""
        return "".join(_with_unit(numerals.shown(Decimal(number)), item.unit) for number in answer)

    def right_answer(self, item: Item) -> list[Any]:
        """The right number named first."""
        return [numerals.canonical(number) for number in _right(item)][:1]

    def solution(self, item: Item) -> str:
        """All right numbers, with tolerance and unit."""
        numbers = " / ".join(numerals.shown(number) for number in _right(item))
        if item.tolerance:
            numbers = f"{numbers} (± {numerals.shown(item.tolerance)})"
        return _with_unit(numbers, item.unit)


@dataclass(frozen=True, slots=True)
class Prediction(Number):
    """A whole number that says what somebody expects; it is not marked."""

    is_scored: bool = False

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """No options: what comes true is not known yet."""
        return []

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """None: the stem says it all."""
        return []

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The number if it is whole and not below zero."""
        answer = Number.parse(self, values, item, tokens)
        if not answer:
            return answer
        number = Decimal(answer[0])
        is_whole = number == number.to_integral_value() and 0 <= number <= LARGEST_PREDICTION
        return answer if is_whole else None

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """Nothing, for nobody knows yet what is right."""
        return NO_MARK

    def right_answer(self, item: Item) -> list[Any]:
        """None: nobody knows yet."""
        return []

    def solution(self, item: Item) -> str:
        """Empty, for nobody knows yet."""
        return ""


def _right(item: Item) -> list[Decimal]:
    read = [numerals.read(option["text"]) for option in item.options]
    return [number[0] for number in read if number is not None]


def _is_unit(written: str, unit: str) -> bool:
    """Whether what follows a number is nothing, or the unit in any case, with marks or without."""
    if not written:
        return True
    return bool(unit) and comparable(written) == comparable(unit)


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit else number


NUMBER = Number()
PREDICTION = Prediction()
