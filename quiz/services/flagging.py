"""What a person notes on single questions: to come back to it, to have it explained."""

import datetime
from collections.abc import Mapping

from django.db.models import Q

from quiz.choices import Preset
from quiz.models import Attempt, Response


def flag_questions(*, attempt_id: int, flags: Mapping[int, bool]) -> None:
    """Set or take away the mark «for later», in at most two statements, while the attempt runs."""
    open_rows = Response.objects.filter(attempt_id=attempt_id).filter(
        Q(is_closed=False) | Q(revealed_at__isnull=False)
    )
    for is_flagged in (True, False):
        slots = [slot for slot, wanted in flags.items() if wanted is is_flagged]
        if slots:
            open_rows.filter(slot__in=slots).update(is_flagged=is_flagged)


def reveal_answer(*, attempt: Attempt, slot: int, now: datetime.datetime) -> bool:
    """Shut a row of a practice attempt because its explanation is being shown; whether it is shut.

    The answer that stands is the one that will be marked.
    """
    if attempt.quiz.preset != Preset.PRACTICE:
        return False
    rows = Response.objects.filter(attempt_id=attempt.pk, slot=slot)
    in_time = Q(closes_at=None) | Q(closes_at__gt=now)
    if rows.filter(in_time, is_closed=False).update(is_closed=True, revealed_at=now):
        return True
    return rows.filter(revealed_at__isnull=False).exists()
