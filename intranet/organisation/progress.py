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
class Standing:
    """One person in the count: the unit, how far, and whether excused."""

    unit_id: int
    progress: Progress
    is_excused: bool = False


@dataclass(slots=True)
class _Tally:
    """Counts of one unit while they grow."""

    excused: int
    states: list[int]
    score_sum: float
    score_count: int

    def add(self, standing: Standing) -> None:
        if standing.is_excused:
            self.excused += 1
            return
        progress = standing.progress
        self.states[progress.state] += 1
        if progress.score is not None and progress.state >= State.DONE:
            self.score_sum += progress.score
            self.score_count += 1

    def counts(self) -> Counts:
        not_started, in_progress, done, passed = self.states
        return Counts(
            assigned=sum(self.states),
            excused=self.excused,
            not_started=not_started,
            in_progress=in_progress,
            done=done + passed,
            passed=passed,
            score_sum=self.score_sum,
            score_count=self.score_count,
        )


def counted(standings: Iterable[Standing]) -> dict[int, Counts]:
    """The counts of each unit that somebody stands in; each person is expected once."""
    tallies: dict[int, _Tally] = {}
    for standing in standings:
        tally = tallies.get(standing.unit_id)
        if tally is None:
            tally = tallies[standing.unit_id] = _Tally(0, [0] * len(State), 0.0, 0)
        tally.add(standing)
    return {unit_id: tally.counts() for unit_id, tally in tallies.items()}
