"""How far people are with a duty, and how that is counted; pure, without Django."""

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass


class State(enum.IntEnum):
    """How far a person is with a duty; `PASSED` implies done."""

    NOT_STARTED = 0
    IN_PROGRESS = 1
    DONE = 2
    PASSED = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's state in one duty; `score` is in percent of the maximum, None without a score.

    `open_until` is a later end than everybody's, where the person was granted one.
    """

    state: State
    score: float | None = None
    at: datetime.datetime | None = None
    open_until: datetime.datetime | None = None


NOT_STARTED = Progress(State.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people of one unit stand where; those excused stand outside the assigned."""

    assigned: int = 0
    excused: int = 0
    not_started: int = 0
    in_progress: int = 0
    done: int = 0
    passed: int = 0
    score_sum: float = 0.0
    score_count: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.assigned + other.assigned,
            self.excused + other.excused,
            self.not_started + other.not_started,
            self.in_progress + other.in_progress,
            self.done + other.done,
            self.passed + other.passed,
            self.score_sum + other.score_sum,
            self.score_count + other.score_count,
        )

    def share(self, numerator: int) -> float | None:
        """The number in percent of those assigned; None when nobody is."""
        return 100 * numerator / self.assigned if self.assigned else None

    @property
    def average(self) -> float | None:
        """The mean score of those assigned who are done and have one."""
        return self.score_sum / self.score_count if self.score_count else None


ZERO = Counts()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people of one unit are equally far, and what their scores add up to."""

    unit_id: int
    state: State
    people: int
    is_excused: bool = False
    score_sum: float = 0.0
    score_count: int = 0

    @property
    def counts(self) -> Counts:
        """The tally as counts of its unit."""
        if self.is_excused:
            return Counts(excused=self.people)
        return Counts(
            assigned=self.people,
            not_started=self.people if self.state == State.NOT_STARTED else 0,
            in_progress=self.people if self.state == State.IN_PROGRESS else 0,
            done=self.people if self.state >= State.DONE else 0,
            passed=self.people if self.state >= State.PASSED else 0,
            score_sum=self.score_sum if self.state >= State.DONE else 0.0,
            score_count=self.score_count if self.state >= State.DONE else 0,
        )


def counted(tallies: Iterable[Tally]) -> dict[int, Counts]:
    """The counts of each unit that somebody stands in; each person is expected in one tally."""
    counts: dict[int, Counts] = {}
    for tally in tallies:
        counts[tally.unit_id] = counts.get(tally.unit_id, ZERO) + tally.counts
    return counts
