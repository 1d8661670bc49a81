"""Many people in several rounds of slips: the address says when the first round began."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils import timezone

BEGAN, WAITED = "bat-dau", "tong"
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Rounds:
    """When the first round began, and how many people waited then; neither in the first round."""

    began: datetime.datetime | None = None
    waited: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """As the address says; what makes no sense is a first round."""
        number = query.get(WAITED, "")
        try:
            began = datetime.datetime.fromisoformat(query.get(BEGAN, ""))
        except ValueError:
            return cls()
        if began.tzinfo is None or not number.isdecimal() or len(number) > MOST_DIGITS:
            return cls()
        return cls(began, int(number))

    def begun(self, waiting: int) -> "Rounds":
        """The same, or a first round that begins now."""
        return self if self.began else Rounds(timezone.now(), waiting)

    def done(self, waiting: int) -> int:
        """How many people have got something in the rounds so far."""
        return max(0, self.waited - waiting)

    def address(self, query: QueryDict) -> str:
        """The address of the next round of the same choice."""
        following = query.copy()
        if self.began is not None:
            following[BEGAN] = self.began.isoformat()
        following[WAITED] = str(self.waited)
        return f"?{following.urlencode()}"
