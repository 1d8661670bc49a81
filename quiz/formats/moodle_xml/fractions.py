"""What Moodle's percentages say about the key of a question with options; pure."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_POSITIVE = (
    "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 "
    "10 5"
).split()
FULL = Decimal(100)
ALLOWED = [
    *map(Decimal, _POSITIVE),
    Decimal(0),
    *(-Decimal(fraction) for fraction in _POSITIVE),
]
EXACT = Decimal("0.00001")
NEARLY = Decimal(1)  # files written by hand say 33 three times
LARGEST = Decimal(1000)


class Judged(NamedTuple):
    """Which options are right, and what is to be said about the percentages by code."""

    right: tuple[bool, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def fraction_of(text: str) -> Decimal | None:
    """The percentage that an attribute names, none being nothing; None if it is no percentage."""
    try:
        fraction = Decimal(text.strip().replace(",", ".") or "0")
    except InvalidOperation:
        return None
    return fraction if fraction.is_finite() and abs(fraction) <= LARGEST else None


def nearest(fraction: Decimal) -> Decimal:
    """The percentage that Moodle knows and that is nearest."""
    return min(ALLOWED, key=lambda allowed: abs(allowed - fraction))


def is_known(fraction: Decimal) -> bool:
    """Whether Moodle takes the percentage as it is."""
    return abs(nearest(fraction) - fraction) <= EXACT


def share(count: int) -> Decimal | None:
    """What each of so many right options earns, None where Moodle has no such percentage."""
    fraction = nearest(FULL / count)
    return fraction if abs(fraction - FULL / count) <= EXACT else None


def judge_single(fractions: Sequence[Decimal]) -> Judged:
    """One option earns everything; several shares that make up the whole are several answers."""
    right = tuple(nearest(fraction) == FULL for fraction in fractions)
    partly = [one for one in fractions if one > 0 and nearest(one) != FULL]
    if sum(right) > 1:
        return Judged(right, errors=("xml_several_right",))
    if sum(right) == 1:
        return Judged(right, warnings=("xml_partly_right",) if partly else ())
    if abs(sum(partly) - FULL) <= NEARLY and len(partly) > 1:
        return Judged(tuple(one > 0 for one in fractions), errors=("xml_single_but_several",))
    return Judged(right, errors=("xml_no_key",))


def judge_several(fractions: Sequence[Decimal]) -> Judged:
    """Each option with a share is right; the shares have to make up the whole."""
    right = tuple(fraction > 0 for fraction in fractions)
    shares = [fraction for fraction in fractions if fraction > 0]
    if not shares:
        return Judged(right, errors=("xml_no_key",))
    if abs(sum(shares) - FULL) > NEARLY:
        return Judged(right, errors=("xml_sum_of_shares",))
    warnings = []
    if max(shares) - min(shares) > NEARLY:
        warnings.append("xml_unequal_shares")
    if not all(right) and sum(fractions) >= FULL - NEARLY:
        warnings.append("xml_ticking_everything")
    return Judged(right, warnings=tuple(warnings))


def judge_set(fractions: Sequence[Decimal]) -> Judged:
    """All options at 100 % have to be ticked, and no other."""
    right = tuple(nearest(fraction) == FULL for fraction in fractions)
    return Judged(right, errors=() if any(right) else ("xml_no_key",))
