"""What the figures of a question suggest; pure, without Django."""

from enum import Enum

from quiz.item_statistics import ItemStatistics

HARD_BELOW = 0.3
EASY_ABOVE = 0.95
DUBIOUS_BELOW = 15


class Advice(Enum):
    """What to do with a question."""

    CHECK_KEY = "check_key"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"
    SOUND = "sound"


def advice(share: float, statistics: ItemStatistics) -> list[Advice]:
    """The weightiest first; `share` is how many answered fully right."""
    index, efficiency = statistics.discrimination_index, statistics.discriminative_efficiency
    found = []
    if index is not None and index < 0:
        found.append(Advice.CHECK_KEY)
    if share < HARD_BELOW:
        found.append(Advice.TOO_HARD)
    if share > EASY_ABOVE:
        found.append(Advice.TOO_EASY)
    if not found and efficiency is not None and efficiency < DUBIOUS_BELOW:
        found.append(Advice.WEAK)
    return found or [Advice.SOUND]
