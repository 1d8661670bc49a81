"""What a repair would change, as it is kept, compared and shown."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from quiz.models import Attempt, KeyRepair, QuestionVersion
from quiz.repair import bank
from quiz.repair.effects import QuizEffect
from quiz.repair.remarking import asked_in, effects


def preview(
    repair: KeyRepair, versions: Sequence[QuestionVersion], until: datetime.datetime
) -> dict[str, Any]:
    """The consequences for what was handed in until then.

    A moment, so that people who hand in while somebody reads it do not change what was read.
    """
    ids = [version.pk for version in versions]
    return {
        "at": until.isoformat(),
        "running": Attempt.objects.running().filter(pk__in=asked_in(ids)).count(),
        "bank": (planned := bank.plan(repair, set(ids))),
        "short": bank.short_quizzes(repair, until) if planned == bank.WITHDRAWN else [],
        "quizzes": as_kept(effects(repair, versions, until=until)),
    }


def as_kept(found: Sequence[QuizEffect]) -> list[dict[str, Any]]:
    """Effects as JSON keeps them."""
    kept: list[dict[str, Any]] = json.loads(json.dumps([asdict(effect) for effect in found]))
    return kept


def signature(seen: dict[str, Any]) -> str:
    """The same for the same consequences; who is still answering does not count."""
    told = json.dumps([seen["bank"], seen["quizzes"]], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
