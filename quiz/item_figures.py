"""How often questions were served and how well they were answered, from the answers kept.

Served is every place drawn, whatever became of the attempt. Figures of understanding count marks of
finished attempts only, none of an examination whose results are still withheld, and are told from
`ENOUGH` attempts by at least `MINIMUM` people up.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from intranet.organisation.disclosure import MINIMUM
from quiz.choices import FINISHED
from quiz.item_statistics import ENOUGH, ItemStatistics, interval, item_statistics
from quiz.models import QuizPage, Response

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

    The rest of an attempt is the share of the other marks that was earned: quizzes differ in
    length. An attempt of this one question has no rest and says nothing about that.
    """
    rows: dict[int, list[Any]] = defaultdict(list)
    found = (
        marked()
        .filter(question_version__question=question_id)
        .annotate(line=LINE)
        .values_list("line", "mark", "attempt__score", "attempt__maximum", "attempt__person")
    )
    for line, *row in found:
        rows[line].append(row)
    return {line: _line_figures(of_line) for line, of_line in rows.items()}


def _line_figures(rows: list[Any]) -> LineFigures:
    right = sum(mark >= 1 for mark, *_rest in rows)
    people = len({person for *_figures, person in rows})
    with_rest = [
        (float(mark), float(score - mark) / float(maximum - 1))
        for mark, score, maximum, _person in rows
        if score is not None and maximum > 1
    ]
    marks, rests = [mark for mark, _ in with_rest], [rest for _, rest in with_rest]
    return LineFigures(Answered(len(rows), right, people), item_statistics(marks, rests))
