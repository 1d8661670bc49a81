"""Sums over numbers that occur several times; pure, without Django.

The database groups equal rows, so a number comes with how often it occurs. Sums are rounded once
(`fsum`), so their order changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import TypeAlias

Weighted: TypeAlias = tuple[float, int]
"""A number and how often it occurs."""

Pair: TypeAlias = tuple[float, float, int]
"""Two numbers of one attempt, and in how many attempts they occur together."""


def count(numbers: Iterable[Weighted]) -> int:
    """How many numbers there are, each as often as it occurs."""
    return sum(times for _number, times in numbers)


def mean(numbers: Sequence[Weighted]) -> float | None:
    """Their mean, None of nothing."""
    whole = count(numbers)
    return fsum(number * times for number, times in numbers) / whole if whole else None


def median(numbers: Iterable[Weighted]) -> float | None:
    """The one in the middle, or the mean of the two there; None of nothing."""
    ordered = sorted(numbers)
    whole = count(ordered)
    if not whole:
        return None
    return (_at(ordered, (whole - 1) // 2) + _at(ordered, whole // 2)) / 2


def covariance(pairs: Sequence[Pair]) -> float:
    """Over the number of pairs less one; there are two of them at least."""
    whole = sum(times for _first, _second, times in pairs)
    first_mean = fsum(first * times for first, _, times in pairs) / whole
    second_mean = fsum(second * times for _, second, times in pairs) / whole
    products = (
        (first - first_mean) * (second - second_mean) * times for first, second, times in pairs
    )
    return fsum(products) / (whole - 1)


def best_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """The same numbers paired anew: the smallest with the smallest, up to the largest."""
    seconds = _ordered((second, times) for _first, second, times in pairs)
    paired = []
    second, left = 0.0, 0
    for first, times in _ordered((first, times) for first, _second, times in pairs):
        open_times = times
        while open_times:
            if not left:
                second, left = next(seconds)
            taken = min(open_times, left)
            paired.append((first, second, taken))
            open_times, left = open_times - taken, left - taken
    return paired


def _ordered(numbers: Iterable[Weighted]) -> Iterator[Weighted]:
    return iter(sorted(numbers))


def _at(ordered: Sequence[Weighted], place: int) -> float:
    """The number at a place, counted from 0."""
    for number, times in ordered:
        if place < times:
            return number
        place -= times
    raise IndexError(place)
