"""Whether an answer that was sent may be written over the one that stands; pure, without Django.

A writer is one page in one browser; it counts its saves upwards. What it sends names the version
of the answer that it was made on. Whoever does not know what stands does not overwrite it, except
by the same answer; and what a writer sent earlier never replaces what it sent later.
"""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it arrives: what was posted, on which version, the writer's own number."""

    slot: int
    base: int
    number: int
    values: tuple[str, ...]


class Standing(Protocol):
    """The row of an answer as far as this rule reads it."""

    answer: list[Any]
    version_counter: int
    writer: str
    writer_number: int
    closes_at: datetime.datetime | None
    is_closed: bool
    revealed_at: datetime.datetime | None


class Verdict(enum.Enum):
    """What is to become of an answer that was sent."""

    WRITE = "write"
    STANDS = "stands"
    CONFLICT = "conflict"
    LATE = "late"
    EXPLAINED = "explained"


def verdict(
    row: Standing, sent: Sent, answer: Sequence[Any], *, writer: str, now: datetime.datetime
) -> Verdict:
    """Judge an answer against the row as it stands; the caller writes only on that very version."""
    is_same = list(answer) == row.answer
    if row.is_closed or (row.closes_at is not None and row.closes_at <= now):
        if is_same:
            return Verdict.STANDS
        return Verdict.EXPLAINED if row.revealed_at else Verdict.LATE
    if writer == row.writer:
        if sent.number > row.writer_number:
            return Verdict.WRITE
    elif sent.base == row.version_counter:
        return Verdict.WRITE
    return Verdict.STANDS if is_same else Verdict.CONFLICT
