"""How an answer becomes a mark, and marks a result; pure, without Django.

Exact arithmetic throughout: a mark is a Decimal between 0 and 1, never below zero.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

ALL_OR_NOTHING = "all_or_nothing"
FULL_MARK = Decimal(1)
NO_MARK = Decimal(0)


def _all_or_nothing(key: frozenset[str], chosen: frozenset[str]) -> Decimal:
    """One mark for exactly the right options, else none: ticking everything gains nothing."""
    return FULL_MARK if key and chosen == key else NO_MARK


_RULES: dict[str, Callable[[frozenset[str], frozenset[str]], Decimal]] = {
    ALL_OR_NOTHING: _all_or_nothing,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an attempt in marks, and whether it reaches the pass mark."""

    score: Decimal
    maximum: Decimal
    is_passed: bool


def mark(rule: str, *, key: Collection[str], chosen: Collection[str]) -> Decimal:
    """The mark for the chosen options under a rule; an unknown rule is a KeyError."""
    return _RULES[rule](frozenset(key), frozenset(chosen))


def outcome(marks: Iterable[Decimal], *, maximum: Decimal, pass_mark: int) -> Outcome:
    """Add up the marks and compare them with the pass mark, which is in percent of the maximum."""
    score = sum(marks, NO_MARK)
    return Outcome(score, maximum, is_passed=score * 100 >= maximum * pass_mark)


def percent(score: Decimal, maximum: Decimal) -> Decimal:
    """The score in percent of the maximum; zero for an attempt without marks."""
    return score * 100 / maximum if maximum else NO_MARK


def marks_needed(maximum: Decimal | int, pass_mark: int) -> int:
    """How many right answers at one mark each reach the pass mark."""
    return ceil(Decimal(maximum) * pass_mark / 100)


def acceptable(
    posted: Collection[str], *, option_ids: Sequence[str], several: bool
) -> list[str] | None:
    """The chosen options in the order shown, or None when the question has no such answer."""
    chosen = set(posted)
    if not chosen <= set(option_ids) or (len(chosen) > 1 and not several):
        return None
    return [option_id for option_id in option_ids if option_id in chosen]
