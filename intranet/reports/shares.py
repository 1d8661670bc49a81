"""Rates in percent, and shares of one whole that add up to 100; pure."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
WHOLE = 1000  # one hundred percent, in tenths


def shares(parts: Sequence[int]) -> tuple[Decimal, ...] | None:
    """Share of each part in percent with one decimal, together exactly 100; None of nothing.

    Largest remainder: each share is cut off after the decimal, then the tenths that are missing go
    to the parts which lost most, so no published line adds up to 99,9 or 100,1.
    """
    total = sum(parts)
    if total == 0:
        return None
    cut = [part * WHOLE // total for part in parts]
    lost = [part * WHOLE % total for part in parts]
    missing = WHOLE - sum(cut)
    for place in sorted(range(len(parts)), key=lambda place: (-lost[place], place))[:missing]:
        cut[place] += 1
    return tuple(Decimal(tenths) / 10 for tenths in cut)


def rate(part: int, whole: int) -> Decimal | None:
    """The part in percent of the whole with one decimal; None of nothing.

    Rounded by itself, so that equal rates read alike: for a figure that is not printed with the
    other parts of its whole.
    """
    if whole == 0:
        return None
    return Decimal((part * WHOLE * 2 + whole) // (whole * 2)) / 10


def one_decimal(value: float) -> Decimal:
    """The value with one decimal, halves away from zero as on paper."""
    return Decimal(repr(value)).quantize(TENTH, rounding=ROUND_HALF_UP)
