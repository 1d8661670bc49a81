"""Which of a person's attempts counts; pure, without Django."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

BEST, FIRST, LAST = "best", "first", "last"


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished attempt as far as counting is concerned; `share` is in percent."""

    number: int
    share: Decimal
    is_passed: bool
    at: datetime.datetime | None = None


def counting(attempts: Iterable[Finished], method: str) -> Finished | None:
    """The attempt that counts, None without any; of equally good ones the earlier."""
    ordered = sorted(attempts, key=lambda attempt: attempt.number)
    if not ordered:
        return None
    if method == BEST:
        return max(ordered, key=lambda attempt: attempt.share)
    return ordered[0] if method == FIRST else ordered[-1]
