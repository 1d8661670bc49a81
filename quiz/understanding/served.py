"""The versions of questions that a quiz asked, with all that is told of them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django_cte import CTE, with_cte

from intranet.policies.models import PolicyPage
from quiz.choices import FINISHED
from quiz.models import QuestionVersion, QuizPage, QuizQuestion, Response
from quiz.understanding.samples import Sample, sampled


def served_versions(
    quiz: QuizPage, ids: Collection[int], user: Any, *, with_people: bool = False
) -> dict[int, Any]:
    """The versions by key, in the order in which they were published, in one statement.

    Each knows its topic, the document it rests on, and: `is_fixed`, whether everybody gets its
    question; `is_policy_open`, whether the reader may open the document; with `with_people` also
    `people`, how many answered it in finished attempts.
    """
    versions = _told(QuestionVersion.objects.filter(pk__in=ids), quiz, user)
    if with_people:
        answers = Response.objects.filter(
            attempt__quiz=quiz,
            attempt__state__in=FINISHED,
            mark__isnull=False,
            question_version=OuterRef("pk"),
        )
        people = (
            answers.order_by()
            .values("question_version")
            .annotate(people=Count("attempt__person", distinct=True))
        )
        versions = versions.annotate(people=Coalesce(Subquery(people.values("people")), 0))
    return {version.pk: version for version in versions}


def versions_with_marks(quiz: QuizPage, user: Any) -> dict[int, Any]:
    """The versions that count, each also with the `marks` of its `answers`, in one statement.

    Only attempts that count are looked at.
    """
    looked_at = CTE(sampled([quiz.pk], Sample.COUNTING).values("id"), name="looked_at")
    answers = looked_at.join(
        Response.objects.filter(mark__isnull=False).order_by(), attempt_id=looked_at.col.id
    )
    earned = CTE(
        with_cte(looked_at, select=answers)
        .values("question_version_id")
        .annotate(marks=Sum("mark"), answers=Count("pk")),
        name="earned",
    )
    joined = earned.join(QuestionVersion, id=earned.col.question_version_id)
    versions = with_cte(earned, select=_told(joined, quiz, user))
    versions = versions.annotate(marks=earned.col.marks, answers=earned.col.answers)
    return {version.pk: version for version in versions}


def _told(versions: QuerySet[Any], quiz: QuizPage, user: Any) -> QuerySet[Any]:
    fixed = QuizQuestion.objects.filter(quiz=quiz, question=OuterRef("question"))
    readable = PolicyPage.objects.visible_to(user).filter(pk=OuterRef("source_policy"))
    return (
        versions.select_related("topic", "source_policy")
        .defer("source_policy__body")
        .annotate(is_fixed=Exists(fixed), is_policy_open=Exists(readable))
        .order_by("question_id", "number")
    )
