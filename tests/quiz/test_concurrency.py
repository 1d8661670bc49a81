"""Two tabs, two people, the clock: one side is stopped inside its transaction, the other comes by.

Each side has a thread and a database connection of its own.
"""

import datetime
import threading

import pytest
from django.db import connection

from quiz import services
from quiz.models import Attempt, AttemptState
from quiz.services import close_expired, save_answers, start_attempt, submit_attempt
from tests.factories import make_person
from tests.factories_quiz import NOW, make_attempt, make_quiz, right_answers, wrong_answers

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


class Side(threading.Thread):
    """Calls something on a connection of its own and keeps what came of it."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.result, self.error = call, None, None
        self.begun = threading.Event()
        self.start()

    def run(self):
        self.begun.set()
        try:
            self.result = self.call()
        except Exception as error:  # noqa: BLE001 - handed on to the test by value()
            self.error = error
        finally:
            connection.close()

    def value(self):
        self.join(PATIENCE)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.result


class Stop:
    """Holds up the first caller of a function until it is let go."""

    def __init__(self, monkeypatch, owner, name):
        self.reached, self.released = threading.Event(), threading.Event()
        original = getattr(owner, name)

        def stopped(*args, **kwargs):
            if not self.reached.is_set():
                self.reached.set()
                assert self.released.wait(PATIENCE)
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, stopped)

    def meet(self, first, second):
        """Stop the first inside, send the second past, let the first go on; both results."""
        one = Side(first)
        assert self.reached.wait(PATIENCE)
        other = Side(second)
        assert other.begun.wait(PATIENCE)
        other.join(0.3)
        self.released.set()
        return one.value(), other.value()


def both(call):
    barrier = threading.Barrier(2)

    def together():
        barrier.wait(PATIENCE)
        return call()

    sides = [Side(together), Side(together)]
    return [side.value() for side in sides]


@pytest.fixture
def running():
    attempt = make_attempt(make_quiz(time_limit=30), now=NOW)
    save_answers(attempt=attempt, answers=wrong_answers(attempt), writer="form", now=NOW)
    return attempt


def stored(attempt):
    return {row.slot: row.answer for row in attempt.responses.all()}


class TestStart:
    def test_two_tabs_get_the_same_attempt(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=1), make_person()
        stop = Stop(monkeypatch, services.Attempt, "save")

        def begin():
            return start_attempt(quiz=quiz, person=person, now=NOW)

        first, second = stop.meet(begin, begin)

        assert first == second
        attempt = Attempt.objects.get()
        assert (attempt.number, attempt.responses.count()) == (1, 3)

    def test_two_at_the_same_moment_get_the_same_attempt(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=5), make_person()
        drawn = threading.Barrier(2)
        original = services._drawn_versions
        calls = []

        def together(*args):
            versions = original(*args)
            calls.append(1)
            if len(calls) <= 2:
                drawn.wait(PATIENCE)
            return versions

        monkeypatch.setattr(services, "_drawn_versions", together)
        first, second = both(lambda: start_attempt(quiz=quiz, person=person, now=NOW))
        assert first == second
        assert Attempt.objects.count() == 1

    def test_the_limit_holds_between_handing_in_and_starting(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=1), make_person()
        attempt = make_attempt(quiz, person, now=NOW)
        stop = Stop(monkeypatch, services, "mark")
        _submitted, again = stop.meet(
            lambda: submit_attempt(attempt=attempt, now=NOW),
            lambda: start_attempt(quiz=quiz, person=person, now=NOW),
        )
        assert again == attempt
        assert Attempt.objects.count() == 1


class TestSaveAgainstClosing:
    @pytest.mark.parametrize(
        ("close", "state"),
        [
            (lambda attempt: submit_attempt(attempt=attempt, now=NOW), AttemptState.SUBMITTED),
            (
                lambda _attempt: close_expired(now=NOW + datetime.timedelta(minutes=30)),
                AttemptState.EXPIRED,
            ),
        ],
    )
    def test_a_save_that_comes_while_it_closes_is_told_as_lost(
        self, monkeypatch, running, close, state
    ):
        right, before = right_answers(running), stored(running)
        stop = Stop(monkeypatch, services, "mark")

        _closed, saved = stop.meet(
            lambda: close(running),
            lambda: save_answers(attempt=running, answers=right, writer="form", now=NOW),
        )

        assert not saved.is_saved
        assert stored(running) == before
        running.refresh_from_db()
        assert (running.state, running.score) == (state, 0)

    def test_a_save_that_is_ahead_is_marked(self, monkeypatch, running):
        right = right_answers(running)
        stop = Stop(monkeypatch, services, "_write")
        saving = Side(lambda: save_answers(attempt=running, answers=right, writer="x", now=NOW))
        assert stop.reached.wait(PATIENCE)
        stop.released.set()
        assert saving.value().is_saved
        assert submit_attempt(attempt=running, now=NOW).score == 3

    def test_a_save_stopped_before_its_write_finds_the_attempt_closed(self, monkeypatch, running):
        right = right_answers(running)
        stop = Stop(monkeypatch, services, "_write")
        saving = Side(lambda: save_answers(attempt=running, answers=right, writer="x", now=NOW))
        assert stop.reached.wait(PATIENCE)
        submit_attempt(attempt=running, now=NOW)
        stop.released.set()
        assert not saving.value().is_saved
        assert stored(running) == wrong_answers(running)


class TestClosingTwice:
    @pytest.mark.parametrize("late", [0, 30])
    def test_handing_in_twice_is_one_result(self, monkeypatch, running, late):
        now = NOW + datetime.timedelta(minutes=late)
        stop = Stop(monkeypatch, services, "mark")
        first, second = stop.meet(
            lambda: submit_attempt(attempt=running, now=now),
            lambda: submit_attempt(attempt=running, now=now + datetime.timedelta(seconds=1)),
        )
        assert first.finished_at == second.finished_at
        assert first.state == second.state

    def test_the_clock_and_the_person(self, monkeypatch, running):
        stop = Stop(monkeypatch, services, "mark")
        closing = NOW + datetime.timedelta(minutes=30)
        _count, submitted = stop.meet(
            lambda: close_expired(now=closing),
            lambda: submit_attempt(attempt=running, now=NOW + datetime.timedelta(minutes=29)),
        )
        assert submitted.state == AttemptState.EXPIRED
        assert submitted.finished_at == running.deadline
