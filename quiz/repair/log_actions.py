"""How the log words what is done about wrong keys."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from quiz.models import Attempt, KeyRepair

PROPOSED, APPLIED, REFUSED = "quiz.key.propose", "quiz.key.apply", "quiz.key.refuse"
REMARKED = "quiz.attempt.remark"

WORDS = {
    PROPOSED: (
        gettext_lazy("Repair of a key proposed"),
        gettext_lazy("Proposed to repair a wrong key"),
    ),
    APPLIED: (
        gettext_lazy("Key repaired"),
        gettext_lazy("Agreed to repair a wrong key; the attempts were marked again"),
    ),
    REFUSED: (
        gettext_lazy("Repair of a key refused"),
        gettext_lazy("Refused to repair a key"),
    ),
    REMARKED: (
        gettext_lazy("Attempt marked again"),
        gettext_lazy("The result changed because a wrong key was repaired"),
    ),
}


def register_repair_log(actions: Any) -> None:
    """Name every action."""
    for action, (label, message) in WORDS.items():
        formatter = type("RepairFormatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)


def log_remarked(repair: KeyRepair, attempts: Sequence[Attempt]) -> None:
    """Leave a line with each attempt, in one statement; the figures stand with the repair."""
    kind, now = ContentType.objects.get_for_model(Attempt), timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(attempt.pk),
            label=f"{attempt.pk}",
            action=REMARKED,
            timestamp=now,
            user_id=repair.decided_by_id,
            data={"repair": repair.pk},
        )
        for attempt in attempts
    )
