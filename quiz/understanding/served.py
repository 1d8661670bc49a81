"""The versions of questions that a quiz asked, with all that is told of them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, When, Window
from django.db.models.functions import RowNumber

from intranet.policies.models import PolicyPage
from quiz.models import QuestionVersion, QuizPage, QuizQuestion


def served_versions(quiz: QuizPage, ids: Collection[int], user: Any) -> dict[int, Any]:
    """The versions by key, in the order in which they were published, in one statement.

    Each knows its topic, the document it rests on, and: `is_fixed`, whether everybody gets its
    question; `is_policy_open`, whether the reader may open the document; `sections`, the titles of
    its parts. The body of a document is read with the first version that rests on it.
    """
    fixed = QuizQuestion.objects.filter(quiz=quiz, question=OuterRef("question"))
    readable = PolicyPage.objects.visible_to(user).filter(pk=OuterRef("source_policy"))
    place = Window(RowNumber(), partition_by="source_policy", order_by="pk")
    found = (
        QuestionVersion.objects.filter(pk__in=ids)
        .select_related("topic", "source_policy")
        .defer("source_policy__body")
        .annotate(is_fixed=Exists(fixed), is_policy_open=Exists(readable), place=place)
        .annotate(body=Case(When(place=1, then=F("source_policy__body"))))
        .order_by("question_id", "number")
    )
    versions: dict[int, Any] = {version.pk: version for version in found}
    bodies = {
        version.source_policy_id: version.body for version in versions.values() if version.body
    }
    sections = Sections(bodies)
    for version in versions.values():
        version.sections = sections
    return versions


def name_topics(versions: Iterable[Any], names: Mapping[int, str]) -> None:
    """Let the versions call their topics by these names, as far as there are any."""
    for version in versions:
        version.topic.name = names.get(version.topic_id, version.topic.name)


class Sections:
    """The titles of the parts of several documents, taken from a body when first asked for."""

    def __init__(self, bodies: Mapping[int, Any]) -> None:
        self._bodies = bodies
        self._titles: dict[int, dict[str, str]] = {}

    def title(self, policy_id: int, anchor: str) -> str:
        """What the part is called; empty where it has no title."""
        if policy_id not in self._titles:
            blocks = self._bodies.get(policy_id) or ()
            self._titles[policy_id] = {
                block.value["anchor"] or "": block.value["title"] or "" for block in blocks
            }
        return self._titles[policy_id].get(anchor, "")
