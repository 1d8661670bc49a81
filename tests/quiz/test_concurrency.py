"""Two tabs, two people, the clock: one side is stopped inside its transaction, the other comes by.

Each side has a thread and a database connection of its own.
"""

import datetime
import threading

import pytest

from quiz.models import Attempt, AttemptState, LateAnswer
from quiz.models.attempts import ResponseQuerySet
from quiz.services import (
    NotLateError,
    Status,
    close_expired,
    closing,
    decide_late,
    expire_attempt,
    extend,
    extensions,
    flag_questions,
    propose_late,
    reveal_answer,
    save_answers,
    saving,
    start_attempt,
    starting,
    submit_attempt,
)
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_quiz,
    right_answers,
    save,
    sent_answers,
    wrong_answers,
)
from tests.two_sides import PATIENCE, Side, Stop

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = datetime.timedelta(minutes=1)
OVER = NOW + 31 * MINUTE  # after deadline, allowance and processing of thirty minutes


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
    save(attempt, wrong_answers(attempt), writer="trang", now=NOW)
    return attempt


def stored(attempt):
    return {row.slot: row.answer for row in attempt.responses.all()}


def sender(attempt, answers, *, writer="a", number=1, base=None, now=NOW):
    """A save as one page sends it, ready to be called by a side."""
    sent = sent_answers(attempt, answers, number=number, base=base)

    def send():
        rows = attempt.responses.all()
        told = save_answers(responses=rows, answers=sent, writer=writer, now=now)
        return {one.sent.slot: one.status for one in told}

    return send


def extender(attempt, **what):
    granted = {"extra_minutes": 60, "reason": "Mất điện", "by": make_user(), "now": NOW} | what
    return lambda: extend(quiz=attempt.quiz, person=attempt.person, **granted)


class TestStart:
    @pytest.mark.parametrize(
        ("owner", "name"), [(starting, "_grant"), (ResponseQuerySet, "bulk_create")]
    )
    def test_two_tabs_get_the_same_attempt(self, monkeypatch, owner, name):
        quiz, person = make_quiz(max_attempts=1), make_person()
        stop = Stop(monkeypatch, owner, name)

        def begin():
            return start_attempt(quiz=quiz, person=person, now=NOW)

        first, second = stop.meet(begin, begin)

        assert first == second
        attempt = Attempt.objects.get()
        assert (attempt.number, attempt.responses.count()) == (1, 3)

    def test_two_at_the_same_moment_get_the_same_attempt(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=5), make_person()
        drawn = threading.Barrier(2)
        original = starting._drawn_versions
        calls = []

        def together(*args):
            versions = original(*args)
            calls.append(1)
            if len(calls) <= 2:
                drawn.wait(PATIENCE)
            return versions

        monkeypatch.setattr(starting, "_drawn_versions", together)
        first, second = both(lambda: start_attempt(quiz=quiz, person=person, now=NOW))
        assert first == second
        assert Attempt.objects.count() == 1

    def test_the_limit_holds_between_handing_in_and_starting(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=1), make_person()
        attempt = make_attempt(quiz, person, now=NOW)
        stop = Stop(monkeypatch, closing, "mark_of")
        _submitted, again = stop.meet(
            lambda: submit_attempt(attempt=attempt, now=NOW),
            lambda: start_attempt(quiz=quiz, person=person, now=NOW),
        )
        assert again == attempt
        assert Attempt.objects.count() == 1

    def test_a_request_sent_again_after_handing_in_makes_none_too_many(self, monkeypatch):
        quiz, person = make_quiz(max_attempts=1), make_person()
        attempt = make_attempt(quiz, person, now=NOW)
        submit_attempt(attempt=attempt, now=NOW)

        def again():
            try:
                return start_attempt(quiz=quiz, person=person, now=NOW)
            except starting.NoAttemptsLeftError as refusal:
                return refusal

        assert {type(result) for result in both(again)} == {starting.NoAttemptsLeftError}
        assert Attempt.objects.count() == 1


class TestExtensionAgainstStart:
    @pytest.mark.parametrize("for_unit", [False, True])
    @pytest.mark.parametrize("first", ["start", "extension"])
    def test_an_attempt_that_begins_meanwhile_gets_the_time(self, monkeypatch, first, for_unit):
        unit = make_unit()
        quiz, person, office = make_quiz(time_limit=30), make_person(unit), make_user()
        to = {"unit": unit} if for_unit else {"person": person}

        def start():
            return start_attempt(quiz=quiz, person=person, now=NOW)

        def grant():
            return extend(quiz=quiz, extra_minutes=10, reason="x", by=office, now=NOW, **to)

        if first == "start":
            Stop(monkeypatch, ResponseQuerySet, "bulk_create").meet(start, grant)
        else:
            Stop(monkeypatch, extensions, "_prolong").meet(grant, start)

        attempt = Attempt.objects.get()
        assert attempt.deadline == NOW + 40 * MINUTE
        assert {row.closes_at for row in attempt.responses.all()} == {attempt.closes_at}


