"""Which questions somebody gets and in which order; pure, without Django.

The source of chance is handed in, so that a draw can be repeated from its seed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase


@dataclass(frozen=True, slots=True)
class Quota:
    """So many questions out of a pool; pools of different topics have no question in common."""

    pool: Sequence[int]
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as far as its place is concerned.

    One that divides («all of the above») lets no option pass from above it to below or back.
    """

    id: str
    is_pinned: bool = False
    divides: bool = False


class PoolTooSmallError(ValueError):
    """The bank holds fewer questions than a quota asks for."""


def draw(
    *,
    fixed: Sequence[int],
    quotas: Sequence[Quota],
    shuffle: bool,
    chance: Random,
    in_place: Collection[int] = (),
) -> list[int]:
    """The fixed questions in their order, then those drawn for each quota; none twice.

    What is `in_place` stays where the author put it, however the others change places.
    """
    drawn = list(dict.fromkeys(fixed))
    for quota in quotas:
        available = sorted(set(quota.pool).difference(drawn))
        if len(available) < quota.count:
            raise PoolTooSmallError(f"{len(available)} < {quota.count}")
        drawn += chance.sample(available, quota.count)
    if not shuffle:
        return drawn
    movable = [number for number in drawn if number not in in_place]
    chance.shuffle(movable)
    rest = iter(movable)
    return [number if number in in_place else next(rest) for number in drawn]


def order_options(choices: Sequence[Choice], *, shuffle: bool, chance: Random) -> list[str]:
    """Option ids in the order shown: pinned ones keep their place, the others change places."""
    if not shuffle:
        return [choice.id for choice in choices]
    groups: list[list[Choice]] = [[]]
    for choice in choices:
        groups[-1].append(choice)
        if choice.divides:
            groups.append([])
    return [option_id for group in groups for option_id in _shuffled(group, chance)]


def _shuffled(choices: Sequence[Choice], chance: Random) -> list[str]:
    movable = [choice.id for choice in choices if not choice.is_pinned]
    chance.shuffle(movable)
    rest = iter(movable)
    return [choice.id if choice.is_pinned else next(rest) for choice in choices]


def letter(position: int) -> str:
    """The letter before the option at a position counted from zero: A to Z, then AA, AB."""
    first, last = divmod(position, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]
