"""Figures of questions and quizzes agree with those published for Moodle's own fixture."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.understanding.item_statistics import (
    Answers,
    effective_weights,
    interval,
    item_statistics,
)
from quiz.understanding.quiz_statistics import quiz_statistics
from quiz.understanding.weights import best_pairs, covariance, mean, median

VECTOR = json.loads((Path(__file__).parents[1] / "data" / "statistics-vector.json").read_text())
NAMES = {
    "facility": "facility",
    "sd": "standard_deviation",
    "covariance": "covariance",
    "markvariance": "mark_variance",
    "othermarkvariance": "rest_variance",
    "discriminationindex": "discrimination_index",
    "covariancemax": "covariance_max",
    "discriminativeefficiency": "discriminative_efficiency",
}
ITEM_TOLERANCE = 1e-8
QUIZ_TOLERANCE = 1e-5


def one_by_one(pairs):
    return [Answers(mark, rest, 1) for mark, rest in pairs]


def grouped(pairs):
    return [Answers(mark, rest, times) for (mark, rest), times in Counter(pairs).items()]


def told(figures):
    return {name: value for name, value in figures._asdict().items() if value is not None}


def pairs_of(place):
    return [(row[place], sum(row) - row[place]) for row in VECTOR["marks"]]


class TestFixture:
    @pytest.mark.parametrize("expected", VECTOR["items"], ids=lambda item: f"slot {item['slot']}")
    def test_questions(self, expected):
        place = expected["slot"] - 1
        figures = item_statistics(grouped(pairs_of(place)), maximum=VECTOR["maximum_marks"][place])
        for theirs, ours in NAMES.items():
            found = getattr(figures, ours)
            assert found == pytest.approx(expected[theirs], abs=ITEM_TOLERANCE), ours

    def test_effective_weights(self):
        covariances = [
            covariance([(row[place], sum(row), 1) for row in VECTOR["marks"]])
            for place in range(len(VECTOR["maximum_marks"]))
        ]
        expected = [item["effectiveweight"] for item in VECTOR["items"]]
        assert effective_weights(covariances) == pytest.approx(expected, abs=ITEM_TOLERANCE)

    @pytest.mark.parametrize("figure", sorted(VECTOR["quiz"]))
    def test_quiz(self, figure):
        results = Counter(sum(row) for row in VECTOR["marks"])
        variances = [
            item_statistics(one_by_one(pairs_of(place))).mark_variance
            for place in range(len(VECTOR["maximum_marks"]))
        ]
        figures = quiz_statistics(list(results.items()), variances)
        expected = pytest.approx(VECTOR["quiz"][figure], rel=QUIZ_TOLERANCE)
        assert getattr(figures, figure) == expected


@pytest.mark.parametrize(
    ("pairs", "names"),
    [
        ([], ("facility", "standard_deviation", "covariance", "discrimination_index")),
        ([(1, 3)], ("standard_deviation", "covariance", "discrimination_index")),
        ([(1, 3), (1, 2), (1, 1)], ("discrimination_index", "discriminative_efficiency")),
        ([(1, 2), (0, 2), (1, 2)], ("discrimination_index", "discriminative_efficiency")),
        ([(1, None), (0, None)], ("rest_variance", "covariance", "discrimination_index")),
        ([(1, None), (0, 2)], ("rest_variance", "covariance", "discrimination_index")),
    ],
)
def test_what_means_nothing_of_a_question_is_nothing(pairs, names):
    figures = item_statistics(one_by_one(pairs))
    assert [getattr(figures, name) for name in names] == [None] * len(names)


def test_a_question_alone_in_its_attempts_still_has_its_facility():
    figures = item_statistics([Answers(1, None, 3), Answers(0, None, 1)])
    assert (figures.attempts, figures.facility) == (4, 0.75)
    assert figures.mark_variance == pytest.approx(0.25)


def test_a_maximum_of_nothing_has_no_facility():
    assert item_statistics(one_by_one([(0, 1), (0, 2)]), maximum=0).facility is None


@pytest.mark.parametrize(
    ("results", "absent"),
    [
        ([], ("mean", "median", "standard_deviation", "internal_consistency")),
        ([4], ("standard_deviation", "skewness", "internal_consistency")),
        ([4, 5], ("skewness", "kurtosis", "internal_consistency", "standard_error")),
        ([4, 5, 5], ("kurtosis",)),
        ([4, 4, 4, 4], ("skewness", "kurtosis", "internal_consistency", "error_ratio")),
    ],
)
def test_what_means_nothing_of_a_quiz_is_nothing(results, absent):
    figures = quiz_statistics([(result, 1) for result in results], [0.25, 0.25])
    assert told(figures).keys().isdisjoint(absent)


@pytest.mark.parametrize("variances", [None, [], [0.25]])
def test_without_the_same_questions_for_all_there_is_no_consistency(variances):
    figures = quiz_statistics([(1, 5), (2, 5), (3, 5)], variances)
    assert figures.skewness is not None
    assert figures.internal_consistency is None
    assert figures.standard_error is None


def test_perfectly_consistent_questions_leave_no_error():
    marks = [0, 1] * 10
    variance = covariance([(mark, mark, 1) for mark in marks])
    figures = quiz_statistics([(mark * 3, 1) for mark in marks], [variance] * 3)
    assert figures.internal_consistency == pytest.approx(100)
    assert figures.error_ratio == pytest.approx(0, abs=1e-5)


MARKS = st.sampled_from([-0.5, 0.0, 0.25, 0.5, 1.0])
PAIRS = st.lists(st.tuples(MARKS, st.integers(0, 20).map(float)), min_size=2, max_size=40)


@given(PAIRS, st.randoms(use_true_random=False))
def test_neither_grouping_nor_order_changes_a_figure(pairs, chance):
    shuffled = random.Random(chance.random()).sample(pairs, len(pairs))
    first, second = item_statistics(one_by_one(pairs)), item_statistics(grouped(shuffled))
    assert told(second) == pytest.approx(told(first), abs=1e-9)
    results = [(mark + rest, 1) for mark, rest in pairs]
    together = list(Counter(mark + rest for mark, rest in shuffled).items())
    assert told(quiz_statistics(together, [0.2, 0.3])) == pytest.approx(
        told(quiz_statistics(results, [0.2, 0.3])), rel=1e-6, abs=1e-6
    )


@given(PAIRS)
def test_order_alone_changes_nothing_at_all(pairs):
    assert item_statistics(one_by_one(pairs)) == item_statistics(one_by_one(pairs[::-1]))


@given(PAIRS)
def test_figures_stay_within_their_bounds(pairs):
    figures = item_statistics(grouped(pairs))
    assert -0.5 <= figures.facility <= 1
    for share in (figures.discrimination_index, figures.discriminative_efficiency):
        assert share is None or share <= 100.000001
    index = figures.discrimination_index
    assert index is None or index >= -100.000001
    assert figures.covariance <= figures.covariance_max + 1e-9


@given(PAIRS)
def test_the_best_pairing_keeps_every_number(pairs):
    weighted = [(mark, rest, times) for (mark, rest), times in Counter(pairs).items()]
    best = best_pairs(weighted)
    unfolded = [(mark, rest) for mark, rest, times in best for _ in range(times)]
    assert unfolded == list(
        zip(sorted(mark for mark, _ in pairs), sorted(rest for _, rest in pairs), strict=True)
    )


@given(st.lists(st.floats(-100, 100).map(lambda number: round(number, 3)), min_size=1))
def test_mean_and_median_lie_among_the_numbers(numbers):
    weighted = list(Counter(numbers).items())
    ordered = sorted(numbers)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert median(weighted) == middle
    assert ordered[0] - 1e-9 <= mean(weighted) <= ordered[-1] + 1e-9


@given(st.lists(st.floats(-1, 1), max_size=8))
def test_effective_weights_share_out_the_whole(covariances):
    weights = effective_weights(covariances)
    present = [weight for weight in weights if weight is not None]
    assert all(0 <= weight <= 100.000001 for weight in present)
    assert not present or sum(present) == pytest.approx(100)


@pytest.mark.parametrize(
    ("earned", "attempts", "expected"),
    [
        (0, 0, (0, 1)),
        (15, 30, (0.332, 0.668)),
        (30, 30, (0.886, 1)),
        (0, 30, (0, 0.114)),
        (-3.5, 30, (0, 0.114)),
        (30.4, 30, (0.886, 1)),
    ],
)
def test_the_interval(earned, attempts, expected):
    assert interval(earned, attempts) == pytest.approx(expected, abs=0.001)
