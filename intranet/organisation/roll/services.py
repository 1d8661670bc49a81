"""Writes of the roll import: taking a file in, dry run, answers, applying, discarding."""

import contextlib
import datetime
import functools
import hashlib
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from intranet.accounts.models import User
from intranet.organisation.models import RollImport, RollImportState
from intranet.organisation.person_lines import from_file
from intranet.organisation.roll import state
from intranet.organisation.roll.person_lines import PersonLines
from intranet.organisation.roll.plan import Plan, Roll, Step, make_plan
from intranet.organisation.roll.progress import Progress
from intranet.organisation.roll.reading import read_cells
from intranet.organisation.roll.report import report_of
from intranet.organisation.roll.rows import RollRow, read_rows
from intranet.organisation.roll.units import NEW
from intranet.organisation.roll.writing import BATCH, Writer

ROWS_AT_ONCE = 2_000
ROWS_PER_TELLING = 1_000
UPLOAD_ACTION = "organisation.roll_upload"
APPLY_ACTION = "organisation.roll_apply"
DISCARD_ACTION = "organisation.roll_discard"

Line = TypeVar("Line")


def take_in(
    *, user: User, upload: Any, file_name: str, effective_on: datetime.date, is_complete: bool
) -> RollImport:
    """Keep the file after reading it through once; raises FileRefusedError and keeps nothing then.

    `upload` is an open file with `chunks()`.
    """
    with tempfile.NamedTemporaryFile(prefix="roll-") as copy:
        sha256 = hashlib.sha256()
        for chunk in upload.chunks():
            sha256.update(chunk)
            copy.write(chunk)
        copy.flush()
        rows = sum(isinstance(line, RollRow) for line in read_rows(read_cells(Path(copy.name))))
        with transaction.atomic(), Path(copy.name).open("rb") as content:
            roll_import = RollImport(
                file_name=file_name[:255],
                sha256=sha256.hexdigest(),
                uploaded_by=user,
                effective_on=effective_on,
                is_complete=is_complete,
                total=rows,
            )
            roll_import.answers = _earlier_answers(roll_import.sha256)
            roll_import.file = File(content, name=roll_import.sha256)
            roll_import.save()
            _log(roll_import, UPLOAD_ACTION, user, rows=rows, sha256=roll_import.sha256)
    return roll_import


def _earlier_answers(sha256: str) -> dict[str, str]:
    """What was answered before: about units in any file, about people in the same one."""
    answers: dict[str, str] = {}
    applied = RollImport.objects.filter(state=RollImportState.APPLIED).order_by("applied_at")
    for earlier, given in applied.values_list("sha256", "answers"):
        answers.update(
            (key, answer)
            for key, answer in given.items()
            if answer != NEW and (key.startswith("unit:") or earlier == sha256)
        )
    return answers


def dry_run(*, roll_import: RollImport) -> None:
    """Compare the file with the roll and keep what it would change; nothing else is written."""
    is_done = False
    try:
        plan = _plan(roll_import)
        is_done = True
    finally:
        if not is_done:
            _set(roll_import, state=RollImportState.REFUSED)
    _set(roll_import, state=RollImportState.DRAFT, report=report_of(plan))


def answer(*, roll_import: RollImport, answers: Mapping[str, str]) -> bool:
    """Keep the answers; whether the import still waited for some."""
    kept = {**roll_import.answers, **{key: value for key, value in answers.items() if value}}
    drafts = RollImport.objects.filter(pk=roll_import.pk, state=RollImportState.DRAFT)
    is_kept = bool(drafts.update(answers=kept, state=RollImportState.READING, done=0))
    roll_import.refresh_from_db()
    return is_kept


def discard(*, roll_import: RollImport, user: User) -> bool:
    """Put the dry run aside; whether it was still one."""
    with transaction.atomic():
        drafts = RollImport.objects.filter(pk=roll_import.pk, state=RollImportState.DRAFT)
        is_discarded = bool(drafts.update(state=RollImportState.DISCARDED))
        if is_discarded:
            _log(roll_import, DISCARD_ACTION, user)
    return is_discarded


def begin(*, roll_import: RollImport) -> bool:
    """Take the import for applying; a second click or another tab gets False."""
    drafts = RollImport.objects.filter(pk=roll_import.pk, state=RollImportState.DRAFT)
    is_begun = bool(drafts.update(state=RollImportState.APPLYING, done=0, moved_at=timezone.now()))
    roll_import.refresh_from_db()
    return is_begun


