"""On which day people became done and with what score: added up, as frozen rosters keep it."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Count, QuerySet
from django.db.models.functions import Floor, TruncDate

from intranet.organisation.progress import State


@dataclass(frozen=True, slots=True)
class DoneCounts:
    """People assigned and done, by day, and by score and whether they passed.

    Days are those of the office's time zone; scores are whole percents, rounded down.
    """

    by_day: Counter[datetime.date] = field(default_factory=Counter)
    by_score: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def __add__(self, other: "DoneCounts") -> "DoneCounts":
        return DoneCounts(self.by_day + other.by_day, self.by_score + other.by_score)

    @property
    def stored(self) -> dict[str, list[list[Any]]]:
        """As JSON keeps it."""
        return {
            "days": [[day.isoformat(), people] for day, people in sorted(self.by_day.items())],
            "scores": [[*key, people] for key, people in sorted(self.by_score.items())],
        }

    @classmethod
    def of_stored(cls, stored: Mapping[str, list[list[Any]]]) -> Self:
        """Read what `stored` wrote."""
        return cls(
            Counter(
                {datetime.date.fromisoformat(day): people for day, people in stored.get("days", [])}
            ),
            Counter(
                {(score, passed): people for score, passed, people in stored.get("scores", [])}
            ),
        )


def done_counts(rows: QuerySet[Any]) -> dict[int, DoneCounts]:
    """Those of the rows of a roster who are done, by their own unit, in one statement."""
    done = rows.order_by().filter(excused="", state__gte=State.DONE)
    grouped = (
        done.annotate(day=TruncDate("at"), whole=Floor("score"))
        .values_list("unit_id", "state", "day", "whole")
        .annotate(people=Count("person_id"))
    )
    counts: dict[int, DoneCounts] = {}
    for unit_id, state, day, score, people in grouped:
        own = counts.setdefault(unit_id, DoneCounts())
        if day is not None:
            own.by_day[day] += people
        if score is not None:
            own.by_score[int(score), state == State.PASSED] += people
    return counts
