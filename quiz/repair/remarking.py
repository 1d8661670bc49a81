"""Marking attempts again: the preview and the act walk through the very same code.

What is marked again is whatever a version was asked in; running attempts are locked but left as
they are, because handing in marks by the key as it then stands. A version's row is locked before
the attempts: whoever begins meanwhile waits for the new key, whoever hands in either is seen here
or reads it.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from quiz.choices import FINISHED
from quiz.correction import Act, corrected
from quiz.marking import Outcome, stored
from quiz.models import Attempt, KeyRepair, QuestionVersion, QuizPage, RepairState, Response
from quiz.repair.effects import QuizEffect, Result, Sat, quiz_effects
from quiz.services.closing import RESULT_FIELDS, judged, marks_expression, take_over
from quiz.types import scored_kinds

BATCH = 200
Corrections = Mapping[int, Mapping[str, Any]]


class Remarked:
    """A finished attempt beside what it comes to by the key as it stands now."""

    def __init__(self, attempt: Attempt, responses: Sequence[Response]) -> None:
        self.attempt = attempt
        self.before = Result(attempt.score or Decimal(0), attempt.maximum, bool(attempt.is_passed))
        marks, outcome = judged(attempt, responses)
        self.after = _result(outcome)
        exact = {response.pk: marks.get(response.pk) for response in responses}
        now = {pk: None if mark is None else stored(mark) for pk, mark in exact.items()}
        self.marks = {
            response.pk: now[response.pk]
            for response in responses
            if response.mark != now[response.pk]
        }
        take_over(attempt, outcome)

    @property
    def is_changed(self) -> bool:
        """Whether the result of the attempt, not only a mark in it, is another."""
        return self.before != self.after


def corrections_of(repair: KeyRepair, versions: Sequence[QuestionVersion]) -> dict[int, Any]:
    """What each version says of its key after the act, whatever was decided before it."""
    act = Act(repair.act)
    return {
        version.pk: {
            **corrected(version.item, act, keys=repair.keys, forms=repair.forms),
            "repair": repair.pk,
        }
        for version in versions
    }


def remarked(
    attempt_ids: Sequence[int], corrections: Corrections, *, lock: bool = False
) -> Iterator[list[Remarked]]:
    """Finished attempts among these, marked by the corrections in memory, batch after batch."""
    versions: dict[int, QuestionVersion] = {}
    for first in range(0, len(attempt_ids), BATCH):
        chosen = Attempt.objects.filter(pk__in=attempt_ids[first : first + BATCH]).order_by("pk")
        attempts = list(chosen.select_for_update(of=("self",)) if lock else chosen)
        finished = {attempt.pk: attempt for attempt in attempts if attempt.state in FINISHED}
        yield _marked(finished, corrections, versions)


def _marked(
    finished: Mapping[int, Attempt],
    corrections: Corrections,
    versions: dict[int, QuestionVersion],
) -> list[Remarked]:
    rows = Response.objects.filter(attempt__in=finished).order_by("attempt_id", "slot")
    rows = rows.only("attempt_id", "slot", "question_version_id", "answer", "mark")
    by_attempt: dict[int, list[Response]] = {pk: [] for pk in finished}
    for row in rows:
        by_attempt[row.attempt_id].append(row)
    wanted = {row.question_version_id for of in by_attempt.values() for row in of}
    versions |= _versions(wanted - versions.keys(), corrections)
    for of in by_attempt.values():
        for row in of:
            row.question_version = versions[row.question_version_id]
    return [Remarked(attempt, by_attempt[pk]) for pk, attempt in finished.items()]


def _versions(wanted: set[int], corrections: Corrections) -> dict[int, QuestionVersion]:
    found = QuestionVersion.objects.order_by().in_bulk(wanted) if wanted else {}
    for pk in found.keys() & corrections.keys():
        found[pk].correction = corrections[pk]
    return found


def write(batch: Sequence[Remarked]) -> list[Remarked]:
    """Store new marks and results; return the attempts whose result is another now."""
    marks = {pk: mark for one in batch for pk, mark in one.marks.items()}
    if marks:
        told = {pk: mark for pk, mark in marks.items() if mark is not None}
        Response.objects.filter(pk__in=marks).update(mark=marks_expression(told))
    changed = [one for one in batch if one.is_changed]
    Attempt.objects.bulk_update([one.attempt for one in changed], RESULT_FIELDS)
    return changed


def asked_in(version_ids: Sequence[int]) -> list[int]:
    """Attempts in which one of the versions was asked, in the order in which they are locked."""
    attempts = Attempt.objects.filter(responses__question_version__in=version_ids)
    return list(attempts.order_by("pk").distinct().values_list("pk", flat=True))


def without_maximum(version_ids: Sequence[int]) -> QuerySet[Attempt]:
    """Attempts in which nothing would earn a mark any more without these versions.

    Zero of zero points is the full score: whoever was asked nothing else would pass. What others
    agreed to void and the worker has not marked yet earns no mark either.
    """
    agreed = KeyRepair.objects.filter(act=Act.VOID, state=RepairState.APPLYING)
    void = agreed.filter(versions__isnull=False).values_list("versions", flat=True)
    counting = Response.objects.filter(
        Q(question_version__correction__isnull=True)
        | Q(question_version__correction__is_void=False),
        attempt=OuterRef("pk"),
        question_version__kind__in=scored_kinds(),
    ).exclude(question_version__in=[*version_ids, *void])
    attempts = Attempt.objects.filter(pk__in=asked_in(version_ids))
    return attempts.exclude(Exists(counting)).order_by()


def effects(
    repair: KeyRepair, versions: Sequence[QuestionVersion], *, until: datetime.datetime
) -> list[QuizEffect]:
    """What the repair changes in attempts that ended by then, without writing anything."""
    corrections = corrections_of(repair, versions)
    after = {
        one.attempt.pk: one.after
        for batch in remarked(asked_in([version.pk for version in versions]), corrections)
        for one in batch
        if one.attempt.finished_at and one.attempt.finished_at <= until
    }
    return effects_of(after, until=until)


def effects_of(
    after: Mapping[int, Result],
    before: Mapping[int, Result] | None = None,
    *,
    until: datetime.datetime,
) -> list[QuizEffect]:
    """What new results change; `before` where the old ones are no longer in the database."""
    known = before or {}
    quiz_ids = set(
        Attempt.objects.filter(pk__in=list(after)).order_by().values_list("quiz", flat=True)
    )
    sat = [replace(one, result=known.get(one.pk, one.result)) for one in _sat(quiz_ids, until)]
    methods = QuizPage.objects.filter(pk__in=quiz_ids).values_list("pk", "grading_method")
    return quiz_effects(sat, after, dict(methods))


def _sat(quiz_ids: set[int], until: datetime.datetime) -> Iterator[Sat]:
    """All finished attempts of the quizzes, since places are taken among all."""
    rows = Attempt.objects.finished().filter(quiz__in=quiz_ids, finished_at__lte=until)
    values = rows.order_by().values_list(
        "pk", "quiz_id", "person_id", "number", "started_at", "finished_at", *RESULT_FIELDS
    )
    for pk, quiz, person, number, started_at, finished_at, *found in values:
        score, maximum, is_passed = found
        result = Result(score or Decimal(0), maximum, bool(is_passed))
        yield Sat(pk, quiz, person, number, started_at, finished_at, result)


def _result(outcome: Outcome) -> Result:
    return Result(stored(outcome.score), stored(outcome.maximum), outcome.is_passed)
