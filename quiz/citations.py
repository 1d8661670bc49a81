"""Questions as texts that cite documents: their explanation and their source."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.permission_policies.base import ModelPermissionPolicy

from intranet.policies.citations.sources import Found, Text
from quiz.models import Question

TITLE_SIGNS = 80


class QuestionTexts:
    """Published questions; their rows hold what is published, drafts stand in revisions."""

    kind = "question"

    def has(self, model: type[models.Model]) -> bool:
        """Whether it is a question."""
        return model is Question

    def published(self) -> Iterator[Question]:
        """All published questions."""
        yield from _published().order_by("pk").iterator(chunk_size=200)

    def get(self, pk: int) -> Question | None:
        """The published question, its row locked."""
        found: Question | None = _published().select_for_update().filter(pk=pk).first()
        return found

    def texts(self, record: Question) -> Iterator[Text]:
        """What is shown with the result."""
        yield Text("explanation", record.explanation)
        yield Text("source_label", record.source_label)

    def day(self, record: Question) -> datetime.date | None:
        """None: a question is no document."""
        return None

    def editable_by(self, user: Any) -> QuerySet[Any]:
        """All questions for who may change questions, else none."""
        may_change = ModelPermissionPolicy(Question).user_has_permission(user, "change")
        return (Question.objects.all() if may_change else Question.objects.none()).values("pk")

    def named(self, ids: Iterable[int]) -> dict[int, Found]:
        """The stems with the address of the editor."""
        edit = "wagtailsnippets_quiz_question:edit"
        stems = Question.objects.filter(pk__in=ids).order_by().values_list("pk", "stem")
        return {
            pk: Found(Truncator(stem).chars(TITLE_SIGNS), reverse(edit, args=[pk]))
            for pk, stem in stems
        }


def _published() -> QuerySet[Question]:
    return Question.objects.filter(live=True)
