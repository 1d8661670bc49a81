"""Quizzes as duties: who is how far, by the attempt that counts."""

import datetime

import pytest

from intranet.organisation import duties
from intranet.organisation.duties import State
from intranet.pages.clock import registered_jobs
from quiz.duties import QuizDuties
from quiz.models import Attempt, AttemptState
from quiz.services import close_expired, extend, submit_attempt
from tests.factories import make_person, make_user, standings_of
from tests.factories_quiz import NOW, make_attempt, make_quiz, right_answers, save

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
provider = QuizDuties()


def take(quiz, person, right, now=NOW):
    """An attempt with so many right answers."""
    attempt = make_attempt(quiz, person, now=now)
    answers = dict(list(right_answers(attempt).items())[:right])
    save(attempt, answers, now=now)
    return submit_attempt(attempt=attempt, now=now)


def duty_of(quiz):
    return provider.get(str(quiz.pk))


def test_quiz_and_clock_are_registered():
    assert isinstance(duties.find("quiz", str(make_quiz().pk)), duties.Duty)
    assert registered_jobs()["close_expired_attempts"] is close_expired


def test_what_has_opened_is_listed_closed_ones_too():
    open_ = make_quiz(opens_at=NOW - DAY)
    closed = make_quiz(opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)
    endless = make_quiz()
    make_quiz(opens_at=NOW + DAY)
    make_quiz(live=False)
    assert [duty.key for duty in provider.duties(NOW)] == [
        str(quiz.pk) for quiz in (open_, closed, endless)
    ]


@pytest.mark.parametrize("key", ["0", "x", "", "-1", "²", "9" * 30, "9" * 5000])
def test_an_unknown_key_is_no_duty(key):
    assert provider.get(key) is None


@pytest.mark.parametrize("spelled", ["0{}", "+{}", " {}", "{} "])
def test_a_duty_has_one_key(spelled):
    key = str(make_quiz().pk)
    assert provider.get(key) is not None
    assert provider.get(spelled.format(key)) is None
    assert provider.get(key.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) is None


@pytest.mark.parametrize(
    ("method", "rights", "state", "score"),
    [
        ("best", [1, 3, 2], State.PASSED, 100),
        ("best", [1, 0], State.DONE, 100 / 3),
        ("first", [1, 3], State.DONE, 100 / 3),
        ("last", [3, 1], State.DONE, 100 / 3),
        ("last", [0, 3], State.PASSED, 100),
    ],
)
def test_the_grading_method_decides(method, rights, state, score):
    quiz, person = make_quiz(max_attempts=0, grading_method=method, pass_mark=70), make_person()
    for right in rights:
        take(quiz, person, right)
    for progress in (
        standings_of(duty_of(quiz), NOW)[person.pk],
        provider.progress_of(person, [duty_of(quiz)])[str(quiz.pk)],
    ):
        assert progress.state == state
        assert progress.score == pytest.approx(score)
        assert progress.at == NOW


def test_states_on_the_way():
    quiz = make_quiz(max_attempts=0, time_limit=30)
    idle, busy, again, expired, voided = (make_person() for _ in range(5))
    make_attempt(quiz, busy, now=NOW)
    take(quiz, again, 3)
    make_attempt(quiz, again, now=NOW)
    late = make_attempt(quiz, expired, now=NOW - DAY)
    close_expired(now=NOW)
    take(quiz, voided, 3)
    Attempt.objects.filter(person=voided).update(state=AttemptState.VOIDED)

    progress = standings_of(duty_of(quiz), NOW)

    assert {person: row.state for person, row in progress.items()} == {
        busy.pk: State.IN_PROGRESS,
        again.pk: State.PASSED,
        expired.pk: State.DONE,
    }
    assert progress[busy.pk].score is None
    assert progress[expired.pk].at == late.deadline
    assert provider.progress_of(idle, [duty_of(quiz)]) == {}


def test_a_quiz_settles_when_nobody_can_answer_and_the_last_attempt_is_closed():
    quiz = make_quiz(opens_at=NOW - DAY, closes_at=NOW + DAY, time_limit=30)
    busy, extended = make_person(), make_person()
    make_attempt(quiz, busy, now=NOW + DAY - MINUTE)
    longer = {"closes_at": NOW + 3 * DAY, "reason": "Ốm"}
    extend(quiz=quiz, person=extended, **longer, by=make_user(), now=NOW)

    def is_settled(moment):
        return [duty.key for duty in provider.settled(moment)] == [str(quiz.pk)]

    assert not is_settled(NOW + 2 * DAY)
    assert not is_settled(NOW + 4 * DAY)
    close_expired(now=NOW + 4 * DAY)
    assert not is_settled(NOW + 2 * DAY)
    assert is_settled(NOW + 4 * DAY)


@pytest.mark.parametrize("size", [2, 20])
def test_statements_do_not_grow_with_people(sql, size):
    quiz = make_quiz()
    people = [make_person() for _ in range(size)]
    for person in people:
        take(quiz, person, 3)
    duty = duty_of(quiz)
    with sql.count(maximum=2):
        assert len(standings_of(duty, NOW)) == size
    with sql.count(maximum=2):
        provider.progress_of(people[0], [duty])


@pytest.mark.parametrize("key", ["", "x", "-1", "0", "9" * 30])
def test_a_key_that_no_quiz_can_have_is_none(key):
    assert QuizDuties().get(key) is None
