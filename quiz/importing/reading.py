"""Reading a file that was taken in: questions become rows of a dry run."""

import contextlib
import logging
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quiz.formats import recognise
from quiz.formats.base import WARNING, FileRefusedError, Problem, ReadFile, ReadQuestion
from quiz.formats.checking import twins
from quiz.importing import judging, pictures, report
from quiz.importing.kept import data_of, kept_problem
from quiz.importing.records import put, take
from quiz.importing.writing import large_statements
from quiz.models import ImportState, QuestionImport, QuestionImportRow

UNSURE_COLUMNS = "sheet_columns_unsure"
UNREADABLE = "compare_file_unreadable"

logger = logging.getLogger(__name__)


def read(*, question_import: QuestionImport) -> None:
    """Make the dry run; a file that cannot be read is refused with what is the matter with it.

    Each batch is written by itself, so that nobody waits; they are seen once the state says so.
    """
    if question_import.state != ImportState.READING:
        return
    try:
        values = _keep(question_import, _read(question_import))
    except FileRefusedError as error:
        values = _refused(error.code, error.details)
    except Exception:
        logger.exception("A file of questions could not be read: %s", question_import.pk)
        values = _refused(UNREADABLE, {})
    take(question_import, (ImportState.READING,), **values)


def _refused(code: str, details: Mapping[str, Any]) -> dict[str, Any]:
    return {"state": ImportState.REFUSED, "report": report.refusal(code, details)}


def _read(question_import: QuestionImport) -> ReadFile:
    """What the reader of its format finds in the file."""
    with _local_copy(question_import) as path:
        return recognise.read(path, question_import.mapping or None)


def _keep(question_import: QuestionImport, found: ReadFile) -> dict[str, Any]:
    """Replace the rows of the dry run by those of the file; the columns of the import to set."""
    question_import.rows.all().delete()
    put(question_import, format=found.format, total=len(found.questions), done=0)
    kept = report.of_file(found)
    is_unsure = any(problem.code == UNSURE_COLUMNS for problem in found.problems)
    if is_unsure and not question_import.mapping:
        return {"state": ImportState.MAPPING, "report": kept}
    meant = _write_rows(question_import, found)
    return {
        "state": ImportState.DRAFT,
        "report": {**kept, **report.missing(question_import, meant)},
    }


def _write_rows(question_import: QuestionImport, found: ReadFile) -> set[int]:
    """Write rows in batches, judged at once; the questions of the bank that the file has."""
    comparer = judging.comparer_for(question_import)
    before = twins(enumerate(found.questions, 1))
    rows = (
        _row(question_import, number, question)
        for number, question in enumerate(found.questions, 1)
    )
    meant: set[int] = set()
    for batch in judging.judged(rows, comparer, before):
        for row, verdict in batch:
            judging.note(row, verdict)
            meant.update([row.question_id] if row.question_id else [])
        with large_statements():
            QuestionImportRow.objects.bulk_create([row for row, _verdict in batch])
        put(question_import, done=batch[-1][0].number)
    return meant


def _row(question_import: QuestionImport, number: int, question: ReadQuestion) -> QuestionImportRow:
    """The row of a question as it was read, with its picture if that may be taken in."""
    row = QuestionImportRow(
        question_import=question_import,
        number=number,
        line=max(question.place.line, 0),
        sheet=report.storable(question.place.sheet)[:255],
        data=report.storable(data_of(question)),
    )
    problems = list(question.problems)
    if question.image:
        kept = pictures.keep(question.image, row.image.storage)
        if kept:
            row.data["image_hash"], row.image.name = kept
        else:
            name = question.image.name
            problems.append(Problem(WARNING, "check_picture_odd", question.place, name))
    row.reader_problems = [report.storable(kept_problem(problem)) for problem in problems]
    return row


@contextlib.contextmanager
def _local_copy(question_import: QuestionImport) -> Iterator[Path]:
    """The kept file as one of this machine, wherever files are kept."""
    with (
        tempfile.NamedTemporaryFile(prefix="cau-hoi-") as copy,
        question_import.file.open("rb") as kept,
    ):
        for chunk in kept.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
