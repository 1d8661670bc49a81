"""Beginning, saving, handing in and closing: what the person keeps, and what nobody can gain."""

import datetime

import pytest
from django.conf import settings

from quiz.models import Attempt, AttemptState, Question
from quiz.services import (
    ClosedError,
    NoAttemptsLeftError,
    NotDrawableError,
    NotYetOpenError,
    close_expired,
    start_attempt,
    submit_attempt,
)
from tests.factories import make_person, make_unit
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_question,
    make_quiz,
    make_topic,
    right_answers,
    save,
    wrong_answers,
)

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
SECOND = datetime.timedelta(seconds=1)


def minutes(count):
    return count * MINUTE


ALLOWANCE = settings.QUIZ_TRANSMISSION_TIME
PROCESSING = settings.QUIZ_PROCESSING_TIME


def finish(attempt, answers, now=NOW):
    save(attempt, answers, now=now)
    return submit_attempt(attempt=attempt, now=now)


class TestStart:
    def test_draws_are_frozen_in_rows(self):
        topic = make_topic()
        fixed = make_question()
        pool = [make_question(topic) for _ in range(4)]
        quiz = make_quiz(questions=[fixed], quotas=[(topic, 2)], pass_mark=60)

        attempt = make_attempt(quiz, now=NOW)

        drawn = [response.question_version for response in attempt.responses.order_by("slot")]
        assert fixed.current_version in drawn
        assert len(drawn) == 3 == len(set(drawn))
        assert {version.question for version in drawn} <= {fixed, *pool}
        assert attempt.maximum == 3
        assert attempt.pass_mark == 60
        for response in attempt.responses.all():
            assert sorted(response.option_order) == sorted(response.question_version.texts)

    def test_a_question_edited_meanwhile_changes_nothing(self):
        question = make_question(stem="Trước?")
        attempt = make_attempt(make_quiz(questions=[question]), now=NOW)
        question.stem = "Sau?"
        question.save_revision().publish()
        attempt.quiz.refresh_from_db()

        assert attempt.responses.get().question_version.stem == "Trước?"
        other = make_attempt(attempt.quiz, now=NOW)
        assert other.responses.get().question_version.stem == "Sau?"

    def test_the_unit_of_the_day_is_noted(self):
        unit = make_unit()
        assert make_attempt(person=make_person(unit), now=NOW).unit == unit
        assert make_attempt(person=make_person(), now=NOW).unit is None

    def test_a_running_attempt_is_returned(self):
        quiz, person = make_quiz(max_attempts=5), make_person()
        first = start_attempt(quiz=quiz, person=person, now=NOW)
        assert start_attempt(quiz=quiz, person=person, now=NOW + MINUTE) == first

    def test_an_overdue_attempt_is_closed_and_counts(self):
        quiz, person = make_quiz(max_attempts=1, time_limit=5), make_person()
        first = start_attempt(quiz=quiz, person=person, now=NOW)
        with pytest.raises(NoAttemptsLeftError):
            start_attempt(quiz=quiz, person=person, now=NOW + minutes(5) + ALLOWANCE)
        first.refresh_from_db()
        assert first.state == AttemptState.EXPIRED

    @pytest.mark.parametrize(
        ("rules", "error"),
        [
            ({"opens_at": NOW + MINUTE}, NotYetOpenError),
            ({"closes_at": NOW}, ClosedError),
            ({"live": False}, ClosedError),
        ],
    )
    def test_outside_the_window_nothing_begins(self, rules, error):
        with pytest.raises(error):
            start_attempt(quiz=make_quiz(**rules), person=make_person(), now=NOW)
        assert not Attempt.objects.exists()

    @pytest.mark.parametrize(("limit", "allowed"), [(1, 1), (2, 2), (0, 4)])
    def test_the_limit_holds(self, limit, allowed):
        quiz, person = make_quiz(max_attempts=limit), make_person()
        for number in range(1, allowed + 1):
            attempt = start_attempt(quiz=quiz, person=person, now=NOW)
            assert attempt.number == number
            submit_attempt(attempt=attempt, now=NOW)
        if limit:
            with pytest.raises(NoAttemptsLeftError):
                start_attempt(quiz=quiz, person=person, now=NOW)

    def test_a_bank_that_shrank_says_so(self):
        topic = make_topic()
        question = make_question(topic)
        quiz = make_quiz(quotas=[(topic, 1)])
        question.unpublish()
        with pytest.raises(NotDrawableError):
            start_attempt(quiz=quiz, person=make_person(), now=NOW)

    @pytest.mark.parametrize(
        ("time_limit", "closes_in", "expected"),
        [(None, None, None), (10, None, 10), (None, 30, 30), (10, 30, 10), (30, 10, 10)],
    )
    def test_the_deadline_is_the_earlier_of_limit_and_window(self, time_limit, closes_in, expected):
        quiz = make_quiz(time_limit=time_limit, closes_at=closes_in and NOW + minutes(closes_in))
        attempt = make_attempt(quiz, now=NOW)
        deadline = expected and NOW + minutes(expected)
        assert attempt.deadline == deadline
        assert attempt.closes_at == (deadline and deadline + ALLOWANCE)
        assert {response.closes_at for response in attempt.responses.all()} == {attempt.closes_at}

    @pytest.mark.parametrize("size", [2, 20])
    def test_statements_do_not_grow_with_the_questions(self, size, sql):
        topic = make_topic()
        fixed = [make_question() for _ in range(size)]
        for _ in range(size):
            make_question(topic)
        quiz, person = make_quiz(questions=fixed, quotas=[(topic, size)]), make_person()
        with sql.count(maximum=12):
            start_attempt(quiz=quiz, person=person, now=NOW)


