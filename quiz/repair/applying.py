"""Carrying out a repair that was agreed to."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from quiz.models import KeyRepair, QuestionVersion, RemarkedAttempt, RepairState
from quiz.repair import bank, letters
from quiz.repair.effects import Result
from quiz.repair.log_actions import APPLIED, log_remarked
from quiz.repair.preview import as_kept
from quiz.repair.remarking import Remarked, asked_in, corrections_of, effects_of, remarked, write

Change = tuple[Result, Result]


def apply(*, repair: KeyRepair, now: datetime.datetime) -> None:
    """Carry out what was agreed to, all of it or nothing; once carried out it stays as it is."""
    with transaction.atomic():
        held = KeyRepair.objects.select_for_update(of=("self",)).get(pk=repair.pk)
        if held.state != RepairState.APPLYING:
            return
        versions = list(_locked_versions(held))
        results = _remark(held, versions)
        changed = sum(before != after for before, after in results.values())
        held.state = repair.state = RepairState.APPLIED
        held.result = {
            "at": now.isoformat(),
            "attempts": changed,
            "bank": bank.carry_out(
                repair=held, version_ids={version.pk for version in versions}, by=held.decided_by
            ),
            "quizzes": as_kept(
                effects_of(
                    {pk: after for pk, (_before, after) in results.items()},
                    {pk: before for pk, (before, _after) in results.items()},
                    until=now,
                )
            ),
        }
        held.save(update_fields=["state", "result"])
        done = {"attempts": changed, "bank": held.result["bank"]}
        log(held, APPLIED, user=held.decided_by, data={**told(held, versions), **done})
        transaction.on_commit(lambda: letters.tell_affected.enqueue(held.pk))


def _remark(repair: KeyRepair, versions: Sequence[QuestionVersion]) -> dict[int, Change]:
    """Correct the versions and mark again all attempts in which they were asked."""
    corrections = corrections_of(repair, versions)
    QuestionVersion.objects.correct(corrections)
    results: dict[int, Change] = {}
    for batch in remarked(asked_in(list(corrections)), corrections, lock=True):
        written = write(batch)
        RemarkedAttempt.objects.bulk_create(_rows(repair, written))
        log_remarked(repair, [one.attempt for one in written])
        results |= {one.attempt.pk: (one.before, one.after) for one in batch}
    return results


def _rows(repair: KeyRepair, changed: Iterable[Remarked]) -> list[RemarkedAttempt]:
    return [
        RemarkedAttempt(
            repair=repair,
            attempt=one.attempt,
            score_before=one.before.score,
            maximum_before=one.before.maximum,
            was_passed=one.before.is_passed,
            score=one.after.score,
            maximum=one.after.maximum,
            is_passed=one.after.is_passed,
        )
        for one in changed
    ]


def _locked_versions(repair: KeyRepair) -> Any:
    """The versions, theirs alone: attempts that begin wait until the new key stands."""
    ids = list(repair.versions.values_list("pk", flat=True))
    return QuestionVersion.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")


def told(repair: KeyRepair, versions: Sequence[QuestionVersion]) -> dict[str, Any]:
    """What the log keeps of a repair."""
    return {
        "act": repair.act,
        "reason": repair.reason,
        "question": repair.question_id,
        "versions": [version.number for version in versions],
        **repair.data,
    }
