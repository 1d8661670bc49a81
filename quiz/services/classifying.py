"""Filing questions anew: topic, keywords, difficulty. It is no change of what is asked.

So it counts at once, for what is published and for drafts alike, without a new version and without
a second person; each question gets a line in its history.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from intranet.accounts.models import User
from intranet.pages.models import Keyword, Topic
from quiz.models import Question, QuestionKeyword, QuestionVersion

CLASSIFIED = "quiz.classify"
BATCH = 500
DRAFTS_AT_ONCE = 100

Content = dict[str, Any]


@transaction.atomic
def move_to_topic(*, questions: Sequence[Question], topic: Topic, user: User) -> int:
    """File the questions under the topic; what nobody was asked yet counts there too."""
    moved = [question for question in _held(questions) if question.topic_id != topic.pk]
    for batch in _batches(moved):
        Question.objects.filter(pk__in=_keys(batch)).update(topic=topic)
        QuestionVersion.objects.filter(question__in=_keys(batch)).follow_topic(topic.pk)
    _change_drafts(_held(questions), lambda content: content.update(topic=topic.pk))
    _note(moved, user, {"topic": topic.name})
    return len(moved)


@transaction.atomic
def set_difficulty(*, questions: Sequence[Question], difficulty: str, user: User) -> int:
    """Say of the questions how hard they are."""
    changed = [question for question in _held(questions) if question.difficulty != difficulty]
    for batch in _batches(changed):
        Question.objects.filter(pk__in=_keys(batch)).update(difficulty=difficulty)
    _change_drafts(_held(questions), lambda content: content.update(difficulty=difficulty))
    _note(changed, user, {"difficulty": difficulty})
    return len(changed)


@transaction.atomic
def add_keyword(*, questions: Sequence[Question], keyword: Keyword, user: User) -> int:
    """Put the keyword on the questions."""
    held = _held(questions)
    having = _having(held, keyword)
    changed = [question for question in held if question.pk not in having]
    items = [QuestionKeyword(tag=keyword, content_object_id=question.pk) for question in changed]
    QuestionKeyword.objects.bulk_create(items, batch_size=BATCH)
    _fold_anew(changed)
    _change_drafts(held, lambda content: _with_keyword(content, keyword))
    _note(changed, user, {"keyword": keyword.name})
    return len(changed)


def keyword_named(name: str) -> Keyword:
    """The keyword of that name, capitals aside; a new one where there is none."""
    known = {keyword.name.casefold(): keyword for keyword in Keyword.objects.all()}
    return known.get(name.casefold()) or Keyword.objects.create(name=name)


@transaction.atomic
def remove_keyword(*, questions: Sequence[Question], keyword: Keyword, user: User) -> int:
    """Take the keyword off the questions."""
    held = _held(questions)
    having = _having(held, keyword)
    changed = [question for question in held if question.pk in having]
    for batch in _batches(changed):
        QuestionKeyword.objects.filter(tag=keyword, content_object__in=_keys(batch)).delete()
    _fold_anew(changed)
    _change_drafts(held, lambda content: _without_keyword(content, keyword))
    _note(changed, user, {"keyword_removed": keyword.name})
    return len(changed)


def _held(questions: Sequence[Question]) -> list[Question]:
    """The questions as they stand, locked in the order of their keys until this is written."""
    keys = [question.pk for question in questions]
    held: list[Question] = []
    for start in range(0, len(keys), BATCH):
        rows = Question.objects.select_for_update().filter(pk__in=keys[start : start + BATCH])
        held += rows.order_by("pk")
    return held


def _having(questions: Sequence[Question], keyword: Keyword) -> set[int]:
    """Keys of those that have the keyword."""
    items = QuestionKeyword.objects.filter(tag=keyword)
    return set(items.values_list("content_object_id", flat=True)) & set(_keys(questions))


def _fold_anew(questions: Sequence[Question]) -> None:
    """Write anew the words by which the questions are found."""
    for batch in _batches(questions):
        rows = list(
            Question.objects.filter(pk__in=_keys(batch)).prefetch_related(
                "options", "keyword_items__tag"
            )
        )
        for question in rows:
            question.folded = question.folded_now()
        Question.objects.bulk_update(rows, ["folded"])


def _change_drafts(questions: Sequence[Question], change: Callable[[Content], None]) -> None:
    """Say the same in what is kept of each since its last publication, so that no draft undoes it.

    Changing the published text along with the drafts makes nobody a writer.
    """
    for batch in _batches(questions):
        rows = list(Revision.objects.filter(pk__in=_since_publication(batch)))
        for revision in rows:
            change(revision.content)
        Revision.objects.bulk_update(rows, ["content"], batch_size=DRAFTS_AT_ONCE)


def _since_publication(questions: Sequence[Question]) -> list[int]:
    """Keys of the published revisions and of those after them; of all where nothing is public."""
    kind = ContentType.objects.get_for_model(Question)
    live = {str(question.pk): question.live_revision_id for question in questions if question.live}
    revisions = Revision.objects.filter(
        base_content_type=kind, object_id__in=[str(key) for key in _keys(questions)]
    )
    found = list(revisions.values_list("pk", "object_id", "created_at"))
    published = {key: moment for pk, key, moment in found if pk == live.get(key)}
    return [pk for pk, key, moment in found if key not in published or moment >= published[key]]


def _with_keyword(content: Content, keyword: Keyword) -> None:
    items = content.setdefault("keyword_items", [])
    if all(item["tag"] != keyword.pk for item in items):
        items.append({"pk": None, "tag": keyword.pk, "content_object": content["pk"]})


def _without_keyword(content: Content, keyword: Keyword) -> None:
    items = content.get("keyword_items", [])
    content["keyword_items"] = [item for item in items if item["tag"] != keyword.pk]


def _note(questions: Sequence[Question], user: User, data: Content) -> None:
    """A line in the history of each question; written together, as there may be thousands."""
    kind, now = ContentType.objects.get_for_model(Question), timezone.now()
    lines = [
        ModelLogEntry(
            object_id=str(question.pk),
            content_type=kind,
            label=str(question)[:255],
            action=CLASSIFIED,
            timestamp=now,
            user_id=user.pk,
            data=data,
        )
        for question in questions
    ]
    ModelLogEntry.objects.bulk_create(lines, batch_size=BATCH)


def _keys(questions: Iterable[Question]) -> list[int]:
    return [question.pk for question in questions]


def _batches(questions: Sequence[Question]) -> Iterable[Sequence[Question]]:
    return (questions[start : start + BATCH] for start in range(0, len(questions), BATCH))
