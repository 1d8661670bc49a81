"""Writes the words by which questions are found where they are missing; for migrations."""

from collections import defaultdict
from typing import Any

from django.db.models import F

from quiz.bank_search import folded_text

BATCH = 500


def fold_existing(apps: Any, _schema_editor: Any = None) -> None:
    """Fold every question that was kept before there was a folded text; published text only."""
    question_model = apps.get_model("quiz", "Question")
    missing = list(question_model.objects.filter(folded="").values_list("pk", flat=True))
    for start in range(0, len(missing), BATCH):
        keys = missing[start : start + BATCH]
        options, keywords = _options(apps, keys), _keywords(apps, keys)
        questions = list(question_model.objects.filter(pk__in=keys))
        for question in questions:
            question.folded = folded_text(question, options[question.pk], keywords[question.pk])
        question_model.objects.bulk_update(questions, ["folded"])


def _options(apps: Any, keys: list[int]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    options = apps.get_model("quiz", "QuestionOption").objects.filter(question__in=keys)
    for option in options.order_by("question_id", "sort_order"):
        found[option.question_id].append(option)
    return found


def _keywords(apps: Any, keys: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    items = apps.get_model("quiz", "QuestionKeyword").objects.filter(content_object__in=keys)
    named = items.annotate(name=F("tag__name")).order_by("content_object_id", "name")
    for key, name in named.values_list("content_object_id", "name"):
        found[key].append(name)
    return found