class TestSaveAgainstClosing:
    @pytest.mark.parametrize(
        ("close", "state"),
        [
            (lambda attempt: submit_attempt(attempt=attempt, now=NOW), AttemptState.SUBMITTED),
            (lambda _attempt: close_expired(now=OVER), AttemptState.EXPIRED),
            (lambda attempt: expire_attempt(attempt=attempt, now=OVER), AttemptState.EXPIRED),
        ],
    )
    def test_a_save_that_comes_while_it_closes_is_told_as_late(
        self, monkeypatch, running, close, state
    ):
        right, before = right_answers(running), stored(running)
        stop = Stop(monkeypatch, closing, "mark_of")

        _closed, told = stop.meet(lambda: close(running), sender(running, right))

        assert set(told.values()) == {Status.LATE}
        assert stored(running) == before
        running.refresh_from_db()
        assert (running.state, running.score) == (state, 0)
        assert LateAnswer.objects.count() == 3

    @pytest.mark.parametrize("close", [submit_attempt, expire_attempt])
    def test_a_save_that_has_written_is_marked(self, monkeypatch, running, close):
        stop = Stop(monkeypatch, saving.Save, "note_written")
        now = NOW if close is submit_attempt else OVER
        told, closed = stop.meet(
            sender(running, right_answers(running)), lambda: close(attempt=running, now=now)
        )
        assert set(told.values()) == {Status.SAVED}
        assert closed.score == 3

    def test_a_save_stopped_before_its_write_finds_the_attempt_closed(self, monkeypatch, running):
        stop = Stop(monkeypatch, saving, "_write")
        saver = Side(sender(running, {1: right_answers(running)[1]}))
        assert stop.reached.wait(PATIENCE)
        closed = submit_attempt(attempt=running, now=NOW)
        stop.released.set()
        assert saver.value() == {1: Status.LATE}
        assert stored(running) == wrong_answers(running)
        assert closed.score == 0


class TestClosingTwice:
    @pytest.mark.parametrize("late", [0, 31])
    def test_handing_in_twice_is_one_result(self, monkeypatch, running, late):
        now = NOW + late * MINUTE
        stop = Stop(monkeypatch, closing, "mark_of")
        first, second = stop.meet(
            lambda: submit_attempt(attempt=running, now=now),
            lambda: submit_attempt(attempt=running, now=now + datetime.timedelta(seconds=1)),
        )
        assert first.finished_at == second.finished_at
        assert first.state == second.state

    def test_the_clock_and_the_person(self, monkeypatch, running):
        stop = Stop(monkeypatch, closing, "mark_of")
        _count, submitted = stop.meet(
            lambda: close_expired(now=OVER),
            lambda: submit_attempt(attempt=running, now=NOW + 29 * MINUTE),
        )
        assert submitted.state == AttemptState.EXPIRED
        assert submitted.finished_at == running.deadline


class TestExtensionAgainstExpiry:
    def test_an_extension_that_is_ahead_keeps_the_attempt_open(self, monkeypatch, running):
        stop = Stop(monkeypatch, extensions, "log")
        stop.meet(extender(running), lambda: close_expired(now=OVER))
        running.refresh_from_db()
        assert running.is_running
        assert running.deadline == NOW + 90 * MINUTE
        assert sender(running, right_answers(running), now=OVER)() == dict.fromkeys(
            (1, 2, 3), Status.SAVED
        )

    def test_an_attempt_that_is_being_closed_stays_closed(self, monkeypatch, running):
        stop = Stop(monkeypatch, closing, "mark_of")
        stop.meet(lambda: close_expired(now=OVER), extender(running))
        running.refresh_from_db()
        assert running.state == AttemptState.EXPIRED
        assert running.deadline == NOW + 30 * MINUTE

    def test_a_late_save_beside_an_extension_is_told_what_became_of_it(self, monkeypatch, running):
        right = right_answers(running)
        stop = Stop(monkeypatch, extensions, "log")
        _extension, told = stop.meet(extender(running), sender(running, right, now=OVER))
        for slot, status in told.items():
            expected = right if status is Status.SAVED else wrong_answers(running)
            assert stored(running)[slot] == expected[slot]


