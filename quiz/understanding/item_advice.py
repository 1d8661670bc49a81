"""What the figures of a question suggest; pure, without Django."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from quiz.understanding.item_statistics import ItemStatistics

HARD_BELOW = 0.3
EASY_ABOVE = 0.95
DUBIOUS_BELOW = 15
LOW_INDEX_BELOW, LOW_EFFICIENCY_BELOW = 20, 30
SEEN_FROM = 0.05


class Advice(Enum):
    """What to do with a question, the weightiest first."""

    CHECK_KEY = "check_key"
    ATTRACTS_BEST = "attracts_best"
    TOO_HARD = "too_hard"
    WEAK = "weak"
    TOO_EASY = "too_easy"
    UNCHOSEN = "unchosen"
    SOUND = "sound"


HINTS = {Advice.UNCHOSEN, Advice.SOUND}  # nothing is wrong with the question


class Chosen(NamedTuple):
    """An option: whether it is right, the share of attempts that chose it, and how those did.

    `rest` is the mean share of the other marks that they earned, None where nobody can be told.
    """

    is_right: bool
    share: float
    rest: float | None


def advice(
    share: float, statistics: ItemStatistics, options: Sequence[Chosen] = ()
) -> list[Advice]:
    """The weightiest first; `share` is how many answered fully right."""
    index, efficiency = statistics.discrimination_index, statistics.discriminative_efficiency
    is_doubted = index is not None and index < 0
    is_extreme = share < HARD_BELOW or share > EASY_ABOVE
    is_low = index is not None and index < LOW_INDEX_BELOW
    is_dubious = efficiency is not None and (
        efficiency < DUBIOUS_BELOW or (is_low and efficiency < LOW_EFFICIENCY_BELOW)
    )
    found = [
        (Advice.CHECK_KEY, is_doubted),
        (Advice.ATTRACTS_BEST, bool(attractive(options))),
        (Advice.TOO_HARD, share < HARD_BELOW),
        (Advice.WEAK, is_dubious and not is_doubted and not is_extreme),
        (Advice.TOO_EASY, share > EASY_ABOVE),
        (Advice.UNCHOSEN, share <= EASY_ABOVE and bool(unchosen(options))),
    ]
    return [kind for kind, holds in found if holds] or [Advice.SOUND]


def attractive(options: Sequence[Chosen]) -> list[int]:
    """Places of wrong options whose choosers did better elsewhere than those of every right one.

    An option that hardly anybody chose says nothing.
    """
    right = [one.rest for one in options if one.is_right and one.rest is not None]
    if not right:
        return []
    return [
        place
        for place, one in enumerate(options)
        if not one.is_right
        and one.share >= SEEN_FROM
        and one.rest is not None
        and one.rest > max(right)
    ]


def unchosen(options: Sequence[Chosen]) -> list[int]:
    """Places of wrong options that nobody chose."""
    return [place for place, one in enumerate(options) if not one.is_right and one.share == 0]
