"""Whether a document is in effect on a day; pure."""

import datetime
import enum


class Effect(enum.StrEnum):
    """Where a day stands in the life of a document."""

    COMING = "coming"
    IN_EFFECT = "in_effect"
    ENDED = "ended"


def effect_on(
    day: datetime.date, *, effective_from: datetime.date, effective_to: datetime.date | None
) -> Effect:
    """Return the state on the day; the last day of effect is the one before `effective_to`."""
    if day < effective_from:
        return Effect.COMING
    if effective_to is not None and day >= effective_to:
        return Effect.ENDED
    return Effect.IN_EFFECT
