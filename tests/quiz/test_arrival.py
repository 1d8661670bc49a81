"""A request is as late as its arrival, not as its turn."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory

from quiz.arrival import ARRIVED_AT, arrival_of

NOW = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)


def moment(seconds: float) -> float:
    """The Unix time so many seconds from now."""
    return NOW.timestamp() + seconds


def stamp(seconds: float) -> str:
    """What the proxy writes."""
    return f"t={moment(seconds):.3f}"


@pytest.mark.parametrize(
    ("trusted", "header", "noted", "expected"),
    [
        (True, "", None, 0),
        (True, stamp(-3), None, -3),
        (False, stamp(-3), None, 0),
        (True, stamp(-61), None, 0),
        (True, stamp(1), None, 0),
        (True, "t=abc", None, 0),
        (False, "", moment(-3), -3),
        (False, stamp(-9), moment(-3), -3),
        (True, stamp(-9), moment(-3), -9),
        (True, stamp(5), moment(-3), -3),
        (False, "", moment(-61), 0),
        (False, "", moment(1), 0),
        (False, "", "abc", 0),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_the_earliest_believable_note_counts(
    settings: Any, trusted: bool, header: str, noted: Any, expected: float
) -> None:
    settings.QUIZ_TRUST_ARRIVAL_HEADER = trusted
    request = RequestFactory().get("/", headers={"X-Request-Start": header} if header else {})
    request.META[ARRIVED_AT] = noted
    assert (arrival_of(request) - NOW).total_seconds() == pytest.approx(expected, abs=0.001)
