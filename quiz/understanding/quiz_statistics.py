"""How well a whole quiz measures, from the results of its attempts; pure, without Django.

The formulas are Moodle's: moments over the number of attempts, from them the unbiased `k`
statistics, and *internal consistency* as Cronbach's alpha in percent, which can be negative. The
*error ratio* says how much of the differences between results is chance, the *standard error* how
far a result may be from what the person would reach in the mean.
"""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from quiz.understanding.weights import Weighted, count, mean, median

NOTHING = 1e-12


class QuizStatistics(NamedTuple):
    """Figures of one quiz in the unit of its results; None where a figure means nothing.

    Internal consistency and error ratio are in percent.
    """

    attempts: int
    mean: float | None
    median: float | None
    standard_deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    internal_consistency: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None


def quiz_statistics(
    results: Sequence[Weighted], mark_variances: Sequence[float] | None = None
) -> QuizStatistics:
    """The figures from the results of all attempts and the variance of the marks of each question.

    Without variances there is no internal consistency: alpha compares the same questions across
    all attempts and means nothing where each attempt drew its own.
    """
    attempts, middle = count(results), mean(results)
    if middle is None or attempts < 2:
        return QuizStatistics(attempts, middle, median(results))
    second, third, fourth = _k_statistics(results, attempts, middle)
    deviation = sqrt(second)
    varies = second > NOTHING
    consistency = _consistency(mark_variances, second) if varies and attempts > 2 else None
    error_ratio = None if consistency is None else 100 * sqrt(max(1 - consistency / 100, 0.0))
    return QuizStatistics(
        attempts=attempts,
        mean=middle,
        median=median(results),
        standard_deviation=deviation,
        skewness=third / second**1.5 if varies and third is not None else None,
        kurtosis=fourth / second**2 if varies and fourth is not None else None,
        internal_consistency=consistency,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None else error_ratio * deviation / 100,
    )


def _k_statistics(
    results: Sequence[Weighted], attempts: int, middle: float
) -> tuple[float, float | None, float | None]:
    """k2, k3 (from three attempts) and k4 (from four)."""
    s = attempts
    m2, m3, m4 = (
        fsum((result - middle) ** power * times for result, times in results) / s
        for power in (2, 3, 4)
    )
    k2 = s * m2 / (s - 1)
    if s < 3:
        return k2, None, None
    k3 = s**2 * m3 / ((s - 1) * (s - 2))
    if s < 4:
        return k2, k3, None
    k4 = s**2 * ((s + 1) * m4 - 3 * (s - 1) * m2**2) / ((s - 1) * (s - 2) * (s - 3))
    return k2, k3, k4


def _consistency(mark_variances: Sequence[float] | None, k2: float) -> float | None:
    """Cronbach's alpha in percent; None for fewer than two questions."""
    if mark_variances is None or len(mark_variances) < 2:
        return None
    places = len(mark_variances)
    return 100 * places / (places - 1) * (1 - fsum(mark_variances) / k2)
