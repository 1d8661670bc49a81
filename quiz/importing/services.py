"""What a person does with a file of questions; the screens call this and nothing below.

Every act names the state that it starts from, so that a second click, another tab or a colleague
who was faster gets False and nothing happens twice.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from intranet.accounts.models import User
from intranet.pages.models import Topic
from quiz.importing import judging, mending, tasks
from quiz.importing.approving import may_approve, snapshot
from quiz.importing.log_actions import (
    APPROVE_ACTION,
    DISCARD_ACTION,
    MAPPING_ACTION,
    REFUSE_ACTION,
    SUBMIT_ACTION,
    UPLOAD_ACTION,
)
from quiz.importing.records import OvertakenError, note, put, take
from quiz.models import ImportState, QuestionImport, QuestionImportRow

APPLIED, DRAFT, MAPPING = ImportState.APPLIED, ImportState.DRAFT, ImportState.MAPPING


class ImportNotAllowedError(Exception):
    """Somebody who wrote questions of a file was about to approve them."""


def take_in(*, file: File, file_name: str, topic: Topic, user: User) -> QuestionImport:
    """Keep the file and have it read; pasted text comes as a file of its bytes."""
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    with transaction.atomic():
        question_import = QuestionImport(
            file_name=file_name[:255], sha256=sha256.hexdigest(), topic=topic, uploaded_by=user
        )
        question_import.file.save(question_import.sha256, file, save=False)
        question_import.save()
        note(question_import, UPLOAD_ACTION, user)
    tasks.run_read(question_import)
    return question_import


def set_mapping(*, question_import: QuestionImport, mapping: Mapping[str, Any], user: User) -> bool:
    """Say what the columns mean and have the file read anew; whether it still could be said."""
    with transaction.atomic():
        if not take(
            question_import, (MAPPING, DRAFT), state=ImportState.READING, mapping=dict(mapping)
        ):
            return False
        note(question_import, MAPPING_ACTION, user)
    tasks.run_read(question_import)
    return True


def mend(
    *, row: QuestionImportRow, data: Mapping[str, Any], user: User, seen: str | None = None
) -> bool:
    """Take these values (`quiz.importing.kept`) for a question; it is checked anew at once.

    `seen` is the digest of the values that stood on the page; raises OvertakenError where somebody
    has changed them since. So do the two below.
    """
    return mending.mend(row=row, data=data, user=user, seen=seen)


def choose_kind(*, row: QuestionImportRow, kind: str, user: User, seen: str | None = None) -> bool:
    """Say what kind of question it is; whatever else is wrong with it stays."""
    return mending.choose_kind(row=row, kind=kind, user=user, seen=seen)


def take_back(*, row: QuestionImportRow, user: User, seen: str | None = None) -> bool:
    """Make a mended question again what it is in the file."""
    return mending.take_back(row=row, user=user, seen=seen)


def skip(*, rows: Iterable[QuestionImportRow], is_skipped: bool, user: User) -> int:
    """Leave questions out, or take them in after all; how many that still could be done with."""
    return mending.skip(rows=rows, is_skipped=is_skipped, user=user)


def skip_faulty(*, question_import: QuestionImport, user: User) -> int:
    """Leave out every question with an error; how many those were."""
    return skip(rows=question_import.rows.filter(has_errors=True), is_skipped=True, user=user)


def apply(*, question_import: QuestionImport, user: User, seen: str | None = None) -> bool:
    """Have all questions written that are not skipped; False while some of them have errors.

    `seen` is the edition of the file that the page showed; raises OvertakenError for an older one.
    """
    with transaction.atomic():
        held = QuestionImport.objects.select_for_update().get(pk=question_import.pk)
        if seen is not None and held.state == DRAFT and held.edition != seen:
            raise OvertakenError
        if question_import.rows.filter(has_errors=True, is_skipped=False).exists():
            return False
        if not take(question_import, (DRAFT,), state=ImportState.APPLYING):
            return False
    tasks.run_apply(question_import, user)
    return True


def begin_again(*, question_import: QuestionImport, user: User) -> bool:
    """Take up what a task left lying that died; what it wrote in its transaction was undone."""
    if not question_import.is_stuck:
        return False
    if question_import.state == ImportState.APPROVING:
        put(question_import, done=0)
        tasks.run_approve(question_import, question_import.decided_by or user)
    elif question_import.state == ImportState.APPLYING:
        if take(question_import, (ImportState.APPLYING,), state=DRAFT):
            judging.judge_again(question_import)
    else:
        put(question_import, done=0)
        tasks.run_read(question_import)
    return True


def discard(*, question_import: QuestionImport, user: User) -> bool:
    """Put a dry run aside; whether it still was one."""
    with transaction.atomic():
        if not take(question_import, (DRAFT, MAPPING), state=ImportState.DISCARDED):
            return False
        note(question_import, DISCARD_ACTION, user)
    return True


def submit(*, question_import: QuestionImport, user: User) -> bool:
    """Hand the drafts in for approval as they stand now; whether they still could be."""
    with transaction.atomic():
        values = {"submitted_by": user, "submitted_at": timezone.now()}
        if not take(question_import, (APPLIED,), state=ImportState.SUBMITTED, **values):
            return False
        snapshot(question_import)
        note(question_import, SUBMIT_ACTION, user)
    return True


def approve(*, question_import: QuestionImport, user: User) -> bool:
    """Agree as second person, and have all that was handed in published.

    Raises ImportNotAllowedError for somebody who has a part in it.
    """
    if not may_approve(user, question_import):
        raise ImportNotAllowedError
    values = {"decided_by": user, "decided_at": timezone.now(), "decision_reason": ""}
    with transaction.atomic():
        states = (ImportState.SUBMITTED,)
        if not take(question_import, states, state=ImportState.APPROVING, **values):
            return False
        note(question_import, APPROVE_ACTION, user)
    tasks.run_approve(question_import, user)
    return True


def refuse(*, question_import: QuestionImport, reason: str, user: User) -> bool:
    """Send the drafts back with a reason; whether they still waited."""
    if not may_approve(user, question_import):
        raise ImportNotAllowedError
    values = {"decided_by": user, "decided_at": timezone.now(), "decision_reason": reason}
    with transaction.atomic():
        if not take(question_import, (ImportState.SUBMITTED,), state=APPLIED, **values):
            return False
        note(question_import, REFUSE_ACTION, user, reason=reason)
    return True