def begin_again(*, roll_import: RollImport) -> bool:
    """Take an import whose task died back to the dry run; what it wrote was rolled back."""
    if not roll_import.is_stuck:
        return False
    _set(roll_import, state=RollImportState.READING, done=0)
    return True


def apply(*, roll_import: RollImport, user: User | None) -> bool:
    """Write all of it or nothing; False if the roll is no longer what the dry run compared with.

    The plan is made anew within the transaction, so that what is written is what was shown.
    """
    is_done = False
    progress = Progress(roll_import)
    try:
        with contextlib.suppress(IntegrityError), transaction.atomic():
            is_done = _apply(roll_import, user, progress)
    finally:
        progress.end()
        if not is_done:
            _set(roll_import, state=RollImportState.DRAFT)
    if not is_done:
        roll_import.refresh_from_db()
        dry_run(roll_import=roll_import)
        _set(roll_import, report={**roll_import.report, "is_overtaken": True})
    return is_done


def _apply(roll_import: RollImport, user: User | None, progress: Progress) -> bool:
    plan = _plan(roll_import, tell=lambda done: progress.read(done, roll_import.total))
    if not plan.is_ready or plan.digest != roll_import.report.get("digest"):
        return False
    writer = _writer(plan, roll_import, user, progress)
    writer.write(plan)
    answers = dict(roll_import.answers)
    for question, key in plan.new_by_question.items():
        answers[question] = f"unit:{writer.unit_ids[key]}"
    _set(
        roll_import,
        state=RollImportState.APPLIED,
        answers=answers,
        report=report_of(plan),
        applied_by=user,
        applied_at=timezone.now(),
    )
    _log(roll_import, APPLY_ACTION, user, **plan.counts, sha256=roll_import.sha256)
    return True


def _writer(plan: Plan, roll_import: RollImport, user: User | None, progress: Progress) -> Writer:
    """A writer that leaves a line in the log of each person and tells how far it has come."""
    day = roll_import.effective_on
    lines = PersonLines(plan, day=day, source=from_file(roll_import.file_name), user=user)
    numbers = itertools.count(1)

    def written(steps: list[Step], person_ids: dict[int, int]) -> None:
        lines.note(steps, person_ids)
        progress.written(min(next(numbers) * BATCH, len(plan.steps)), len(plan.steps))

    return Writer(day, f"TAM-{roll_import.pk}-", written)


def _plan(roll_import: RollImport, tell: Callable[[int], None] | None = None) -> Plan:
    """What the file would change on the roll as it is now; `tell` hears how many rows went by."""
    day = roll_import.effective_on
    roll = Roll(
        units=state.units_on(day),
        codes=state.codes_of_units(),
        people=state.people_on(day),
        accounts_named=state.accounts_named,
    )
    with _local_copy(roll_import) as path:
        told = tell or functools.partial(_tell, roll_import)
        lines = _telling(read_rows(read_cells(path)), told)
        return make_plan(lines, roll, roll_import.answers, is_complete=roll_import.is_complete)


@contextlib.contextmanager
def _local_copy(roll_import: RollImport) -> Iterator[Path]:
    """The kept file as one of this machine, wherever files are kept."""
    with tempfile.NamedTemporaryFile(prefix="roll-") as copy, roll_import.file.open("rb") as kept:
        for chunk in kept.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _telling(lines: Iterable[Line], tell: Callable[[int], None]) -> Iterator[Line]:
    """The same lines, telling from time to time how many went by."""
    for number, line in zip(itertools.count(1), lines, strict=False):
        if number % ROWS_PER_TELLING == 0:
            tell(number)
        yield line


def _tell(roll_import: RollImport, done: int) -> None:
    """Keep with the import how many rows went by."""
    _set(roll_import, done=done)


def _set(roll_import: RollImport, **values: Any) -> None:
    """Set columns of the import, here and in the database."""
    values["moved_at"] = timezone.now()
    for name, value in values.items():
        setattr(roll_import, name, value)
    roll_import.save(update_fields=list(values))


def _log(roll_import: RollImport, action: str, user: User | None, **data: Any) -> None:
    """Write down who did what with which file."""
    data |= {
        "file": roll_import.file_name,
        "day": roll_import.effective_on.isoformat(),
        "complete": roll_import.is_complete,
    }
    log(instance=roll_import, action=action, user=user, data=data)
