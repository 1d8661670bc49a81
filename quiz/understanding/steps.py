"""Results in steps of ten percent, those who have passed apart; pure, without Django."""

from collections.abc import Iterable

from quiz.understanding.answers import ResultRow

STEPS = 10
WIDTH = 100 // STEPS


def step_of(row: ResultRow) -> int:
    """In which step the result lies, the lowest being 0; one below nothing lies there too."""
    return min(max(int(row.percent // WIDTH), 0), STEPS - 1)


def in_steps(rows: Iterable[ResultRow], *, has_pass_mark: bool) -> tuple[list[int], list[int]]:
    """How many people in each step have not passed, and how many have."""
    others, passed = [0] * STEPS, [0] * STEPS
    for row in rows:
        group = passed if row.is_passed and has_pass_mark else others
        group[step_of(row)] += row.people or 1  # later attempts are of somebody at least
    return others, passed
