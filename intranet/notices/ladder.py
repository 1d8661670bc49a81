"""Which reminder a duty has come to on a day; pure, without Django.

The rungs: when the duty opens, a week before its last day, a day before, on that day, and once it
is overdue on the first day and then each week. At any time one rung holds, the latest that has
begun. Only that one is told: whoever joins late, or whoever was not told while the clock stood
still, hears what is true now and not what has gone by.
"""

import datetime
import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass

ONE_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(days=7)


class Rung(enum.StrEnum):
    """The kinds of reminders, in the order in which they come."""

    ASSIGNED = "assigned"
    WEEK = "week"
    DAY = "day"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung from the day on which it begins; overdue ones are numbered by weeks, from 1."""

    rung: Rung
    begins: datetime.date
    week: int = 0

    @property
    def code(self) -> str:
        """What tells this step from all others of the same duty."""
        return f"{self.rung}-{self.week}" if self.week else self.rung.value


def due_for(
    ends: Collection[datetime.datetime], open_until: datetime.datetime | None
) -> datetime.datetime | None:
    """When the duty is due for a person: the first of its ends, or a later one granted to them."""
    due = min(ends, default=None)
    return max(due, open_until) if due is not None and open_until is not None else due


def step_on(
    day: datetime.date,
    *,
    first: datetime.date | None,
    last: datetime.date | None,
    rungs: Collection[Rung],
) -> Step | None:
    """The step that holds on the day, of a duty from its first day to its last one in time.

    Either may be missing. A rung that would begin before the duty does is left out, and so are
    those that are not among the `rungs`.
    """
    begin = first or datetime.date.min
    held = [
        step
        for step in _steps(day, begin, last)
        if step.rung in rungs and begin <= step.begins <= day
    ]
    # Of two that begin on one day the earlier rung counts: a new duty is announced as new.
    return max(held, key=lambda step: step.begins, default=None)


def _steps(day: datetime.date, begin: datetime.date, last: datetime.date | None) -> Iterator[Step]:
    yield Step(Rung.ASSIGNED, begin)
    if last is None:
        return
    yield Step(Rung.WEEK, last - ONE_WEEK)
    yield Step(Rung.DAY, last - ONE_DAY)
    yield Step(Rung.DUE, last)
    if day > last:
        weeks = (day - last - ONE_DAY) // ONE_WEEK
        yield Step(Rung.OVERDUE, last + ONE_DAY + weeks * ONE_WEEK, week=weeks + 1)
