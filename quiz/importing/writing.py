"""Writes questions into the bank in batches, the way the editor's screens would one by one.

A new question is a draft with its first revision. A changed one that is published gets a draft
beside what is published; one that is itself a draft is written over, with a revision. Each leaves
the editor's line in the log, and what it refers to stands in Wagtail's index of references.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from intranet.accounts.models import User
from intranet.pages.models import Keyword
from quiz.bank_search import folded_text
from quiz.importing.bank_state import Present
from quiz.importing.content import Content, OptionContent
from quiz.importing.pictures import images_for
from quiz.importing.reference_rows import write_references
from quiz.importing.tidy import tidy
from quiz.models import Question, QuestionKeyword, QuestionOption
from search.text import slug

CREATED, EDITED = "wagtail.create", "wagtail.edit"
OPTION_FIELDS = ("sort_order", *OptionContent._fields)


class Change(NamedTuple):
    """A question of the bank as it was compared with, and what it is to say."""

    present: Present
    content: Content

    @property
    def question(self) -> Question:
        """The question of the bank."""
        return self.present.question

    def image_id(self, images: Mapping[str, Any]) -> int | None:
        """The picture it is to have: its own, unless the file has another."""
        if self.content.image == self.present.content.image:
            return self.present.image_id
        image_id: int = images[self.content.image].pk
        return image_id


class Writer:
    """Writes batches of one import; `files` are the kept pictures by their hash."""

    def __init__(self, user: User | None, source: str) -> None:
        self.user = user
        self.source = source
        self.moment = timezone.now()
        self.type = ContentType.objects.get_for_model(Question, for_concrete_model=False)

    def create(self, contents: Sequence[Content], files: Mapping[str, Any]) -> list[Question]:
        """New drafts."""
        if not contents:
            return []
        keywords, images = self._keywords(contents), images_for(files, self.user)
        questions = [
            Question(live=False, image=images.get(content.image), **_columns(content))
            for content in contents
        ]
        Question.objects.bulk_create(questions)
        for question, content in zip(questions, contents, strict=True):
            question.options = [
                QuestionOption(question=question, sort_order=order, **option._asdict())
                for order, option in enumerate(content.options)
            ]
            question.keyword_items = [
                QuestionKeyword(content_object=question, tag=keywords[slug(keyword)])
                for keyword in content.keywords
            ]
        self._save_children(questions)
        self._save_drafts([(question, question.serializable_data()) for question in questions])
        self._note(questions, CREATED)
        write_references(questions)
        return questions

    def change(self, changes: Sequence[Change], files: Mapping[str, Any]) -> None:
        """Questions that are there get what they are to say."""
        if not changes:
            return
        contents = [change.content for change in changes]
        keywords, images = self._keywords(contents), images_for(files, self.user)
        published = [change for change in changes if change.question.live]
        drafts = [change for change in changes if not change.question.live]
        self._write_over(drafts, keywords, images)
        revised = [
            *((change.question, _beside(change, keywords, images)) for change in published),
            *((change.question, change.question.serializable_data()) for change in drafts),
        ]
        self._save_drafts(revised)
        self._note([change.question for change in changes], EDITED)
        write_references([change.question for change in drafts], is_anew=True)

    def _write_over(
        self,
        drafts: Sequence[Change],
        keywords: Mapping[str, Keyword],
        images: Mapping[str, Any],
    ) -> None:
        """Write the rows of drafts anew; an option that stays keeps its id."""
        questions = [change.question for change in drafts]
        if not questions:
            return
        removed: list[int] = []
        changed: set[str] = set()
        for change in drafts:
            question, content = change.question, change.content
            columns = {**_columns(content), "image_id": change.image_id(images)}
            for name, value in columns.items():
                if getattr(question, name) != value:
                    setattr(question, name, value)
                    changed.add(name.removesuffix("_id"))
            kept = _matched(list(question.options.all()), content.options)
            removed += [option.pk for option in question.options.all() if option not in kept]
            question.options = [
                _option(question, option, order, text)
                for order, (option, text) in enumerate(zip(kept, content.options, strict=True))
            ]
            question.keyword_items = [
                QuestionKeyword(content_object=question, tag=keywords[slug(keyword)])
                for keyword in content.keywords
            ]
        if changed:
            Question.objects.bulk_update(questions, sorted(changed))
        QuestionOption.objects.filter(pk__in=removed).delete()
        items = QuestionKeyword.objects.filter(content_object__in=questions)
        items._raw_delete(items.db)
        self._save_children(questions)

    def _save_children(self, questions: Iterable[Question]) -> None:
        """The options and keywords that the questions have in memory."""
        options = [option for question in questions for option in question.options.all()]
        known = [option for option in options if option.pk]
        QuestionOption.objects.bulk_create([option for option in options if not option.pk])
        QuestionOption.objects.bulk_create(
            known, update_conflicts=True, update_fields=OPTION_FIELDS, unique_fields=["id"]
        )
        QuestionKeyword.objects.bulk_create(
            item for question in questions for item in question.keyword_items.all()
        )

    def _save_drafts(self, drafts: Sequence[tuple[Question, dict[str, Any]]]) -> None:
        """A revision for each question, which is its latest from now on."""
        revisions = Revision.objects.bulk_create(
            Revision(
                content_type=self.type,
                base_content_type=self.type,
                object_id=str(question.pk),
                created_at=self.moment,
                user=self.user,
                object_str=draft["stem"],
                content=draft,
            )
            for question, draft in drafts
        )
        for (question, _draft), revision in zip(drafts, revisions, strict=True):
            question.latest_revision = revision
            question.has_unpublished_changes = True
        questions = [question for question, _draft in drafts]
        Question.objects.bulk_update(questions, ["latest_revision", "has_unpublished_changes"])

    def _note(self, questions: Iterable[Question], action: str) -> None:
        """The line of the editor's screens, and where the text came from."""
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=self.type,
                object_id=str(question.pk),
                label=question.latest_revision.object_str,
                action=action,
                data={"source": self.source},
                user=self.user,
                timestamp=self.moment,
                revision=question.latest_revision,
                content_changed=True,
            )
            for question in questions
        )

    def _keywords(self, contents: Iterable[Content]) -> dict[str, Keyword]:
        """The keywords by their address part, new ones made."""
        names = {slug(keyword): keyword for content in contents for keyword in content.keywords}
        if not names:
            return {}
        known = {keyword.slug: keyword for keyword in Keyword.objects.filter(slug__in=names)}
        made = Keyword.objects.bulk_create(
            Keyword(name=name, slug=mark) for mark, name in names.items() if mark not in known
        )
        return known | {keyword.slug: keyword for keyword in made}


