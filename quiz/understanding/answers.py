"""What the figures rest on, grouped: equal results and equal answers stand in one row each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from quiz.marking import percent
from quiz.understanding.topics import Earned
from quiz.understanding.weights import Weighted


def in_percent(score: Decimal, maximum: Decimal) -> float:
    """The score in percent of the maximum; zero for an attempt without marks."""
    return float(percent(score, maximum))


class ResultRow(NamedTuple):
    """Attempts with the same result; score and maximum are in marks.

    `people` counts those whose first attempt stands in the row, so that each counts in one row.
    """

    score: Decimal
    maximum: Decimal
    is_passed: bool
    attempts: int
    people: int

    @property
    def percent(self) -> float:
        """The score in percent of the maximum."""
        return in_percent(self.score, self.maximum)


class AnswerRow(NamedTuple):
    """Attempts that gave the same answer to the same version and have the same result.

    `mark` is None where the question counts for nobody any more.
    """

    version_id: int
    mark: Decimal | None
    score: Decimal
    maximum: Decimal
    answer: list[Any]
    attempts: int

    @property
    def percent(self) -> float:
        """The score of the attempts in percent of the maximum."""
        return in_percent(self.score, self.maximum)


class UnitResult(NamedTuple):
    """People of one unit, without those below it, with the same result."""

    unit_id: int
    result: ResultRow


class UnitMarks(NamedTuple):
    """What people of one unit, without those below it, earned in one topic."""

    unit_id: int
    topic_id: int
    topic: str
    marks: float
    maximum: int
    people: int


@dataclass(frozen=True)
class AnsweredSample:
    """The attempts of one sample: results, answers, times.

    By version, `seconds` has the times of its answers and `people` how many answered it, the latter
    only where somebody may stand in the sample several times; nobody stands there more often than
    `most_by_one` times. `corrections` are those of the keys and `topics` what topics were called
    when this was written down, None where they are as they stand.
    """

    results: Sequence[ResultRow] = field(repr=False)
    answers: Sequence[AnswerRow] = field(repr=False)
    seconds: Mapping[int, Sequence[Weighted]] = field(repr=False)
    people: Mapping[int, int] = field(repr=False)
    most_by_one: int = 1
    corrections: Mapping[int, Any] | None = field(default=None, repr=False)
    topics: Mapping[int, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class AnsweredByUnit:
    """The attempts that count, unit by unit; `earned` is what all people earned by version."""

    results: Sequence[UnitResult] = field(repr=False)
    marks: Sequence[UnitMarks] = field(repr=False)
    earned: Mapping[int, Earned] = field(repr=False)
