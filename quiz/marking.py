"""How marks become a result; pure, without Django.

Exact arithmetic throughout: marks are fractions, rounded only where they are stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

STORED_STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an attempt in marks, and whether it reaches the pass mark."""

    score: Fraction
    maximum: Fraction
    is_passed: bool


def outcome(marks: Iterable[Fraction], *, maximum: int | Decimal, pass_mark: int) -> Outcome:
    """Add up the marks and compare them with the pass mark, which is in percent of the maximum.

    Marks below zero, where a quiz has them, take away from others, but no result is below zero.
    """
    score = max(sum(marks, Fraction(0)), Fraction(0))
    whole = Fraction(maximum)
    return Outcome(score, whole, is_passed=score * 100 >= whole * pass_mark)


def stored(value: Fraction) -> Decimal:
    """A mark or score as it is stored, with six decimal places."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(STORED_STEP)


def percent(score: Decimal, maximum: Decimal) -> Decimal:
    """The score in percent of the maximum; zero for an attempt without marks."""
    return score * 100 / maximum if maximum else Decimal(0)


def marks_needed(maximum: Decimal | int, pass_mark: int) -> int:
    """How many right answers at one mark each reach the pass mark."""
    return ceil(Decimal(maximum) * pass_mark / 100)
