"""A question from a file is the same as one that somebody typed."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.forms.models import model_to_dict
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from intranet.accounts.roles import sync_roles
from quiz.importing import services
from quiz.models import Question
from tests.approving import approve
from tests.factories import make_user, signed_in
from tests.factories_imports import read_question, take_in
from tests.factories_quiz import make_quiz, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_index")]

STEM = "Thời hạn giải quyết là bao lâu?"
OPTIONS = (("Ba ngày", True), ("Năm ngày", False), ("Cả A và B đều sai", False))
CHANGED = (("Ba ngày", False), ("Bảy ngày", True), ("Cả A và B đều sai", False))
WHEN_AND_WHICH = {
    *("id", "uuid", "pk", "question", "content_object", "code", "current_version"),
    *("latest_revision", "live_revision", "first_published_at", "last_published_at"),
    *("created_at", "joined_to", "object_id", "folded"),
}


@pytest.fixture
def author():
    return make_user(is_superuser=True, is_staff=True)


@pytest.fixture
def second():
    sync_roles()
    return make_user(is_superuser=True, is_staff=True)


@pytest.fixture
def topic():
    return make_topic()


def typed_in(topic, options, code):
    rows = [
        {
            "text": text,
            "is_correct": "on" if is_correct else "",
            "is_pinned": "",
            "match": "",
            "reference_handling": "auto",
        }
        for text, is_correct in options
    ]
    return nested_form_data(
        {
            "code": code,
            "kind": "single",
            "stem": STEM,
            "options": inline_formset(rows),
            "marking_rule": "all_or_nothing",
            "tolerance": "",
            "unit": "",
            "image": "",
            "image_alt": "",
            "explanation": "Theo quy chế.",
            "topic": str(topic.pk),
            "difficulty": "easy",
            "keywords": "quy chế, thời hạn",
            "source_policy": "",
            "source_anchor": "",
            "source_label": "Quy chế",
        }
    )


def in_file(topic, options, code):
    return read_question(
        STEM,
        options,
        code=code,
        explanation="Theo quy chế.",
        topic=topic.name,
        difficulty="easy",
        keywords=("quy chế", "thời hạn"),
        source_label="Quy chế",
    )


def type_in(author, topic, code="TAY"):
    data = typed_in(topic, OPTIONS, code)
    response = signed_in(author).post(reverse("wagtailsnippets_quiz_question:add"), data)
    assert response.status_code == 302
    return Question.objects.get(code=code)


def bring(author, topic, options=OPTIONS, code="TEP"):
    question_import = take_in([in_file(topic, options, code)], user=author, topic=topic)
    assert services.apply(question_import=question_import, user=author)
    return question_import, Question.objects.get(code=code)


def plain(value):
    """A value without numbers and moments that differ anyway."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name not in WHEN_AND_WHICH}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def all_of(question):
    """Everything that the product and Wagtail know about a question."""
    content_type = ContentType.objects.get_for_model(Question)
    revisions = question.revisions.order_by("pk")
    log = ModelLogEntry.objects.filter(content_type=content_type, object_id=str(question.pk))
    references = ReferenceIndex.objects.filter(
        base_content_type=content_type, object_id=str(question.pk)
    )
    states = WorkflowState.objects.for_instance(question)
    return {
        "row": plain(json.loads(json.dumps(question.serializable_data(), default=str))),
        "text": question.folded.replace(question.code.lower(), ""),
        "options": [plain(model_to_dict(option)) for option in question.options.all()],
        "keywords": sorted(question.keywords.names()),
        "revisions": [
            (plain(row.content), row.user_id, row.object_str, row.base_content_type_id)
            for row in revisions
        ],
        "log": [
            (line.action, line.user_id, line.label, line.content_changed, line.deleted)
            for line in log.order_by("pk")
        ],
        "references": sorted(
            references.values_list("to_content_type", "to_object_id", "model_path")
        ),
        "states": [
            (state.status, state.requested_by_id, state.current_task_state.status)
            for state in states.order_by("pk")
        ],
        "versions": [
            plain(version)
            for version in question.versions.order_by("number").values(
                "number", "kind", "stem", "explanation", "topic", "source_label"
            )
        ],
        "version_options": [
            [(option["text"], option["is_correct"], "reference" in option) for option in options]
            for options in question.versions.order_by("number").values_list("options", flat=True)
        ],
        "is_live": (question.live, question.has_unpublished_changes, question.is_used),
    }


def same(typed, imported):
    one, other = all_of(typed), all_of(imported)
    assert one.keys() == other.keys()
    for name, value in one.items():
        assert other[name] == value, name


def test_a_draft(author, topic):
    _file, imported = bring(author, topic)
    same(type_in(author, topic), imported)


def test_a_draft_written_over(author, topic):
    typed = type_in(author, topic)
    bring(author, topic)
    _file, imported = bring(author, topic, CHANGED)
    edit(author, typed, topic)
    same(Question.objects.get(pk=typed.pk), imported)


def test_published_and_used(author, second, topic):
    typed = type_in(author, topic)
    question_import, imported = bring(author, topic)
    publish_typed(author, second, typed)
    publish_file(author, second, question_import)
    typed, imported = (Question.objects.get(pk=one.pk) for one in (typed, imported))
    make_quiz(questions=[typed])
    make_quiz(questions=[imported])
    same(typed, imported)


def test_changed_beside_the_published_text(author, second, topic):
    typed = type_in(author, topic)
    question_import, imported = bring(author, topic)
    publish_typed(author, second, typed)
    publish_file(author, second, question_import)
    edit(author, typed, topic)
    question_import, imported = bring(author, topic, CHANGED)
    assert imported.current_version.options[0]["is_correct"]
    same(Question.objects.get(pk=typed.pk), imported)
    publish_typed(author, second, typed)
    publish_file(author, second, question_import)
    same(*(Question.objects.get(pk=one.pk) for one in (typed, imported)))
    imported.refresh_from_db()
    assert imported.current_version.options[1]["is_correct"]


def edit(author, question, topic):
    """Type the changed options over the ones that are there."""
    data = typed_in(topic, CHANGED, question.code)
    for at, option in enumerate(question.options.all()):
        data[f"options-{at}-id"] = str(option.pk)
    data["options-INITIAL_FORMS"] = "3"
    address = reverse("wagtailsnippets_quiz_question:edit", args=[question.pk])
    assert signed_in(author).post(address, data).status_code == 302


def publish_typed(author, second, question):
    question = Question.objects.get(pk=question.pk)
    Question.get_default_workflow().start(question, author)
    approve(signed_in(second), question)


def publish_file(author, second, question_import):
    assert services.submit(question_import=question_import, user=author)
    assert services.approve(question_import=question_import, user=second)
