"""Judging the rows of a dry run: after reading, after a mending, and once more when applying."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db.models import QuerySet

from intranet.pages.models import Topic
from quiz.formats.base import Place, ReadQuestion
from quiz.formats.checking import Twin, twins
from quiz.importing.bank_state import names_for
from quiz.importing.comparing import Comparer, Line, Verdict
from quiz.importing.kept import kept_problem, problem_of, question_of
from quiz.importing.report import storable
from quiz.models import QuestionImport, QuestionImportRow

BATCH = 500
JUDGED = ("problems", "has_errors", "outcome", "question", "topic", "compared")
Item = TypeVar("Item")
Tell = Callable[[int], None]


def comparer_for(question_import: QuestionImport, *, is_held: bool = False) -> Comparer:
    """The bank and the names as they are now; questions compared with are held if wanted."""
    names = names_for(question_import)
    topic = Topic.objects.filter(pk=names.default_topic).first()
    return Comparer(names, str(topic or ""), question_import.format, is_held=is_held)


def question_in(row: QuestionImportRow) -> ReadQuestion:
    """The question of the row, with what the reader said about it."""
    problems = map(problem_of, row.reader_problems)
    return question_of(row.data, Place(row.line, row.sheet), problems)


def line_of(row: QuestionImportRow) -> Line:
    """The row as it is compared."""
    image = (row.data.get("image_hash", ""), row.data.get("image_alt", ""))
    return Line(row.number, question_in(row), image, row.is_skipped)


def twins_in(rows: QuerySet[QuestionImportRow]) -> dict[int, Twin]:
    """Which questions stood in the file before; what is skipped stands nowhere."""
    kept = rows.filter(is_skipped=False).order_by("number")
    columns = ("number", "line", "sheet", "data")
    return twins(
        (number, question_of(data, Place(line, sheet)))
        for number, line, sheet, data in kept.values_list(*columns).iterator(BATCH)
    )


def judged(
    rows: Iterable[QuestionImportRow], comparer: Comparer, found: dict[int, Twin]
) -> Iterator[list[tuple[QuestionImportRow, Verdict]]]:
    """The rows with their verdicts, in batches and in their order."""
    for batch in batches(rows):
        verdicts = comparer.verdicts([line_of(row) for row in batch], found)
        yield list(zip(batch, verdicts, strict=True))


def note(row: QuestionImportRow, verdict: Verdict) -> None:
    """Keep the verdict with the row; `JUDGED` are the columns it changes."""
    row.problems = [storable(kept_problem(problem)) for problem in verdict.problems]
    row.has_errors = verdict.has_errors
    row.outcome = verdict.outcome
    row.question_id = verdict.question_id
    row.topic_id = verdict.topic_id
    row.compared = verdict.compared


def judge_again(question_import: QuestionImport, tell: Tell | None = None) -> set[int]:
    """Judge all rows anew and keep what is new; the questions of the bank that the file has."""
    rows = question_import.rows.order_by("number")
    comparer, found = comparer_for(question_import), twins_in(rows)
    done = 0
    meant: set[int] = set()
    for batch in judged(rows.iterator(BATCH), comparer, found):
        changed = []
        for row, verdict in batch:
            before = (row.compared, row.problems, row.topic_id)
            note(row, verdict)
            meant.update([row.question_id] if row.question_id else [])
            if (row.compared, row.problems, row.topic_id) != before:
                changed.append(row)
        QuestionImportRow.objects.bulk_update(changed, JUDGED)
        done += len(batch)
        if tell:
            tell(done)
    return meant


def judge_one(row: QuestionImportRow) -> None:
    """Judge one row of a large file anew; the others stay as they are until it is applied."""
    rows = row.question_import.rows
    comparer = comparer_for(row.question_import)
    others = rows.exclude(pk=row.pk).filter(is_skipped=False, question__isnull=False)
    comparer.claimed = set(others.values_list("question_id", flat=True))
    found = twins_in(rows.all())
    for batch in judged([row], comparer, found):
        for judged_row, verdict in batch:
            note(judged_row, verdict)
    row.save(update_fields=JUDGED)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, a batch at a time."""
    rest = iter(items)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch
