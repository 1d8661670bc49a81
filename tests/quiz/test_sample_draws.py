"""Sample draws for authors: as people see them, never stored, for nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from quiz.models import Attempt, QuestionVersion, Response
from tests.factories import make_person, make_unit, of_role, signed_in
from tests.factories_pages import make_site
from tests.factories_quiz import make_question, make_quiz, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def section():
    site = make_site()
    sync_roles()
    return site.quizzes


def address(quiz):
    return reverse("quiz_sample_draws", args=[quiz.pk])


def stems(response):
    return re.findall(r'class="question__stem">([^<]+)<', response.content.decode())


@pytest.mark.parametrize(
    ("role", "expected"), [(EDITORS, 200), (OFFICE, 200), (LEADERSHIP, 403), (IT_OFFICERS, 403)]
)
def test_rights_of_roles(section, role, expected):
    status = signed_in(of_role(role)).get(address(make_quiz(parent=section))).status_code
    assert status == expected or (expected == 403 and status in {302, 403, 404})


def test_rights_of_others(section):
    quiz = make_quiz(parent=section)
    reader = make_person(make_unit(), user=True).user
    head = make_person(make_unit(), user=True, role="head").user
    for client in (Client(), signed_in(reader), signed_in(head)):
        response = client.get(address(quiz))
        assert response.status_code in {302, 403, 404}
        assert b"question__stem" not in response.content


def test_a_draw_is_repeated_by_its_seed_and_another_without_it(section):
    topic = make_topic()
    for number in range(40):
        make_question(topic, stem=f"Câu {number}?")
    quiz = make_quiz(parent=section, questions=[make_question()], quotas=[(topic, 5)])
    editor = signed_in(of_role(EDITORS))
    first, again, second = (
        stems(editor.get(f"{address(quiz)}?{query}"))
        for query in ("hat=a", "hat=a&de=1", "hat=a&de=2")
    )
    assert len(first) == 6
    assert first == again
    assert first != second
    assert len({tuple(stems(editor.get(address(quiz)))) for _ in range(5)}) > 1


@pytest.mark.parametrize("query", ["de=0", "de=x", "hat=" + "a" * 500, "de=²"])
def test_strange_queries_show_a_draw(section, query):
    quiz = make_quiz(parent=section)
    response = signed_in(of_role(EDITORS)).get(f"{address(quiz)}?{query}")
    assert len(stems(response)) == 3


def test_a_quiz_that_no_table_can_hold_is_not_found(section):
    address = reverse("quiz_sample_draws", args=[2**63])
    assert signed_in(of_role(EDITORS)).get(address).status_code == 404


def test_nothing_is_stored_and_the_key_stays_away(section):
    question = make_question(explanation="Vì lẽ ấy.")
    quiz = make_quiz(parent=section, questions=[question])
    content = signed_in(of_role(EDITORS)).get(address(quiz)).content.decode()
    assert not Attempt.objects.exists()
    assert not Response.objects.exists()
    assert "Vì lẽ ấy." not in content
    assert not any(option["id"] in content for option in QuestionVersion.objects.get().options)


def test_the_latest_draft_is_drawn(section):
    quiz = make_quiz(parent=section, questions=[make_question(stem="Cũ?")])
    quiz.fixed_questions = [quiz.fixed_questions.model(question=make_question(stem="Mới?"))]
    quiz.save_revision()
    assert stems(signed_in(of_role(EDITORS)).get(address(quiz))) == ["Mới?"]


def test_what_cannot_be_drawn_says_why(section):
    topic = make_topic("Thủ tục")
    quiz = make_quiz(parent=section, live=False, quotas=[(topic, 2)])
    response = signed_in(of_role(EDITORS)).get(address(quiz))
    assert response.status_code == 200
    assert "Thủ tục" in response.content.decode()
    assert not stems(response)


def test_the_button_stands_at_quizzes_for_who_may_edit(section):
    quiz = make_quiz(parent=section)
    editor = signed_in(of_role(EDITORS))
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()
    assert address(quiz) in edit
    other = editor.get(reverse("wagtailadmin_pages:edit", args=[section.pk])).content.decode()
    assert "rut-thu" not in other


def test_statements_do_not_grow_with_the_questions(section, sql):
    quizzes = []

    def grow(size=3):
        quizzes.append(make_quiz(parent=section, questions=[make_question() for _ in range(size)]))

    grow()
    editor = signed_in(of_role(EDITORS))
    sql.flat(lambda: editor.get(address(quizzes[-1])), lambda: grow(20))