class TestTwoWriters:
    @pytest.mark.parametrize("is_same", [False, True], ids=["other answer", "same answer"])
    @pytest.mark.parametrize("is_online", [True, False], ids=["online", "offline"])
    @pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
    def test_the_second_never_overwrites_unawares(self, monkeypatch, order, is_online, is_same):
        attempt = make_attempt(make_quiz(time_limit=30), now=NOW)
        right, wrong = right_answers(attempt)[1], wrong_answers(attempt)[1]
        ahead = sender(attempt, {1: right}, writer=order[0])
        behind = sender(attempt, {1: right if is_same else wrong}, writer=order[1])
        if is_online:  # the second has read what stands, the first writes, the second goes on
            stop = Stop(monkeypatch, saving, "_write")
            side = Side(behind)
            assert stop.reached.wait(PATIENCE)
            assert ahead() == {1: Status.SAVED}
            stop.released.set()
            told = side.value()
        else:  # the second made its answer on the same version and sends it when the line is back
            assert ahead() == {1: Status.SAVED}
            told = behind()
        assert told == {1: Status.SAVED if is_same else Status.CONFLICT}
        row = attempt.responses.get(slot=1)
        assert (row.answer, row.writer, row.version_counter) == (right, order[0], 1)
        assert sender(attempt, {1: wrong}, writer=order[1], number=2)() == {1: Status.SAVED}

    @pytest.mark.parametrize("slots", [(1,), (1, 2, 3)])
    def test_a_request_replayed_while_it_is_worked_on_is_one_save(
        self, monkeypatch, running, slots
    ):
        answers = {slot: right_answers(running)[slot] for slot in slots}
        send = sender(running, answers, writer="b", number=4)
        first, second = Stop(monkeypatch, saving, "_write").meet(send, send)
        assert set(first.values()) == set(second.values()) == {Status.SAVED}
        assert {running.responses.get(slot=slot).version_counter for slot in slots} == {2}

    def test_saves_of_several_questions_do_not_block_each_other_for_ever(self, running):
        answers = right_answers(running)
        ways = [dict(sorted(answers.items())), dict(sorted(answers.items(), reverse=True))]
        sends = [sender(running, way, writer=f"w{n}") for n, way in enumerate(ways)]
        told = [side.value() for side in [Side(send) for send in sends]]
        assert all(set(one.values()) == {Status.SAVED} for one in told)

    def test_an_answer_that_waits_for_another_is_judged_by_what_then_stands(
        self, monkeypatch, running
    ):
        stop = Stop(monkeypatch, saving.Save, "note_written")
        right = right_answers(running)
        first, second = stop.meet(
            sender(running, right, writer="a"),
            sender(running, {slot: [] for slot in right}, writer="b"),
        )
        assert set(first.values()) == {Status.SAVED}
        assert set(second.values()) == {Status.CONFLICT}
        assert stored(running) == right


class TestNotesAgainstSaves:
    def test_an_explanation_shown_meanwhile_locks_the_answer(self, monkeypatch, running):
        stop = Stop(monkeypatch, saving, "_write")
        told, shown = stop.meet(
            sender(running, {1: right_answers(running)[1]}),
            lambda: reveal_answer(attempt=running, slot=1, now=NOW),
        )
        assert shown
        assert told == {1: Status.REFUSED}
        assert stored(running) == wrong_answers(running)

    def test_a_flag_and_an_answer_both_stay(self, monkeypatch, running):
        stop = Stop(monkeypatch, saving, "_write")
        told, _flagged = stop.meet(
            sender(running, {1: right_answers(running)[1]}),
            lambda: flag_questions(attempt_id=running.pk, flags={1: True}),
        )
        row = running.responses.get(slot=1)
        assert told == {1: Status.SAVED}
        assert (row.answer, row.is_flagged) == (right_answers(running)[1], True)


def test_a_late_answer_is_decided_once(monkeypatch, running):
    right = right_answers(running)
    sender(running, {1: right[1]}, now=OVER)()
    expire_attempt(attempt=running, now=OVER)
    late = LateAnswer.objects.get()
    propose_late(late=late, reason="x", by=make_user(), now=OVER)
    deciders = [make_user(), make_user()]

    def decide(by, accept):
        try:
            return decide_late(late=late, accept=accept, by=by, now=OVER).state
        except NotLateError as refusal:
            return type(refusal)

    results = Stop(monkeypatch, closing, "mark_of").meet(
        lambda: decide(deciders[0], True), lambda: decide(deciders[1], False)
    )
    assert results == ("accepted", NotLateError)
    running.refresh_from_db()
    assert running.score == 1
