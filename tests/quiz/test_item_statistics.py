"""Figures of a question agree with those published for Moodle's own fixture."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.item_statistics import interval, item_statistics

VECTOR = json.loads((Path(__file__).parent / "data" / "statistics-vector.json").read_text())
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


@pytest.mark.parametrize("expected", VECTOR["items"], ids=lambda item: f"slot {item['slot']}")
def test_the_figures_of_the_fixture(expected):
    place = expected["slot"] - 1
    marks = [row[place] for row in VECTOR["marks"]]
    rests = [sum(row) - row[place] for row in VECTOR["marks"]]
    figures = item_statistics(marks, rests, maximum=VECTOR["maximum_marks"][place])
    for theirs, ours in NAMES.items():
        assert getattr(figures, ours) == pytest.approx(expected[theirs], abs=1e-8), ours


@pytest.mark.parametrize(
    ("marks", "rests", "names"),
    [
        ([], [], ("facility", "covariance", "discrimination_index")),
        ([1], [3], ("covariance", "discrimination_index", "discriminative_efficiency")),
        ([1, 1, 1], [3, 2, 1], ("discrimination_index", "discriminative_efficiency")),
        ([1, 0, 1], [2, 2, 2], ("discrimination_index", "discriminative_efficiency")),
    ],
)
def test_what_means_nothing_is_nothing(marks, rests, names):
    figures = item_statistics(marks, rests)
    assert [getattr(figures, name) for name in names] == [None] * len(names)


MARKS = st.lists(st.tuples(st.sampled_from([0, 0.5, 1]), st.floats(0, 20)), min_size=2)


@given(MARKS)
def test_nothing_discriminates_better_than_the_best(rows):
    figures = item_statistics([mark for mark, _ in rows], [rest for _, rest in rows])
    assert 0 <= figures.facility <= 1
    for share in (figures.discrimination_index, figures.discriminative_efficiency):
        assert share is None or share <= 100.000001


@pytest.mark.parametrize(
    ("right", "count", "expected"),
    [(0, 0, (0, 1)), (15, 30, (0.332, 0.668)), (30, 30, (0.886, 1)), (0, 30, (0, 0.114))],
)
def test_the_interval(right, count, expected):
    assert interval(right, count) == pytest.approx(expected, abs=0.001)
