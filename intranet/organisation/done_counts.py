"""On which day people became done: added up, as frozen rosters keep it."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from intranet.organisation.progress import State


@dataclass(frozen=True, slots=True)
class DoneCounts:
    """People assigned and done, by day of the office's time zone."""

    by_day: Counter[datetime.date] = field(default_factory=Counter)

    def __add__(self, other: "DoneCounts") -> "DoneCounts":
        return DoneCounts(self.by_day + other.by_day)

    @property
    def stored(self) -> dict[str, list[list[Any]]]:
        """As JSON keeps it."""
        return {"days": [[day.isoformat(), people] for day, people in sorted(self.by_day.items())]}

    @classmethod
    def of_stored(cls, stored: Mapping[str, list[list[Any]]]) -> Self:
        """Read what `stored` wrote."""
        days = stored.get("days", [])
        return cls(Counter({datetime.date.fromisoformat(day): people for day, people in days}))


def done_counts(rows: QuerySet[Any]) -> dict[int, DoneCounts]:
    """Those of the rows of a roster who are done, by their own unit, in one statement."""
    done = rows.order_by().filter(excused="", state__gte=State.DONE, at__isnull=False)
    grouped = done.annotate(day=TruncDate("at")).values_list("unit_id", "day")
    counts: dict[int, DoneCounts] = {}
    for unit_id, day, people in grouped.annotate(people=Count("person_id")):
        counts.setdefault(unit_id, DoneCounts()).by_day[day] += people
    return counts
