"""A repair beside people who begin and hand in: one side is stopped inside its transaction."""

import pytest

from quiz.models import Attempt, AttemptState, KeyRepair, QuestionVersion, RepairState
from quiz.models.attempts import ResponseQuerySet
from quiz.repair import applying
from quiz.repair.errors import AlreadyDecidedError
from quiz.repair.preview import preview, signature
from quiz.repair.services import agree, propose
from quiz.services import close_expired, closing, start_attempt, submit_attempt
from tests.factories import make_person, make_user
from tests.factories_quiz import NOW, make_attempt, make_question, make_quiz, save
from tests.quiz.test_concurrency import MINUTE, OVER
from tests.two_sides import Side, Stop

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + 20 * MINUTE


@pytest.fixture
def question():
    return make_question()


@pytest.fixture
def quiz(question):
    return make_quiz(questions=[question], time_limit=30, pass_mark=50)


def option(question, text):
    return next(pk for pk, known in question.current_version.texts.items() if known == text)


@pytest.fixture
def repair(question):
    data = {"keys": [[option(question, "Khác")]], "forms": []}
    proposed = KeyRepair(question=question, act="change", data=data, reason="Nhầm")
    versions = [question.current_version]
    return propose(repair=proposed, versions=versions, by=make_user(), now=NOW)


def agreeing(repair, now=LATER):
    second = make_user()
    seen = signature(preview(repair, list(repair.versions.all()), now))
    return lambda: agree(repair=repair, seen=seen, until=now, by=second, now=now)


@pytest.fixture
def attempt(quiz, question):
    """A running attempt with the answer that the old key calls wrong and the new one right."""
    running = make_attempt(quiz, now=NOW)
    save(running, {1: [option(question, "Khác")]}, now=NOW)
    return running


def result(attempt):
    attempt.refresh_from_db()
    return attempt.score, attempt.is_passed


class TestAgainstHandingIn:
    @pytest.mark.parametrize(
        ("close", "state"),
        [
            (lambda attempt: submit_attempt(attempt=attempt, now=NOW), AttemptState.SUBMITTED),
            (lambda _attempt: close_expired(now=OVER), AttemptState.EXPIRED),
        ],
    )
    def test_who_is_ahead_is_marked_again(self, monkeypatch, repair, attempt, close, state):
        stop = Stop(monkeypatch, closing, "take_over")
        stop.meet(lambda: close(attempt), agreeing(repair))
        assert result(attempt) == (1, True)
        assert attempt.state == state
        assert repair.remarked.get().score_before == 0

    @pytest.mark.parametrize("name", ["corrections_of", "write", "log_remarked"])
    def test_who_comes_after_reads_the_new_key(self, monkeypatch, repair, attempt, name):
        stop = Stop(monkeypatch, applying, name)
        stop.meet(agreeing(repair), lambda: submit_attempt(attempt=attempt, now=NOW))
        assert result(attempt) == (1, True)


class TestAgainstBeginning:
    def test_who_begins_and_hands_in_meanwhile_is_marked_by_the_new_key(
        self, monkeypatch, repair, quiz, question
    ):
        person = make_person()

        def sit():
            begun = start_attempt(quiz=quiz, person=person, now=NOW)
            save(begun, {1: [option(question, "Khác")]}, now=NOW)
            return submit_attempt(attempt=begun, now=NOW)

        make_attempt(quiz, now=NOW)
        stop = Stop(monkeypatch, applying, "write")
        stop.meet(agreeing(repair), sit)
        version = QuestionVersion.objects.get(responses__attempt__person=person)
        attempt = Attempt.objects.get(person=person)
        key = option(question, "Khác") in version.key or version.correction
        assert key
        assert attempt.score == 1

    def test_who_is_writing_the_attempt_is_waited_for(self, monkeypatch, repair, quiz, question):
        person = make_person()
        stop = Stop(monkeypatch, ResponseQuerySet, "bulk_create")
        stop.meet(lambda: start_attempt(quiz=quiz, person=person, now=NOW), agreeing(repair))
        attempt = Attempt.objects.get(person=person)
        save(attempt, {1: [option(question, "Khác")]}, now=NOW)
        assert submit_attempt(attempt=attempt, now=LATER).score == 1


class TestTwice:
    def test_two_who_agree_repair_once(self, monkeypatch, repair, attempt):
        submit_attempt(attempt=attempt, now=NOW)
        stop = Stop(monkeypatch, applying, "write")
        other = agreeing(repair)

        def second():
            try:
                return other()
            except AlreadyDecidedError as refusal:
                return refusal

        _first, refused = stop.meet(agreeing(repair), second)
        assert isinstance(refused, AlreadyDecidedError)
        assert repair.remarked.count() == 1
        assert result(attempt) == (1, True)

    def test_the_worker_that_carries_it_out_twice_changes_nothing(
        self, monkeypatch, repair, attempt
    ):
        submit_attempt(attempt=attempt, now=NOW)
        KeyRepair.objects.update(state=RepairState.APPLYING, decided_by=make_user())
        KeyRepair.objects.update(decided_at=LATER)
        stop = Stop(monkeypatch, applying, "write")

        def work():
            applying.apply(repair=KeyRepair.objects.get(), now=LATER)

        stop.meet(work, work)
        assert repair.remarked.count() == 1
        assert result(attempt) == (1, True)

    def test_all_or_nothing(self, monkeypatch, repair, attempt):
        submit_attempt(attempt=attempt, now=NOW)

        def broken(*_args, **_kwargs):
            raise RuntimeError

        act = agreeing(repair)
        monkeypatch.setattr(applying.bank, "carry_out", broken)
        with pytest.raises(RuntimeError):
            Side(act).value()
        assert result(attempt) == (0, False)
        assert KeyRepair.objects.get().state == RepairState.PROPOSED
        assert not QuestionVersion.objects.exclude(correction=None).exists()
