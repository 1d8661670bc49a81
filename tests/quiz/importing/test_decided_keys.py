"""Files that bring a key back which was found wrong."""

import pytest

from intranet.accounts.models import User
from intranet.accounts.roles import OFFICE, sync_roles
from quiz.importing import services
from quiz.models import Question, QuestionVersion, RowOutcome
from tests.factories import make_user
from tests.factories_imports import read_question, take_in
from tests.factories_quiz import make_question

pytestmark = pytest.mark.django_db
OTHER_KEY = (("Đúng ý", False), ("Sai ý", False), ("Khác", True))
THIRD_KEY = (("Đúng ý", False), ("Sai ý", True), ("Khác", False))


@pytest.fixture
def question():
    return make_question(stem="Ai ký?", code="K1")


def decide(question, **correction):
    decided = {"repair": 1, "is_void": False, **correction}
    QuestionVersion.objects.correct({question.current_version_id: decided})


def repaired(question):
    ids = {text: pk for pk, text in question.current_version.texts.items()}
    decide(question, keys=[[ids["Khác"]]])


def said(row):
    return [(one["severity"], one["code"]) for one in row.problems if "key" in one["code"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("error", "compare_key_overruled")]),
        ({"options": OTHER_KEY}, [("warning", "compare_key_repaired")]),
        ({"options": THIRD_KEY}, [("warning", "compare_key_open")]),
    ],
)
def test_a_repaired_key(question, options, expected):
    repaired(question)
    lot = take_in([read_question("Ai ký?", code="K1", explanation="Lời mới.", **options)])
    (row,) = lot.rows.all()
    assert (row.outcome, said(row)) == (RowOutcome.CHANGED, expected)
    assert row.has_errors == (expected[0][0] == "error")


def test_a_void_question(question):
    decide(question, is_void=True)
    lot = take_in([read_question("Ai ký?", code="K1", explanation="Lời mới.")])
    assert said(lot.rows.get()) == [("error", "compare_key_voided")]


def test_a_question_whose_key_nobody_doubted(question):
    lot = take_in([read_question("Ai ký?", code="K1", explanation="Lời mới.")])
    assert said(lot.rows.get()) == []


def test_a_key_that_is_repaired_before_the_lot_is_approved_is_named(question):
    sync_roles()
    author, second = make_user(), make_user()
    second.groups.set(User.groups.field.related_model.objects.filter(name=OFFICE))
    lot = take_in([read_question("Ai ký?", code="K1", explanation="Lời mới.")], user=author)
    assert services.apply(question_import=lot, user=author)
    lot.refresh_from_db()
    assert services.submit(question_import=lot, user=author)
    repaired(question)
    services.approve(question_import=lot, user=second)
    lot.refresh_from_db()
    (left,) = lot.report["left_out"]
    assert (left["question_id"], left["code"]) == (question.pk, "approve_faulty")
    assert "Đáp án sai?" in left["text"]
    assert Question.objects.get(pk=question.pk).explanation == ""
