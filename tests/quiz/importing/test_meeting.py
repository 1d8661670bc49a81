"""Two people apply files at once: one is stopped inside the transaction, the other comes by."""

import pytest

from quiz.importing import services
from quiz.importing.writing import Writer
from quiz.models import ImportState, Question, QuestionImport
from tests.factories import make_user
from tests.factories_imports import read_question, take_in
from tests.two_sides import Stop

pytestmark = pytest.mark.django_db(transaction=True)


def applying(question_import, user):
    """Apply it from a fresh record, as a request of its own does."""
    fresh = QuestionImport.objects.get(pk=question_import.pk)
    return services.apply(question_import=fresh, user=user)


def test_two_files_with_the_same_new_question_bring_it_once(monkeypatch):
    files, user = [take_in([read_question()]) for _ in range(2)], make_user()
    stop = Stop(monkeypatch, Writer, "create")
    stop.meet(lambda: applying(files[0], user), lambda: applying(files[1], user))
    assert Question.objects.count() == 1
    first, second = QuestionImport.objects.order_by("pk")
    assert (first.state, second.state) == (ImportState.APPLIED, ImportState.DRAFT)
    assert second.report["is_overtaken"]
    assert [row.outcome for row in second.rows.all()] == ["same"]


def test_two_tabs_apply_a_file_once(monkeypatch):
    question_import, user = take_in([read_question()]), make_user()
    stop = Stop(monkeypatch, Writer, "create")
    results = stop.meet(
        lambda: applying(question_import, user), lambda: applying(question_import, user)
    )
    assert results == (True, False)
    assert Question.objects.count() == 1


def test_a_mending_waits_for_no_dry_run_that_is_being_applied(monkeypatch):
    question_import, user = take_in([read_question()]), make_user()
    stop = Stop(monkeypatch, Writer, "create")
    row = question_import.rows.get()

    def mend():
        return services.mend(row=row, data={"stem": "Khác?"}, user=user)

    assert stop.meet(lambda: applying(question_import, user), mend) == (True, False)
    assert Question.objects.get().stem == "Câu hỏi trong tệp?"
