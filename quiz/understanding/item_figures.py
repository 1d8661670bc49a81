"""How often questions were served and how well they were answered, from the answers kept.

Served is every place drawn, whatever became of the attempt. Figures of understanding count marks of
finished attempts only, none of an examination whose results are still withheld, and are told from
`ENOUGH` attempts by at least `MINIMUM` people up.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from intranet.organisation.disclosure import MINIMUM
from quiz.choices import FINISHED
from quiz.models import QuizPage, QuizQuestion, Response
from quiz.understanding.item_statistics import (
    ENOUGH,
    Answers,
    ItemStatistics,
    interval,
    item_statistics,
    rest_share,
)

LINE = Coalesce("question_version__joined_to_id", "question_version_id")


class Answered(NamedTuple):
    """How a question was answered: attempts, how many of them fully right, by how many people."""

    attempts: int
    right: int
    people: int

    @property
    def is_telling(self) -> bool:
        """Whether there is enough to say something without saying it of somebody."""
        return self.attempts >= ENOUGH and self.people >= MINIMUM

    @property
    def share(self) -> float:
        """The share of attempts that are fully right."""
        return self.right / self.attempts

    @property
    def between(self) -> tuple[float, float]:
        """Where the true share lies, by all probability."""
        return interval(self.right, self.attempts)


class LineFigures(NamedTuple):
    """Figures of versions that differ by typing errors at most."""

    answered: Answered
    statistics: ItemStatistics


def marked() -> QuerySet[Response]:
    """Answers whose marks may be counted now."""
    withheld = QuizPage.objects.withholding_scores(timezone.now()).values("pk")
    counted = Response.objects.filter(mark__isnull=False, attempt__state__in=FINISHED)
    return counted.exclude(attempt__quiz__in=withheld).order_by()


def times_served(question_ids: Collection[int]) -> dict[int, int]:
    """How often each question was given to somebody."""
    rows = (
        Response.objects.filter(question_version__question__in=question_ids)
        .order_by()
        .values_list("question_version__question")
        .annotate(times=Count("pk"))
    )
    return dict(rows)


def answered_by_line(question_ids: Collection[int]) -> dict[int, Answered]:
    """How each line of versions of these questions was answered, by the key of its first."""
    rows = (
        marked()
        .filter(question_version__question__in=question_ids)
        .annotate(line=LINE)
        .values_list("line")
        .annotate(
            attempts=Count("pk"),
            right=Count("pk", filter=Q(mark__gte=1)),
            people=Count("attempt__person", distinct=True),
        )
    )
    return {line: Answered(*figures) for line, *figures in rows}


def figures_by_line(question_id: int) -> dict[int, LineFigures]:
    """The same for one question, with how well it tells those who know from those who do not.

    The rest of an attempt is a share, since quizzes differ in length.
    """
    fixed = QuizQuestion.objects.filter(
        quiz=OuterRef("attempt__quiz"), question=OuterRef("question_version__question")
    )
    rows = (
        marked()
        .filter(question_version__question=question_id)
        .annotate(line=LINE, is_fixed=Exists(fixed))
        .values_list("line", "mark", "attempt__score", "attempt__maximum", "is_fixed")
        .annotate(attempts=Count("pk"))
    )
    answers: dict[int, list[Answers]] = defaultdict(list)
    for line, mark, score, maximum, is_fixed, attempts in rows:
        rest = rest_share(float(mark), float(score), float(maximum), is_fixed=is_fixed)
        answers[line].append(Answers(float(mark), rest, attempts))
    return {
        line: LineFigures(answered, item_statistics(answers[line]))
        for line, answered in answered_by_line([question_id]).items()
    }
