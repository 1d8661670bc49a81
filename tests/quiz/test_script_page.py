"""What the page of an attempt gives its script, and what it is without one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt
from quiz.presenters.script import journal_name
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import make_attempt, make_question, make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt():
    """Return an attempt at a quiz of seven questions, five a screen."""
    questions = [make_question() for _ in range(7)]
    quiz = make_quiz(questions=questions, parent=make_site().quizzes, questions_per_page=5)
    return make_attempt(quiz, make_person(make_unit(), user=True))


def page_of(attempt, number=1, *, has_script=False):
    """Return a screen of the attempt as its owner's browser gets it."""
    client = Client()
    client.force_login(attempt.person.user)
    if has_script:
        client.cookies["co_script"] = "1"
    return client.get(reverse("attempt_step", args=[attempt.pk, number])).content.decode()


def value_of(name, page):
    return re.search(rf'data-{name}="([^"]*)"', page)[1]


def test_a_browser_with_script_gets_all_questions_and_divides_them_itself(attempt):
    page = page_of(attempt, has_script=True)
    assert page.count("<fieldset") == 7
    assert "data-whole" in page
    assert value_of("per-page", page) == "5"
    assert "<template data-notice-lost>" in page


def test_a_browser_without_gets_a_screen_and_no_words_for_a_script(attempt):
    pages = [page_of(attempt, number) for number in (1, 2)]
    assert [page.count("<fieldset") for page in pages] == [5, 2]
    assert not any(" data-whole" in page.replace("data-whole-url", "") for page in pages)
    assert not any("data-words" in page for page in pages)


def test_the_addresses_of_the_script_are_this_attempt_s(attempt):
    page = page_of(attempt, has_script=True)
    for name, view in (
        ("save-url", "attempt_save"),
        ("state-url", "attempt_state"),
        ("hand-in-url", "attempt_submit"),
        ("result-url", "attempt_result"),
    ):
        assert value_of(name, page) == reverse(view, args=[attempt.pk])


def test_a_journal_belongs_to_one_person_attempt_and_data_base(attempt):
    other = make_attempt(attempt.quiz, make_person(make_unit(), user=True))
    names = {journal_name(attempt), journal_name(other)}
    restored = Attempt.objects.get(pk=attempt.pk)
    assert journal_name(restored) in names
    restored.salt = "0" * 32
    names.add(journal_name(restored))
    assert len(names) == 3
    assert value_of("journal", page_of(attempt, has_script=True)) in names


def test_the_page_after_signing_out_has_the_script_forget_all_journals(attempt):
    assert "data-signed-out" in Client().get(reverse("sign_out")).content.decode()
