"""How well a question works, from the marks of those who answered it; pure, without Django.

The formulas are Moodle's. *Facility* is the mean mark as a share of the maximum. The
*discrimination index* says how far those who did well elsewhere in the attempt did well here, the
*discriminative efficiency* the same as a share of what the marks allow at best. The *effective
weight* is how much of the differences between results comes from the question.
"""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from quiz.understanding.weights import Pair, best_pairs, count, covariance, mean

ENOUGH = 30
Z_95 = 1.96


class Answers(NamedTuple):
    """Equal answers: their mark, what else the attempt earned, and in how many attempts.

    The rest is None where there is nothing else in the attempt.
    """

    mark: float
    rest: float | None
    attempts: int


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


def item_statistics(answers: Sequence[Answers], *, maximum: float = 1) -> ItemStatistics:
    """The figures from the answers of all attempts.

    Facility, standard deviation and variance of the mark are those of all answers, the others
    those of answers with a rest.
    """
    marks = [(one.mark, one.attempts) for one in answers]
    attempts, mean_mark = count(marks), mean(marks)
    facility = mean_mark / maximum if mean_mark is not None and maximum else None
    if attempts < 2:
        return ItemStatistics(attempts, facility, *[None] * 7)
    mark_variance = covariance([(one.mark, one.mark, one.attempts) for one in answers])
    pairs = [(one.mark, one.rest, one.attempts) for one in answers if one.rest is not None]
    return ItemStatistics(
        attempts,
        facility,
        sqrt(mark_variance),
        mark_variance,
        *_with_rest(pairs),
    )


def _with_rest(pairs: Sequence[Pair]) -> Sequence[float | None]:
    """Variance of the rest, covariance with the mark, its maximum, and the two percentages."""
    if sum(times for _mark, _rest, times in pairs) < 2:
        return [None] * 5
    mark_variance = covariance([(mark, mark, times) for mark, _rest, times in pairs])
    rest_variance = covariance([(rest, rest, times) for _mark, rest, times in pairs])
    common, at_best = covariance(pairs), covariance(best_pairs(pairs))
    return [
        rest_variance,
        common,
        at_best,
        _share(common, sqrt(mark_variance * rest_variance)),
        _share(common, at_best),
    ]


def rest_share(mark: float, score: float, maximum: float, *, is_fixed: bool) -> float | None:
    """What else an attempt earned, as a share of what there was to earn; None where nothing was.

    Of a question that everybody gets, its own mark is taken away from the score. Where each attempt
    drew its own questions the score stays whole, as Moodle has it for sub-questions.
    """
    if maximum <= 1:
        return None
    return (score - mark) / (maximum - 1) if is_fixed else score / maximum


def effective_weights(covariances: Sequence[float]) -> list[float | None]:
    """Of each question the share in percent, from the covariances of its mark with the result.

    A question with a negative one has none and does not count for the others.
    """
    roots = [sqrt(one) if one >= 0 else None for one in covariances]
    whole = fsum(root for root in roots if root is not None)
    return [None if root is None else _share(root, whole) for root in roots]


def interval(earned: float, attempts: int) -> tuple[float, float]:
    """Between which shares the true one lies in 95 of 100 cases (Wilson's interval).

    `earned` counts right answers. Shares of marks may be counted too: they vary less than right and
    wrong, so the interval is then rather too wide than too narrow. It is one of shares, so what is
    below nothing counts as nothing.
    """
    if not attempts:
        return 0.0, 1.0
    share, square = min(max(earned / attempts, 0.0), 1.0), Z_95**2
    middle = (share + square / (2 * attempts)) / (1 + square / attempts)
    width = sqrt(share * (1 - share) / attempts + square / (4 * attempts**2)) * Z_95
    half = width / (1 + square / attempts)
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(part: float, whole: float) -> float | None:
    """In percent; None where the whole is nothing, rounding errors aside."""
    return 100 * part / whole if whole > 1e-12 else None
