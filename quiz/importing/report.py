"""What is kept with an import besides its questions: plain values, cut to what a person reads."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from quiz.formats.base import BLANK, QUESTION, ReadFile
from quiz.importing.kept import kept_problem
from quiz.models.imports import IN_BANK, QuestionImport, QuestionImportRow
from search.text import plain

MOST_LINES = 2_000
MOST_MISSING = 500
MOST_PROBLEMS = 1_000
LONGEST_LINE = 500
SHOWN = 200
PASTED = gettext_lazy("Pasted text")
_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(value: Any) -> Any:
    """The value as JSON and every database can keep it."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", plain(value))
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): storable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [storable(item) for item in value]
    return storable(str(value))


def of_file(read: ReadFile) -> dict[str, Any]:
    """Problems of the file, what became of its lines, and those that are no question."""
    others = [line for line in read.lines if line.role not in (QUESTION, BLANK)]
    report = {
        "problems": [kept_problem(problem) for problem in read.problems[:MOST_PROBLEMS]],
        "roles": dict(Counter(line.role for line in read.lines)),
        "lines": [
            {
                "line": line.place.line,
                "sheet": line.place.sheet,
                "role": line.role,
                "text": line.text[:LONGEST_LINE],
            }
            for line in others[:MOST_LINES]
        ],
        "lines_left": max(0, len(others) - MOST_LINES),
    }
    kept: dict[str, Any] = storable(report)
    return kept


def refusal(code: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """Why the file could not be read."""
    return {"refusal": {"code": code, "details": storable(details)}}


def missing(question_import: QuestionImport, found: Collection[int]) -> dict[str, Any]:
    """Questions that came with earlier imports of this file and are not in it any more.

    Pasted texts have nothing to do with each other, though all have one name.
    """
    if question_import.file_name == str(PASTED):
        return {"missing": [], "missing_count": 0}
    earlier = QuestionImportRow.objects.filter(
        question_import__file_name=question_import.file_name,
        question_import__state__in=IN_BANK,
        question__isnull=False,
        is_skipped=False,
    ).exclude(question_import=question_import)
    rows = earlier.order_by("question_id").values_list(
        "question_id", "question__code", "question__stem"
    )
    gone = {row[0]: row for row in rows.distinct() if row[0] not in found}
    return {
        "missing": [
            {"id": number, "code": code or "", "stem": stem[:SHOWN]}
            for number, code, stem in list(gone.values())[:MOST_MISSING]
        ],
        "missing_count": len(gone),
    }
