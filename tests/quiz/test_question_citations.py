"""Citations in questions: read when published, links in the result, one statement for all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.policies.citations import indexing
from intranet.policies.models import Citation
from quiz.services import submit_attempt
from tests.factories import make_person, make_unit, signed_in
from tests.factories_pages import make_policy, make_site
from tests.factories_quiz import make_attempt, make_question, make_quiz

pytestmark = pytest.mark.django_db

DECREE = "Nghị định số 30/2020/NĐ-CP"


def decree(site):
    day = datetime.date(2020, 3, 5)
    page = make_policy(site.policies, number="30", symbol="2020/NĐ-CP", issued_on=day, body=[])
    indexing.enter(page)
    return page


def printed(question):
    rows = Citation.objects.of("question", question.pk)
    return list(rows.values_list("place", "printed"))


def test_a_published_question_is_read_and_a_withdrawn_one_is_not():
    question = make_question(explanation=f"<b>Theo {DECREE}.", source_label="28/KH-SLĐTBXH")
    expected = [("explanation", DECREE), ("source_label", "28/KH-SLĐTBXH")]
    assert printed(question) == expected

    question.explanation = "Khác."
    question.save_revision()
    assert printed(question) == expected

    question.unpublish()
    assert printed(question) == []


def result_of(site, count: int):
    person = make_person(make_unit(), user=True)
    questions = [make_question(explanation=f"<i> Theo {DECREE}") for _number in range(count)]
    attempt = make_attempt(make_quiz(questions=questions, parent=site.quizzes), person)
    submit_attempt(attempt=attempt, now=timezone.now())
    client, url = signed_in(person.user), reverse("attempt_result", args=[attempt.pk])
    return lambda: client.get(url).content.decode()  # noqa: PLW0108  a new request each time


def test_the_result_links_what_explanations_cite_in_one_statement(sql):
    site = make_site()
    target = decree(site)
    few, many = result_of(site, 2), result_of(site, 5)

    assert many().count(f'&lt;i&gt; Theo <a class="citation" href="{target.url}">') == 5
    few()
    with sql.capture() as small:
        few()
    with sql.capture() as large:
        many()
    assert sum("policies_citation" in line for line in large) == 1
    assert len(large) <= len(small)
