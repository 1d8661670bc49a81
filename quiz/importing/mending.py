"""Mending a question of a dry run, taking that back, and leaving questions out."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from intranet.accounts.models import User
from quiz.formats.base import ERROR
from quiz.importing import judging
from quiz.importing.kept import FIELDS, OPTION_FIELDS, digest
from quiz.importing.kinds_asked import KINDS_ASKED
from quiz.importing.log_actions import ROW_ACTION
from quiz.importing.records import OvertakenError, note, touch
from quiz.importing.report import storable
from quiz.models import ImportState, QuestionImport, QuestionImportRow

JUDGED_WHOLE = 1_000
MENDABLE = (*FIELDS, "image_alt", "image_hash")


def mend(
    *, row: QuestionImportRow, data: Mapping[str, Any], user: User, seen: str | None = None
) -> bool:
    """Take new values for a question; what the reader could not make out has been seen to then.

    `seen` is the digest of the values that the person had before the eyes; like its fellows below
    this raises OvertakenError where they are others by now.
    """
    with transaction.atomic():
        held = _held(row, seen)
        if held is None:
            return False
        settled = {problem["code"] for problem in held.reader_problems}
        _mend(held, _cleaned(data), settled)
        _judge(held, user, "mended")
    row.refresh_from_db()
    return True


def choose_kind(*, row: QuestionImportRow, kind: str, user: User, seen: str | None = None) -> bool:
    """Settle what kind of question is meant, and nothing else that the reader left open."""
    with transaction.atomic():
        held = _held(row, seen)
        if held is None:
            return False
        _mend(held, {"kind": kind}, KINDS_ASKED)
        _judge(held, user, "mended")
    row.refresh_from_db()
    return True


def _mend(row: QuestionImportRow, values: Mapping[str, Any], settled: Collection[str]) -> None:
    """Give the row the values; errors of the reader with these codes are seen to by that."""
    if row.as_read is None:
        row.as_read = {"data": row.data, "problems": row.reader_problems}
    row.data = {**row.data, **values}
    row.reader_problems = [
        problem
        for problem in row.reader_problems
        if problem["severity"] != ERROR or problem["code"] not in settled
    ]
    row.is_mended = True


def take_back(*, row: QuestionImportRow, user: User, seen: str | None = None) -> bool:
    """Make the question again what it is in the file."""
    with transaction.atomic():
        held = _held(row, seen)
        if held is None or held.as_read is None:
            return False
        held.data = held.as_read["data"]
        held.reader_problems = held.as_read["problems"]
        held.as_read, held.is_mended = None, False
        _judge(held, user, "taken_back")
    row.refresh_from_db()
    return True


def skip(*, rows: Iterable[QuestionImportRow], is_skipped: bool, user: User) -> int:
    """Leave questions out, or take them in after all; how many that was."""
    with transaction.atomic():
        meant = list(rows)
        held = _drafts().filter(pk__in={row.question_import_id for row in meant}).in_bulk()
        drafts = QuestionImportRow.objects.filter(
            pk__in=[row.pk for row in meant], question_import__in=held
        ).exclude(is_skipped=is_skipped)
        found = list(drafts.only("pk", "question_import_id"))
        QuestionImportRow.objects.filter(pk__in=[row.pk for row in found]).update(
            is_skipped=is_skipped
        )
        for import_id in {row.question_import_id for row in found}:
            _judge_others(held[import_id])
            touch(held[import_id])
    return len(found)


def _drafts() -> QuerySet[QuestionImport]:
    """The dry runs, held, so that nobody applies one while its questions are changed."""
    return QuestionImport.objects.select_for_update().filter(state=ImportState.DRAFT)


def _held(row: QuestionImportRow, seen: str | None) -> QuestionImportRow | None:
    """The row as it is now, held until it is written; None when its import is no dry run."""
    question_import = _drafts().filter(pk=row.question_import_id).first()
    if question_import is None:
        return None
    held = QuestionImportRow.objects.select_for_update().get(pk=row.pk)
    if seen is not None and digest(held.data) != seen:
        raise OvertakenError
    held.question_import = question_import
    return held


def _judge(row: QuestionImportRow, user: User, act: str) -> None:
    """Write the row, judge it and what it touches, and note who did it."""
    row.save()
    question_import = row.question_import
    if question_import.total <= JUDGED_WHOLE:
        judging.judge_again(question_import)
    else:
        judging.judge_one(row)
    question_import.menders.add(user)
    touch(question_import)
    note(question_import, ROW_ACTION, user, number=row.number, act=act)


def _judge_others(question_import: QuestionImport) -> None:
    """Judge all rows of a small file; a large one is judged anew when it is applied."""
    if question_import.total <= JUDGED_WHOLE:
        judging.judge_again(question_import)


def _cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a question has, composed, and nothing else."""
    values: dict[str, Any] = {name: storable(data[name]) for name in MENDABLE if name in data}
    if "options" in values:
        values["options"] = [
            {name: option[name] for name in OPTION_FIELDS if name in option}
            for option in values["options"]
        ]
    return values
