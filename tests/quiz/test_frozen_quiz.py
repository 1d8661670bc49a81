"""A quiz that is over and frozen: what is done to its attempts afterwards shows as a difference."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.urls import reverse

from intranet.organisation.differences import Change, changes_in, differences
from intranet.organisation.duties import find, reported
from intranet.organisation.freezing import freeze_due
from intranet.organisation.participation import participation
from quiz.duties import QuizDuties
from quiz.models import Attempt, AttemptState, QuizPage
from quiz.services import close_expired, extend
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import NOW, make_attempt, make_quiz
from tests.quiz.test_duties import take

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
OVER = NOW + 2 * DAY


@pytest.fixture
def people():
    unit = make_unit("Phòng Trẻ em")
    return [make_person(unit) for _ in range(3)]


@pytest.fixture
def quiz(people):
    """One has passed, one has failed, one has not begun; over and frozen."""
    quiz = make_quiz(opens_at=NOW - DAY, closes_at=NOW + DAY, pass_mark=60, max_attempts=0)
    take(quiz, people[0], 3)
    take(quiz, people[1], 1)
    assert freeze_due(now=OVER) == 1
    return quiz


def duty_of(quiz):
    return QuizDuties().get(str(quiz.pk))


def told(quiz, moment=OVER):
    total = participation(duty_of(quiz), moment=moment).total
    return total.passed, total.done, total.assigned


def differing(quiz):
    found = differences(duty_of(quiz), moment=OVER)
    return {person.pk: changes_in(person) for person in found.people()}


def test_voiding_and_marking_again_change_no_frozen_figure(quiz, people):
    passed, failed, _idle = people
    Attempt.objects.filter(person=passed).update(state=AttemptState.VOIDED)
    Attempt.objects.filter(person=failed).update(score=2, is_passed=True)

    assert told(quiz) == (1, 2, 3)
    assert differing(quiz) == {
        passed.pk: {Change.STATE, Change.RESULT},
        failed.pk: {Change.STATE, Change.RESULT},
    }


def test_whoever_is_let_in_afterwards_shows_as_a_difference(quiz, people):
    idle = people[2]
    longer = {"closes_at": OVER + DAY, "reason": "Ốm"}
    extend(quiz=quiz, person=idle, **longer, by=make_user(), now=OVER)
    take(quiz, idle, 3, now=OVER)

    assert told(quiz) == (1, 2, 3)
    assert differing(quiz) == {idle.pk: {Change.STATE, Change.RESULT}}


def test_while_an_extension_runs_it_is_counted_and_frozen_after_it(people):
    quiz = make_quiz(opens_at=NOW - DAY, closes_at=NOW + DAY, pass_mark=60, time_limit=30)
    longer = {"closes_at": NOW + 3 * DAY, "reason": "Ốm"}
    extend(quiz=quiz, person=people[0], **longer, by=make_user(), now=NOW)
    assert freeze_due(now=OVER) == 0
    make_attempt(quiz, people[0], now=OVER)
    assert freeze_due(now=OVER + 2 * DAY) == 0
    close_expired(now=OVER + 2 * DAY)
    assert freeze_due(now=OVER + 2 * DAY) == 1
    assert told(quiz, OVER + 2 * DAY) == (0, 1, 3)


def test_an_end_put_off_is_counted_again_until_it_is_over(quiz, people):
    QuizPage.objects.filter(pk=quiz.pk).update(closes_at=NOW + 5 * DAY)
    quiz.refresh_from_db()
    take(quiz, people[2], 3, now=OVER)
    assert told(quiz) == (2, 3, 3)
    assert freeze_due(now=NOW + 5 * DAY) == 1
    assert told(quiz, NOW + 6 * DAY) == (2, 3, 3)


class TestWithdrawn:
    """A quiz that is published no more."""

    @pytest.fixture
    def withdrawn(self, people):
        quiz = make_quiz(opens_at=NOW - DAY, closes_at=NOW + DAY, pass_mark=60)
        take(quiz, people[0], 3)
        quiz.unpublish()
        return quiz

    def test_who_took_it_is_written_down_at_its_end(self, withdrawn, people):
        assert find("quiz", str(withdrawn.pk)) is None
        assert freeze_due(now=NOW) == 0
        assert freeze_due(now=OVER) == 1
        with time_machine.travel(OVER):
            duty = find("quiz", str(withdrawn.pk))
        assert duty.title == withdrawn.title
        assert duty.url == ""
        total = participation(duty, moment=OVER).total
        assert (total.passed, total.done, total.assigned) == (1, 1, 3)

    def test_what_nobody_took_is_not(self, people):
        make_quiz(opens_at=NOW - DAY, closes_at=NOW + DAY).unpublish()
        assert freeze_due(now=OVER) == 0

    def test_withdrawn_after_the_freezing_it_stays(self, quiz):
        duty_before = find("quiz", str(quiz.pk))
        quiz.title = "Tên khác"
        quiz.save()
        quiz.unpublish()
        duty = find("quiz", str(quiz.pk))
        assert duty == replace(duty_before, url="")
        assert duty_before.url
        assert [known.key for known in reported(OVER)] == [str(quiz.pk)]

    def test_what_was_understood_of_it_can_be_read_on(self, client, quiz):
        reader = make_user(permissions=["organisation.view_participation"])
        address = reverse("quiz_understanding", args=[quiz.pk])
        quiz.unpublish()
        with time_machine.travel(OVER):
            client.force_login(reader)
            assert client.get(address).status_code == 200
