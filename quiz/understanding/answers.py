"""What was answered in the attempts looked at: everything the figures need, in two statements."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Value
from django_cte import CTE, with_cte

from quiz.marking import percent
from quiz.models import Attempt, Response
from quiz.types import scored_kinds
from quiz.understanding.samples import Sample, sampled


def in_percent(score: Decimal, maximum: Decimal) -> float:
    """The score in percent of the maximum; zero for an attempt without marks."""
    return float(percent(score, maximum))


class ResultRow(NamedTuple):
    """Attempts with the same result; score and maximum are in marks.

    `people` counts those whose first attempt stands in the row, so that each counts in one row.
    """

    score: Decimal
    maximum: Decimal
    is_passed: bool
    attempts: int
    people: int

    @property
    def percent(self) -> float:
        """The score in percent of the maximum."""
        return in_percent(self.score, self.maximum)


class AnswerRow(NamedTuple):
    """Attempts that gave the same answer to the same version and have the same result.

    `mark` is None where the question counts for nobody any more.
    """

    version_id: int
    mark: Decimal | None
    score: Decimal
    maximum: Decimal
    answer: list[Any]
    attempts: int

    @property
    def percent(self) -> float:
        """The score of the attempts in percent of the maximum."""
        return in_percent(self.score, self.maximum)


def result_rows(quiz_id: int, sample: Sample) -> list[ResultRow]:
    """How the attempts ended, in one statement."""
    attempts = sampled([quiz_id], sample)
    if sample is Sample.ALL:
        earlier = Attempt.objects.finished().filter(
            quiz=OuterRef("quiz"), person=OuterRef("person"), number__lt=OuterRef("number")
        )
        attempts = attempts.annotate(is_first=~Exists(earlier))
    else:
        attempts = attempts.annotate(is_first=Value(True))
    looked_at = CTE(
        attempts.values("id", "score", "maximum", "is_passed", "is_first"), name="looked_at"
    )
    rows = with_cte(looked_at, select=looked_at).values_list("score", "maximum", "is_passed")
    return [
        ResultRow(score or Decimal(0), maximum, bool(is_passed), attempts, people)
        for score, maximum, is_passed, attempts, people in rows.annotate(
            attempts=Count("id"), people=Count("id", filter=Q(is_first=True))
        )
    ]


def answer_rows(quiz_id: int, sample: Sample) -> list[AnswerRow]:
    """What was answered to questions that earn marks, in one statement."""
    looked_at = CTE(sampled([quiz_id], sample).values("id", "score", "maximum"), name="looked_at")
    answers = looked_at.join(
        Response.objects.filter(question_version__kind__in=scored_kinds()).order_by(),
        attempt_id=looked_at.col.id,
    )
    rows = (
        with_cte(looked_at, select=answers)
        .annotate(score=looked_at.col.score, maximum=looked_at.col.maximum)
        .values_list("question_version_id", "mark", "score", "maximum", "answer")
        .annotate(attempts=Count("pk"))
    )
    return [
        AnswerRow(version_id, mark, score or Decimal(0), maximum, answer, attempts)
        for version_id, mark, score, maximum, answer, attempts in rows
    ]
