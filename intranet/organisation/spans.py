"""Stretches of days, for rules over the dated rows of one owner; pure, without Django."""

import datetime
import itertools
from collections.abc import Sequence

# From a day (inclusive) until another one (exclusive; None: without end).
Span = tuple[datetime.date, datetime.date | None]


def first_overlap(spans: Sequence[Span]) -> tuple[int, int] | None:
    """The indices of the first two stretches that share a day, the earlier one first."""
    order = sorted(range(len(spans)), key=lambda index: spans[index][0])
    for earlier, later in itertools.pairwise(order):
        end = spans[earlier][1]
        if end is None or end > spans[later][0]:
            return earlier, later
    return None


def first_gap(spans: Sequence[Span], whole: Span) -> datetime.date | None:
    """The first day of the whole that no stretch covers; the stretches do not overlap."""
    start, end = whole
    uncovered: datetime.date | None = start
    for span_start, span_end in sorted(spans, key=lambda span: span[0]):
        if uncovered is None or span_start > uncovered:
            break
        uncovered = span_end
    is_covered = uncovered is None or (end is not None and uncovered >= end)
    return None if is_covered else uncovered