class TestSubmit:
    def test_marks_and_result_are_frozen(self):
        attempt = make_attempt(make_quiz(pass_mark=66), now=NOW)
        answers = {**right_answers(attempt), 3: wrong_answers(attempt)[3]}
        done = finish(attempt, answers, NOW + MINUTE)
        assert done.state == AttemptState.SUBMITTED
        assert (done.score, done.maximum, done.is_passed) == (2, 3, True)
        assert done.finished_at == NOW + MINUTE
        assert [response.mark for response in done.responses.order_by("slot")] == [1, 1, 0]

    def test_twice_is_once(self):
        attempt = make_attempt(now=NOW)
        first = finish(attempt, right_answers(attempt))
        again = submit_attempt(attempt=attempt, now=NOW + MINUTE)
        assert again.finished_at == first.finished_at

    def test_later_than_the_deadline_it_ended_at_the_deadline(self):
        attempt = make_attempt(make_quiz(time_limit=5), now=NOW)
        save(attempt, right_answers(attempt), now=NOW)
        done = submit_attempt(attempt=attempt, now=NOW + minutes(60))
        assert done.state == AttemptState.EXPIRED
        assert done.finished_at == attempt.deadline
        assert done.score == 3

    def test_within_the_allowance_it_is_handed_in_at_the_deadline(self):
        attempt = make_attempt(make_quiz(time_limit=5), now=NOW)
        done = finish(attempt, right_answers(attempt), attempt.deadline + ALLOWANCE - SECOND)
        assert (done.state, done.score) == (AttemptState.SUBMITTED, 3)
        assert done.finished_at == attempt.deadline

    def test_the_pass_mark_of_the_start_decides(self):
        quiz = make_quiz(pass_mark=100)
        attempt = make_attempt(quiz, now=NOW)
        type(quiz).objects.filter(pk=quiz.pk).update(pass_mark=0)
        assert finish(attempt, {}).is_passed is False

    @pytest.mark.parametrize("size", [2, 30])
    def test_statements_do_not_grow_with_the_questions(self, size, sql):
        attempt = make_attempt(make_quiz(questions=[make_question() for _ in range(size)]), now=NOW)
        save(attempt, right_answers(attempt), now=NOW)
        with sql.count(maximum=4):
            submit_attempt(attempt=attempt, now=NOW)


class TestCloseExpired:
    def test_closes_what_is_due_and_nothing_else(self):
        quiz = make_quiz(time_limit=5)
        due = make_attempt(quiz, now=NOW)
        save(due, right_answers(due), now=NOW)
        later = make_attempt(quiz, now=NOW + MINUTE)
        endless = make_attempt(make_quiz(), now=NOW)

        over = NOW + minutes(5) + ALLOWANCE + PROCESSING
        assert close_expired(now=over - SECOND) == 0
        assert close_expired(now=over) == 1
        assert close_expired(now=over) == 0

        due.refresh_from_db()
        assert (due.state, due.score) == (AttemptState.EXPIRED, 3)
        for attempt in (later, endless):
            attempt.refresh_from_db()
            assert attempt.is_running


def test_questions_of_the_bank_stay_when_attempts_refer_to_them():
    attempt = make_attempt(now=NOW)
    question = attempt.responses.first().question_version.question
    assert question.is_used
    question.unpublish()
    assert Question.objects.get(pk=question.pk).versions.count() == 1
