"""A late answer counts only if one person proposes it and a second one accepts."""

import datetime

import pytest
from wagtail.models import ModelLogEntry

from quiz.models import AttemptState, LateAnswer, LateState
from quiz.services import (
    AttemptNotFinishedError,
    NotLateError,
    ReasonMissingError,
    SecondPersonError,
    decide_late,
    expire_attempt,
    propose_late,
)
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_quiz,
    right_answers,
    save,
    wrong_answers,
)

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def attempt():
    person = make_person(make_unit(), user=True)
    attempt = make_attempt(make_quiz(time_limit=30, pass_mark=30), person, now=NOW)
    save(attempt, wrong_answers(attempt), now=NOW)
    save(attempt, {1: right_answers(attempt)[1]}, now=attempt.closes_at)
    return expire_attempt(attempt=attempt, now=attempt.closes_at)


@pytest.fixture
def late(attempt):
    return LateAnswer.objects.get()


def propose(late, by=None, reason="Đứt mạng"):
    return propose_late(late=late, reason=reason, by=by or make_user(), now=LATER)


def decide(late, accept, by=None):
    return decide_late(late=late, accept=accept, by=by or make_user(), now=LATER)


def test_an_accepted_answer_is_marked(attempt, late):
    assert attempt.score == 0
    first, second = make_user(), make_user()
    propose(late, first)
    attempt.refresh_from_db()
    assert attempt.score == 0

    decide(late, True, second)

    attempt.refresh_from_db()
    row = attempt.responses.get(slot=1)
    assert (attempt.state, attempt.score, attempt.is_passed) == (AttemptState.EXPIRED, 1, True)
    assert attempt.finished_at == attempt.deadline
    assert (row.answer, row.saved_at, row.mark) == (late.answer, late.arrived_at, 1)
    late.refresh_from_db()
    assert (late.state, late.proposed_by, late.decided_by) == (LateState.ACCEPTED, first, second)
    entries = ModelLogEntry.objects.filter(action__startswith="quiz.late").order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("quiz.late.propose", first),
        ("quiz.late.accept", second),
    ]
    assert {entry.data["reason"] for entry in entries} == {"Đứt mạng"}


def test_a_refused_answer_changes_nothing(attempt, late):
    propose(late)
    decide(late, False)
    attempt.refresh_from_db()
    assert attempt.score == 0
    late.refresh_from_db()
    assert late.state == LateState.REFUSED
    assert ModelLogEntry.objects.filter(action="quiz.late.refuse").count() == 1


@pytest.mark.parametrize("accept", [True, False])
def test_who_proposed_does_not_decide(late, accept):
    first = make_user()
    propose(late, first)
    with pytest.raises(SecondPersonError):
        decide(late, accept, first)


def test_who_gave_the_answer_neither_proposes_nor_decides(attempt, late):
    with pytest.raises(SecondPersonError):
        propose(late, attempt.person.user)
    propose(late)
    with pytest.raises(SecondPersonError):
        decide(late, True, attempt.person.user)


def test_it_needs_a_reason(late):
    with pytest.raises(ReasonMissingError):
        propose(late, reason=" ")


def test_nothing_is_decided_twice_or_unproposed(late):
    with pytest.raises(NotLateError):
        decide(late, True)
    propose(late)
    with pytest.raises(NotLateError):
        propose(late)
    decide(late, False)
    for again in (lambda: propose(late), lambda: decide(late, True)):
        with pytest.raises(NotLateError):
            again()


@pytest.mark.parametrize("state", [AttemptState.VOIDED, AttemptState.IN_PROGRESS])
def test_only_in_an_attempt_that_counts(attempt, late, state):
    attempt.state = state
    attempt.save()
    with pytest.raises(AttemptNotFinishedError):
        propose(late)
