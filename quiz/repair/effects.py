"""What re-marking changes, for people and for their places; pure, without Django.

The preview and the act itself count with this, so that what was agreed to is what happens.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quiz.grading import Finished, counting
from quiz.marking import percent
from quiz.ranking import Standing, places

TOP = 10  # places that people talk about


@dataclass(frozen=True, slots=True)
class Result:
    """The frozen result of an attempt."""

    score: Decimal
    maximum: Decimal
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Sat:
    """A finished attempt as far as its place is concerned."""

    pk: int
    quiz_id: int
    person_id: int
    number: int
    started_at: datetime.datetime
    finished_at: datetime.datetime
    result: Result

    @property
    def finished(self) -> Finished:
        """The attempt as the rules of counting see it."""
        share = percent(self.result.score, self.result.maximum)
        return Finished(self.number, share, self.result.is_passed, self.finished_at)


@dataclass(frozen=True, slots=True)
class QuizEffect:
    """What changes in one quiz, by the attempt of each person that counts.

    `attempts` are those in which the question was asked, `changed` those whose result changes.
    People stand there by id; `moves` are changes among the first places: person, before, after.
    """

    quiz_id: int
    attempts: int = 0
    changed: int = 0
    up: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    to_passed: list[int] = field(default_factory=list)
    to_failed: list[int] = field(default_factory=list)
    moves: list[tuple[int, int, int]] = field(default_factory=list)


def quiz_effects(
    sat: Iterable[Sat], after: Mapping[int, Result], methods: Mapping[int, str]
) -> list[QuizEffect]:
    """What the new results, by attempt, change in each quiz; `sat` are all attempts of these."""
    by_quiz: dict[int, list[Sat]] = defaultdict(list)
    for attempt in sat:
        by_quiz[attempt.quiz_id].append(attempt)
    return [
        _quiz_effect(quiz_id, by_quiz[quiz_id], after, methods[quiz_id])
        for quiz_id in sorted(by_quiz)
    ]


def _quiz_effect(
    quiz_id: int, sat: list[Sat], after: Mapping[int, Result], method: str
) -> QuizEffect:
    asked = [attempt for attempt in sat if attempt.pk in after]
    now = [replace(attempt, result=after.get(attempt.pk, attempt.result)) for attempt in sat]
    before_by, after_by = _counting(sat, method), _counting(now, method)
    pairs = [(person, before_by[person], after_by[person]) for person in sorted(before_by)]
    return QuizEffect(
        quiz_id,
        attempts=len(asked),
        changed=sum(after[attempt.pk] != attempt.result for attempt in asked),
        up=[person for person, old, new in pairs if _share(new) > _share(old)],
        down=[person for person, old, new in pairs if _share(new) < _share(old)],
        to_passed=[person for person, old, new in pairs if _passes(new) and not _passes(old)],
        to_failed=[person for person, old, new in pairs if _passes(old) and not _passes(new)],
        moves=_moves(before_by, after_by),
    )


def _counting(sat: Iterable[Sat], method: str) -> dict[int, Sat]:
    """The attempt of each person that counts."""
    by_person: dict[int, dict[int, Sat]] = defaultdict(dict)
    for attempt in sat:
        by_person[attempt.person_id][attempt.number] = attempt
    found = {}
    for person, attempts in by_person.items():
        counted = counting([attempt.finished for attempt in attempts.values()], method)
        if counted:
            found[person] = attempts[counted.number]
    return found


def _moves(before: Mapping[int, Sat], after: Mapping[int, Sat]) -> list[tuple[int, int, int]]:
    old, new = places(_standings(before)), places(_standings(after))
    moved = [(person, old[person], new[person]) for person in old if old[person] != new[person]]
    return sorted((one for one in moved if min(one[1:]) <= TOP), key=lambda one: (one[2], one[1]))


def _standings(counted: Mapping[int, Sat]) -> dict[int, Standing]:
    return {
        person: Standing(
            attempt.finished.share, attempt.finished_at - attempt.started_at, attempt.finished_at
        )
        for person, attempt in counted.items()
    }


def _share(attempt: Sat) -> Decimal:
    return attempt.finished.share


def _passes(attempt: Sat) -> bool:
    return attempt.result.is_passed


def people(effects: Iterable[Mapping[str, Any]], name: str) -> set[int]:
    """The people whom several quizzes touch in one way, each once."""
    return {person for effect in effects for person in effect[name]}


def is_swap(moves: Iterable[tuple[int, int, int]]) -> tuple[int, int] | None:
    """The two places that merely change hands, if that is all that happens."""
    pairs = {(before, after) for _person, before, after in moves}
    if len(pairs) != 2:
        return None
    first, second = sorted(pairs)
    return first if first == second[::-1] else None