def _columns(content: Content) -> dict[str, Any]:
    """The columns of a question that says this, but for its picture."""
    return {
        "code": content.code or None,
        "kind": content.kind,
        "marking_rule": content.marking_rule,
        "tolerance": content.tolerance,
        "unit": content.unit,
        "stem": content.stem,
        "image_alt": content.image_alt,
        "explanation": content.explanation,
        "topic_id": content.topic_id,
        "difficulty": content.difficulty,
        "source_policy_id": content.policy_id,
        "source_anchor": content.anchor,
        "source_label": content.source_label,
        "is_minor_change": False,
        "folded": folded_text(_Found(content), content.options, content.keywords),
    }


class _Found:
    """Content as `folded_text` reads it."""

    def __init__(self, content: Content) -> None:
        self.code = content.code
        self.stem = content.stem
        self.explanation = content.explanation
        self.source_label = content.source_label


def _matched(
    options: Sequence[QuestionOption], texts: Sequence[OptionContent]
) -> list[QuestionOption | None]:
    """For each text the option that stays: of the same wording, else in the place of one gone."""
    free = list(options)
    kept: list[QuestionOption | None] = []
    for text in texts:
        same = next((option for option in free if tidy(option.text) == tidy(text.text)), None)
        if same:
            free.remove(same)
        kept.append(same)
    if len(options) == len(texts):
        rest = iter(free)
        kept = [option or next(rest) for option in kept]
    return kept


def _option(
    question: Question, option: QuestionOption | None, order: int, text: OptionContent
) -> QuestionOption:
    """The option with this text in this place."""
    return QuestionOption(
        pk=option.pk if option else None,
        uuid=option.uuid if option else uuid.uuid4(),
        question=question,
        sort_order=order,
        **text._asdict(),
    )


def _beside(
    change: Change, keywords: Mapping[str, Keyword], images: Mapping[str, Any]
) -> dict[str, Any]:
    """The draft of a published question: what it is to say, laid upon what its row is besides."""
    question, content = change.question, change.content
    columns = _columns(content)
    columns["topic"] = columns.pop("topic_id")
    columns["source_policy"] = columns.pop("source_policy_id")
    columns["image"] = change.image_id(images)
    before = list(question.options.all())
    items = {item.tag_id: item.pk for item in question.keyword_items.all()}
    tags = [keywords[slug(keyword)].pk for keyword in content.keywords]
    kept = _matched(before, content.options)
    return {
        **question.serializable_data(),
        **columns,
        "options": [
            {
                "pk": option.pk if option else None,
                "sort_order": order,
                "question": question.pk,
                "uuid": str(option.uuid if option else uuid.uuid4()),
                **text._asdict(),
            }
            for order, (option, text) in enumerate(zip(kept, content.options, strict=True))
        ],
        "keyword_items": [
            {"pk": items.get(tag), "tag": tag, "content_object": question.pk} for tag in tags
        ],
    }


@contextmanager
def large_statements() -> Iterator[None]:
    """Let SQLite take as many values in a statement as it can; Django takes it for an old one."""
    features = connection.features
    before = features.max_query_params
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        features.max_query_params = connection.connection.getlimit(
            sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER
        )
    try:
        yield
    finally:
        features.max_query_params = before
