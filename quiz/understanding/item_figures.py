"""How often questions were served and how well they were answered, from the answers kept.

Served is every place drawn, whatever became of the attempt. How well they were answered is added up
from what the figures of quizzes tell that are over and frozen, and from nothing else: of each
person whom the report counts the attempt that counts. So nobody can be found by holding the bank
against a quiz; whom the report does not count stands in neither. A quiz of which fewer than
`MINIMUM` people answered the question is left out; told is what `ENOUGH` attempts answered.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from intranet.organisation.disclosure import MINIMUM
from quiz.models import FrozenMark, Response
from quiz.understanding.item_statistics import (
    ENOUGH,
    Answers,
    ItemStatistics,
    interval,
    item_statistics,
    rest_share,
)

LINE = Coalesce("version__joined_to_id", "version_id")


class Answered(NamedTuple):
    """How a question was answered: attempts, fully right ones, by how many people at least."""

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


NOBODY = Answered(0, 0, 0)


class LineFigures(NamedTuple):
    """Figures of versions that differ by typing errors at most."""

    answered: Answered
    statistics: ItemStatistics


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
        _marks_of(question_ids)
        .values("line", "understanding")
        .annotate(times=Sum("attempts"), right=Sum("attempts", filter=Q(mark__gte=1), default=0))
        .filter(times__gte=MINIMUM)
        .values_list("line", "times", "right")
    )
    found: dict[int, Answered] = {}
    for line, attempts, right in rows:
        found[line] = _with(found.get(line, NOBODY), attempts, right)
    return found


def figures_by_line(question_id: int) -> dict[int, LineFigures]:
    """The same for one question, with how well it tells those who know from those who do not.

    The rest of an attempt is a share, since quizzes differ in length.
    """
    rows = _marks_of([question_id]).values_list(
        "line", "understanding", "mark", "score", "maximum", "is_fixed", "attempts"
    )
    by_quiz: dict[tuple[int, int], list[Answers]] = defaultdict(list)
    for line, kept, mark, score, maximum, is_fixed, attempts in rows:
        rest = rest_share(float(mark), float(score), float(maximum), is_fixed=is_fixed)
        by_quiz[line, kept].append(Answers(float(mark), rest, attempts))
    answered: dict[int, Answered] = {}
    answers: dict[int, list[Answers]] = defaultdict(list)
    for (line, _kept), of_quiz in by_quiz.items():
        attempts = sum(one.attempts for one in of_quiz)
        if attempts >= MINIMUM:
            right = sum(one.attempts for one in of_quiz if one.mark >= 1)
            answered[line] = _with(answered.get(line, NOBODY), attempts, right)
            answers[line] += of_quiz
    return {
        line: LineFigures(found, item_statistics(answers[line])) for line, found in answered.items()
    }


def _marks_of(question_ids: Collection[int]) -> QuerySet[Any]:
    """What the figures of quizzes tell of these questions."""
    marks = FrozenMark.objects.told().filter(version__question__in=question_ids)
    return marks.annotate(line=LINE).order_by()


def _with(known: Answered, attempts: int, right: int) -> Answered:
    """One quiz more, in which each person stands once; the same people may stand in several."""
    return Answered(known.attempts + attempts, known.right + right, max(known.people, attempts))
