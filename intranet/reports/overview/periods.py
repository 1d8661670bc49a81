"""Quarters and years, by which duties that are over are gathered; pure, without Django."""

import datetime
import re
from dataclasses import dataclass
from typing import Self

QUARTERS = 4
EARLIEST_YEAR = 2000
FORM = re.compile(r"(?P<year>[0-9]{4})(?:-q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, or a whole year where `quarter` is None."""

    year: int
    quarter: int | None = None

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The quarter in which the day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str, today: datetime.date) -> Self:
        """The period that an address names; the running quarter for anything else."""
        found = FORM.fullmatch(text)
        if found is None or not EARLIEST_YEAR <= int(found["year"]) <= today.year:
            return cls.of(today)
        return cls(int(found["year"]), int(found["quarter"]) if found["quarter"] else None)

    @property
    def key(self) -> str:
        """What the address says."""
        return f"{self.year}-q{self.quarter}" if self.quarter else str(self.year)

    def __contains__(self, day: datetime.date) -> bool:
        return day.year == self.year and self.quarter in (None, (day.month + 2) // 3)

    @property
    def end(self) -> datetime.date:
        """The first day that is no longer in it."""
        if self.quarter in (None, QUARTERS):
            return datetime.date(self.year + 1, 1, 1)
        return datetime.date(self.year, 3 * (self.quarter or 0) + 1, 1)

    @property
    def previous(self) -> "Period":
        """The quarter before, or the year before a year."""
        if self.quarter is None:
            return Period(self.year - 1)
        if self.quarter > 1:
            return Period(self.year, self.quarter - 1)
        return Period(self.year - 1, QUARTERS)


def offered(today: datetime.date) -> list[Period]:
    """The running quarter and the three before it, the running year and the one before."""
    quarters = [Period.of(today)]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    year = Period(today.year)
    return [*quarters, year, year.previous]
