"""Applying a dry run: all of it or nothing, and only what was shown."""

import contextlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intranet.accounts.models import User
from quiz.importing import judging
from quiz.importing.comparing import Verdict
from quiz.importing.log_actions import APPLY_ACTION
from quiz.importing.records import Progress, note, put, take
from quiz.importing.writing import Change, Writer, large_statements
from quiz.models import ImportState, QuestionImport, QuestionImportRow, RowOutcome

SKIPPED = "skipped"
Judged = Sequence[tuple[QuestionImportRow, Verdict]]


class _OvertakenError(Exception):
    """The bank is no longer what the dry run compared with."""


class _NotToApplyError(Exception):
    """The task came twice, or so late that the import was taken back to the dry run."""


def apply(*, question_import: QuestionImport, user: User) -> bool:
    """Write all questions that are not skipped, or none; False if the bank has changed meanwhile.

    The questions are judged anew within the transaction, so that what is written is what was shown.
    """
    is_done = False
    progress = Progress(question_import)
    try:
        with (
            contextlib.suppress(_OvertakenError, IntegrityError),
            large_statements(),
            transaction.atomic(),
        ):
            _apply(question_import, user, progress)
            is_done = True
    except _NotToApplyError:
        return False
    finally:
        progress.end()
        if not is_done:
            take(question_import, (ImportState.APPLYING,), state=ImportState.DRAFT)
    if not is_done:
        judging.judge_again(question_import)
        put(question_import, report={**question_import.report, "is_overtaken": True})
    return is_done


def _apply(question_import: QuestionImport, user: User, progress: Progress) -> None:
    _one_at_a_time(question_import)
    writer = Writer(user, question_import.file_name)
    comparer = judging.comparer_for(question_import, is_held=True)
    rows = question_import.rows.order_by("number")
    found = judging.twins_in(rows)
    counts: Counter[str] = Counter()
    for batch in judging.judged(rows.iterator(judging.BATCH), comparer, found):
        counts.update(_write(batch, writer))
        progress.tell(counts.total(), question_import.total)
    put(
        question_import,
        state=ImportState.APPLIED,
        applied_by=user,
        applied_at=timezone.now(),
        report={**question_import.report, "is_overtaken": False, "counts": dict(counts)},
    )
    note(question_import, APPLY_ACTION, user, **_told(counts))


def _one_at_a_time(question_import: QuestionImport) -> None:
    """Let two files that bring the same new question be written one after the other."""
    applying = QuestionImport.objects.select_for_update().filter(state=ImportState.APPLYING)
    if question_import.pk not in applying.order_by("pk").values_list("pk", flat=True):
        raise _NotToApplyError


def _write(batch: Judged, writer: Writer) -> Counter[str]:
    """Write a batch; what became of each question in numbers."""
    kept = [(row, verdict) for row, verdict in batch if not row.is_skipped]
    if any(row.compared != verdict.compared or verdict.has_errors for row, verdict in kept):
        raise _OvertakenError
    new = [(row, verdict) for row, verdict in kept if verdict.outcome == RowOutcome.NEW]
    changed = [(row, verdict) for row, verdict in kept if verdict.outcome == RowOutcome.CHANGED]
    questions = writer.create([verdict.content for _row, verdict in new], _files(new))
    for (row, _verdict), question in zip(new, questions, strict=True):
        row.question = question
    QuestionImportRow.objects.bulk_update([row for row, _verdict in new], ["question"])
    changes = [
        Change(verdict.present, verdict.content) for _row, verdict in changed if verdict.present
    ]
    writer.change(changes, _files(changed))
    counts = Counter(verdict.outcome for _row, verdict in kept)
    counts[SKIPPED] += len(batch) - len(kept)
    return counts


def _files(judged: Judged) -> dict[str, Any]:
    """The kept pictures that the bank is to get, by their hash."""
    return {
        verdict.content.image: row.image
        for row, verdict in judged
        if verdict.content.image
        and not (verdict.present and verdict.present.content.image == verdict.content.image)
    }


def _told(counts: Counter[str]) -> dict[str, int]:
    """The numbers of the log."""
    return {
        "new": counts[RowOutcome.NEW],
        "changed": counts[RowOutcome.CHANGED],
        "same": counts[RowOutcome.SAME],
        "left": counts[SKIPPED] + counts[RowOutcome.REPEATED],
    }
