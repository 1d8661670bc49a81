from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.reports.shares import one_decimal, rate, shares

parts_of_something = st.lists(st.integers(0, 100_000), min_size=1, max_size=6).filter(any)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((18, 2, 4), ("75.0", "8.3", "16.7")),
        ((1, 1, 1), ("33.4", "33.3", "33.3")),
        ((0, 0, 7), ("0.0", "0.0", "100.0")),
        ((1, 1, 5), ("14.3", "14.3", "71.4")),
        ((2, 1, 0), ("66.7", "33.3", "0.0")),
    ],
)
def test_shares_of_usual_figures(parts, expected):
    assert shares(parts) == tuple(Decimal(share) for share in expected)


def test_nothing_has_no_share():
    assert shares((0, 0, 0)) is None


@given(parts_of_something)
def test_shares_add_up_to_one_hundred(parts):
    assert sum(shares(parts)) == 100


@given(parts_of_something)
def test_a_share_is_less_than_a_tenth_away_from_the_truth(parts):
    total = sum(parts)
    for part, share in zip(parts, shares(parts), strict=True):
        assert abs(share * total - part * 100) < Decimal("0.1") * total


@given(parts_of_something)
def test_more_people_never_have_the_smaller_share(parts):
    ordered = [share for _, share in sorted(zip(parts, shares(parts), strict=True))]
    assert ordered == sorted(ordered)


@given(parts_of_something)
def test_nobody_has_no_share_and_everybody_the_whole(parts):
    for part, share in zip(parts, shares(parts), strict=True):
        if part == 0:
            assert share == 0
        if part == sum(parts):
            assert share == 100


@pytest.mark.parametrize(
    ("value", "expected"), [(78.25, "78.3"), (78.249, "78.2"), (0.05, "0.1"), (100.0, "100.0")]
)
def test_one_decimal_rounds_halves_up(value, expected):
    assert one_decimal(value) == Decimal(expected)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 14, "7.1"),
        (2, 28, "7.1"),
        (12, 170, "7.1"),
        (1, 3, "33.3"),
        (1, 2000, "0.1"),
        (5, 5, "100.0"),
    ],
)
def test_a_rate_is_rounded_by_itself(part, whole, expected):
    assert rate(part, whole) == Decimal(expected)


def test_nothing_has_no_rate():
    assert rate(0, 0) is None


@given(st.integers(0, 1000), st.integers(1, 1000), st.integers(1, 50))
def test_equal_rates_read_alike(part, more, times):
    whole = part + more
    assert rate(part, whole) == rate(part * times, whole * times)
