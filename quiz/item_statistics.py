"""How well a question works, from the marks of those who answered it; pure, without Django.

The formulas are Moodle's. *Facility* is the mean mark as a share of the maximum. The
*discrimination index* says how far those who did well elsewhere in the attempt did well here, the
*discriminative efficiency* the same as a share of what the marks allow at best.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

ENOUGH = 30
Z_95 = 1.96


class ItemStatistics(NamedTuple):
    """Figures of one question; None where a figure means nothing. Percentages run to 100."""

    attempts: int
    facility: float | None
    standard_deviation: float | None
    mark_variance: float | None
    rest_variance: float | None
    covariance: float | None
    covariance_max: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None


def item_statistics(
    marks: Sequence[float], rests: Sequence[float], *, maximum: float = 1
) -> ItemStatistics:
    """The figures from the mark and the rest of the marks of each attempt, in the same order."""
    count = len(marks)
    facility = sum(marks) / count / maximum if count and maximum else None
    if count < 2:
        return ItemStatistics(count, facility, *[None] * 7)
    mark_variance, rest_variance = _covariance(marks, marks), _covariance(rests, rests)
    covariance = _covariance(marks, rests)
    covariance_max = _covariance(sorted(marks), sorted(rests))
    return ItemStatistics(
        attempts=count,
        facility=facility,
        standard_deviation=sqrt(mark_variance),
        mark_variance=mark_variance,
        rest_variance=rest_variance,
        covariance=covariance,
        covariance_max=covariance_max,
        discrimination_index=_share(covariance, sqrt(mark_variance * rest_variance)),
        discriminative_efficiency=_share(covariance, covariance_max),
    )


def interval(right: int, count: int) -> tuple[float, float]:
    """Between which shares the true one lies in 95 of 100 cases (Wilson's interval)."""
    if not count:
        return 0.0, 1.0
    share, square = right / count, Z_95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    width = sqrt(share * (1 - share) / count + square / (4 * count**2)) * Z_95
    half = width / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """Over the number of attempts less one."""
    first_mean, second_mean = sum(first) / len(first), sum(second) / len(second)
    pairs = zip(first, second, strict=True)
    return sum((x - first_mean) * (y - second_mean) for x, y in pairs) / (len(first) - 1)


def _share(part: float, whole: float) -> float | None:
    """In percent; None where the whole is nothing, rounding errors aside."""
    return 100 * part / whole if whole > 1e-12 else None
