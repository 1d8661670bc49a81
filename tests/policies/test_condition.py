"""A quiz that stands before the confirmation of a document."""

import datetime

import pytest
from django.utils import timezone

from intranet.organisation.models import Exemption
from quiz.services import submit_attempt
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import make_attempt, make_quiz, right_answers, save
from tests.policies.test_must_read import confirm, confirmed, must_read, text_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def reader():
    return make_person(make_unit(), user=True)


def behind(quiz):
    return must_read(make_site(), condition_quiz=quiz)


def take(quiz, person, *, right=True):
    now = timezone.now()
    attempt = make_attempt(quiz, person, now=now)
    if right:
        save(attempt, right_answers(attempt), now=now)
    submit_attempt(attempt=attempt, now=now)


def test_nothing_is_confirmed_before_the_quiz_is_passed(reader):
    quiz = make_quiz(max_attempts=0)
    page = behind(quiz)
    assert quiz.get_url() in text_of(reader, page)
    assert 'name="phien-ban"' not in text_of(reader, page)

    confirm(reader, page)
    take(quiz, reader, right=False)
    confirm(reader, page)
    assert confirmed(page) == set()

    take(quiz, reader)
    assert 'name="phien-ban"' in text_of(reader, page)
    confirm(reader, page)
    assert confirmed(page) == {(reader.pk, 1)}


def test_a_quiz_that_opens_later_is_waited_for(reader):
    page = behind(make_quiz(opens_at=timezone.now() + DAY))
    confirm(reader, page)

    assert confirmed(page) == set()
    assert 'name="phien-ban"' not in text_of(reader, page)


def test_a_quiz_that_cannot_be_taken_stands_in_nobodys_way(reader):
    over = make_quiz(opens_at=timezone.now() - 2 * DAY, closes_at=timezone.now() - DAY)
    others = make_quiz(audience=make_audience(make_unit()))
    withdrawn = make_quiz(live=False)
    for quiz in (over, others, withdrawn):
        page = behind(quiz)
        confirm(reader, page)
        assert confirmed(page) == {(reader.pk, 1)}, quiz


def test_who_is_excused_from_the_quiz_confirms_without_it(reader):
    quiz = make_quiz()
    Exemption.objects.create(person=reader, duty_kind="quiz", duty_key=str(quiz.pk), reason="other")
    page = behind(quiz)
    confirm(reader, page)

    assert confirmed(page) == {(reader.pk, 1)}
