"""In which order people stand in a quiz; pure, without Django.

By the attempt that counts: the higher share first, then who took less time, then who handed in
earlier. Who is equal in all of it shares the place, and the next place is left out.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the place of a person; `share` is in percent."""

    share: Decimal
    taken: datetime.timedelta
    handed_in: datetime.datetime

    @property
    def order(self) -> tuple[Decimal, datetime.timedelta, datetime.datetime]:
        """Smaller stands further ahead."""
        return -self.share, self.taken, self.handed_in


def places(standings: Mapping[int, Standing]) -> dict[int, int]:
    """The place of each person, from 1."""
    orders = sorted(standing.order for standing in standings.values())
    first: dict[tuple[Decimal, datetime.timedelta, datetime.datetime], int] = {}
    for place, order in enumerate(orders, start=1):
        first.setdefault(order, place)
    return {person: first[standing.order] for person, standing in standings.items()}
