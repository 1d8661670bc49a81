"""By which terms somebody takes a quiz: its rules and what was granted beyond them; pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Grant:
    """More minutes, more attempts, a later end."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    closes_at: datetime.datetime | None = None

    @classmethod
    def most_generous(cls, grants: Iterable[Self]) -> "Grant":
        """What counts of several that apply to somebody: the best in each respect."""
        every = list(grants)
        return Grant(
            extra_minutes=max((grant.extra_minutes for grant in every), default=0),
            extra_attempts=max((grant.extra_attempts for grant in every), default=0),
            closes_at=max(
                (grant.closes_at for grant in every if grant.closes_at is not None), default=None
            ),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The window, the minutes (None: no limit) and the attempts (0: any number)."""

    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    time_limit: int | None
    max_attempts: int

    def extended(self, grant: Grant) -> Self:
        """The terms with a grant; what is not limited stays so, and nothing becomes shorter."""
        return replace(
            self,
            closes_at=self.closes_at and max(self.closes_at, grant.closes_at or self.closes_at),
            time_limit=self.time_limit and self.time_limit + grant.extra_minutes,
            max_attempts=self.max_attempts and self.max_attempts + grant.extra_attempts,
        )

    def has_opened(self, moment: datetime.datetime) -> bool:
        """Whether the window has begun."""
        return self.opens_at is None or self.opens_at <= moment

    def has_closed(self, moment: datetime.datetime) -> bool:
        """Whether the window is over."""
        return self.closes_at is not None and self.closes_at <= moment

    def allows(self, number: int) -> bool:
        """Whether an attempt of this number may be made."""
        return not self.max_attempts or number <= self.max_attempts

    def deadline(self, started_at: datetime.datetime) -> datetime.datetime | None:
        """The end of an attempt: of its minutes or of the window, whichever is earlier."""
        minutes = self.time_limit and datetime.timedelta(minutes=self.time_limit)
        limit = started_at + minutes if minutes else None
        return min(filter(None, [limit, self.closes_at]), default=None)
