"""Saving: compare-and-set on the row, the same save twice, what comes late."""

import datetime

import pytest
from django.conf import settings

from quiz.models import Attempt, LateAnswer
from quiz.save_rule import Sent
from quiz.services import (
    Status,
    expire_attempt,
    flag_questions,
    reveal_answer,
    save_answers,
    submit_attempt,
)
from quiz.services.saving import LATE_ANSWERS_KEPT
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_question,
    make_quiz,
    right_answers,
    save,
    sent_answers,
    wrong_answers,
)

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
MINUTE = 60 * SECOND
ALLOWANCE = settings.QUIZ_TRANSMISSION_TIME


def send(attempt, answers, *, writer="a", number=1, base=None, now=NOW):
    """Statuses by slot of answers sent by one writer."""
    told = save_answers(
        responses=attempt.responses.all(),
        answers=sent_answers(attempt, answers, number=number, base=base),
        writer=writer,
        now=now,
    )
    return {one.sent.slot: one.status for one in told}


def stored(attempt):
    return {row.slot: row.answer for row in attempt.responses.all()}


@pytest.fixture
def attempt():
    return make_attempt(make_quiz(time_limit=30), now=NOW)


@pytest.fixture
def right(attempt):
    return right_answers(attempt)


@pytest.fixture
def wrong(attempt):
    return wrong_answers(attempt)


def test_answers_stand_in_the_rows(attempt, right):
    assert set(send(attempt, right, writer="máy", number=7, now=NOW + MINUTE).values()) == {"saved"}
    for row in attempt.responses.all():
        assert row.answer == right[row.slot]
        assert (row.version_counter, row.writer, row.writer_number) == (1, "máy", 7)
        assert row.saved_at == NOW + MINUTE


def test_what_is_told_is_what_stands(attempt, right):
    for one in save(attempt, right, now=NOW + MINUTE):
        row = attempt.responses.get(slot=one.sent.slot)
        told = one.response
        assert (told.answer, told.version_counter, told.saved_at) == (
            row.answer,
            row.version_counter,
            row.saved_at,
        )


def test_another_base_is_a_conflict_and_names_what_stands(attempt, right, wrong):
    send(attempt, {1: right[1]}, writer="a", base=0)
    told = save_answers(
        responses=attempt.responses.all(),
        answers=sent_answers(attempt, {1: wrong[1], 2: right[2]}, base=0),
        writer="b",
        now=NOW,
    )
    assert [one.status for one in told] == [Status.CONFLICT, Status.SAVED]
    assert told[0].response.answer == right[1]
    assert stored(attempt) == {1: right[1], 2: right[2], 3: []}


def test_who_knows_what_stands_may_replace_it(attempt, right, wrong):
    send(attempt, {1: right[1]}, writer="a", base=0)
    assert send(attempt, {1: wrong[1]}, writer="b", base=1) == {1: Status.SAVED}
    assert stored(attempt)[1] == wrong[1]


def test_the_same_save_again_is_answered_as_before(attempt, right):
    for _time in range(2):
        assert send(attempt, {1: right[1]}, number=4, base=0) == {1: Status.SAVED}
    assert attempt.responses.get(slot=1).version_counter == 1


def test_the_same_number_with_another_answer_is_not_taken_for_the_same(attempt, right, wrong):
    send(attempt, {1: right[1]}, number=4, base=0)
    assert send(attempt, {1: wrong[1]}, number=4, base=1) == {1: Status.CONFLICT}
    assert stored(attempt)[1] == right[1]


def test_a_writer_goes_on_without_waiting_for_the_reply(attempt, right, wrong):
    send(attempt, {1: right[1]}, number=1, base=0)
    assert send(attempt, {1: wrong[1]}, number=2, base=0) == {1: Status.SAVED}


@pytest.mark.parametrize("base", [0, 1, 2])
def test_an_earlier_save_that_was_held_up_never_replaces_a_later_one(attempt, right, wrong, base):
    send(attempt, {1: right[1]}, number=2, base=0)
    assert send(attempt, {1: wrong[1]}, number=1, base=base) == {1: Status.CONFLICT}
    assert stored(attempt)[1] == right[1]


def test_going_back_to_the_answer_that_stands_outruns_a_save_held_up(attempt, right, wrong):
    send(attempt, {1: right[1]}, writer="a", base=0)
    send(attempt, {1: right[1]}, writer="b", number=2, base=1)
    assert send(attempt, {1: wrong[1]}, writer="b", number=1, base=1) == {1: Status.CONFLICT}
    assert stored(attempt)[1] == right[1]


def test_the_same_answer_on_an_old_base_is_no_conflict(attempt, right):
    send(attempt, {1: right[1]}, writer="a", base=0)
    assert send(attempt, {1: right[1]}, writer="b", base=0) == {1: Status.SAVED}
    assert attempt.responses.get(slot=1).version_counter == 1


def test_an_answer_can_be_taken_back():
    question = make_question(kind="multiple", options=[("Một", True), ("Hai", True), ("Ba", False)])
    attempt = make_attempt(make_quiz(questions=[question]), now=NOW)
    save(attempt, right_answers(attempt), now=NOW)
    save(attempt, {1: []}, now=NOW)
    response = attempt.responses.get()
    assert (response.answer, response.version_counter) == ([], 2)


def test_answers_not_of_the_question_are_refused_and_others_kept(attempt, right):
    sent = sent_answers(attempt, right)
    posted = {one.slot: one.values for one in sent}
    both = tuple(attempt.responses.get(slot=3).tokens.options)[:2]
    told = save_answers(
        responses=attempt.responses.all(),
        answers=[
            Sent(1, 0, 1, posted[1]),
            Sent(2, 0, 1, posted[1]),
            Sent(3, 0, 1, both),
            Sent(9, 0, 1, posted[1]),
        ],
        writer="a",
        now=NOW,
    )
    assert [one.status for one in told] == ["saved", "refused", "refused", "refused"]
    assert stored(attempt) == {1: right[1], 2: [], 3: []}


@pytest.mark.parametrize(
    ("after_deadline", "status"),
    [
        (-SECOND, Status.SAVED),
        (ALLOWANCE - SECOND, Status.SAVED),
        (ALLOWANCE, Status.LATE),
        (MINUTE, Status.LATE),
    ],
)
def test_the_allowance_decides(attempt, right, after_deadline, status):
    moment = attempt.deadline + after_deadline
    assert set(send(attempt, right, now=moment).values()) == {status}
    assert (stored(attempt) == right) is (status is Status.SAVED)


class TestLate:
    def test_a_late_answer_is_kept_once_and_not_marked(self, attempt, right, wrong):
        save(attempt, wrong, now=NOW)
        late = attempt.closes_at + SECOND
        expire_attempt(attempt=attempt, now=late)
        for _time in range(2):
            assert send(attempt, {1: right[1]}, writer="b", number=3, base=1, now=late) == {
                1: Status.LATE
            }
        kept = LateAnswer.objects.get()
        assert (kept.response.slot, kept.answer, kept.arrived_at) == (1, right[1], late)
        assert (kept.writer, kept.writer_number, kept.state) == ("b", 3, "late")
        assert stored(attempt) == wrong
        assert Attempt.objects.get(pk=attempt.pk).score == 0

    def test_what_was_saved_before_is_told_as_saved_after_the_end(self, attempt, right):
        send(attempt, right, number=3)
        submit_attempt(attempt=attempt, now=NOW)
        assert set(send(attempt, right, number=3, now=NOW + MINUTE).values()) == {Status.SAVED}
        assert not LateAnswer.objects.exists()

    def test_after_handing_in_nothing_is_overwritten(self, attempt, right, wrong):
        save(attempt, right, now=NOW)
        submit_attempt(attempt=attempt, now=NOW)
        assert set(send(attempt, wrong, writer="b").values()) == {Status.LATE}
        assert stored(attempt) == right

    def test_taking_an_answer_back_too_late_is_nothing_to_keep(self, attempt, right):
        save(attempt, right, now=NOW)
        send(attempt, {1: []}, writer="b", now=attempt.closes_at)
        assert not LateAnswer.objects.exists()

    def test_no_program_fills_the_table(self, attempt, right):
        for number in range(LATE_ANSWERS_KEPT + 5):
            send(attempt, {1: right[1]}, number=number, now=attempt.closes_at)
        assert LateAnswer.objects.count() == LATE_ANSWERS_KEPT


class TestNotes:
    def test_flags_come_and_go_while_the_attempt_runs(self, attempt):
        flag_questions(attempt_id=attempt.pk, flags={1: True, 3: True})
        flag_questions(attempt_id=attempt.pk, flags={1: False, 2: True, 99: True})
        assert {row.slot for row in attempt.responses.filter(is_flagged=True)} == {2, 3}
        submit_attempt(attempt=attempt, now=NOW)
        flag_questions(attempt_id=attempt.pk, flags={1: True})
        assert not attempt.responses.get(slot=1).is_flagged

    def test_an_explained_answer_stays_and_is_marked(self, attempt, right, wrong):
        save(attempt, wrong, now=NOW)
        assert reveal_answer(attempt=attempt, slot=1, now=NOW)
        assert reveal_answer(attempt=attempt, slot=1, now=NOW + MINUTE)
        assert send(attempt, right, writer="b") == {
            1: Status.REFUSED,
            2: Status.SAVED,
            3: Status.SAVED,
        }
        row = attempt.responses.get(slot=1)
        assert (row.answer, row.revealed_at) == (wrong[1], NOW)
        assert submit_attempt(attempt=attempt, now=NOW).score == 2
        assert not LateAnswer.objects.exists()

    @pytest.mark.parametrize("preset", ["contest", "examination"])
    def test_only_practice_explains_before_the_end(self, preset):
        attempt = make_attempt(make_quiz(preset=preset), now=NOW)
        assert not reveal_answer(attempt=attempt, slot=1, now=NOW)
        assert not attempt.responses.filter(is_closed=True).exists()

    def test_nothing_is_explained_once_the_time_is_over(self, attempt):
        assert not reveal_answer(attempt=attempt, slot=1, now=attempt.closes_at)


class TestStatements:
    @pytest.mark.parametrize("size", [1, 30])
    def test_they_do_not_grow_with_the_answers(self, size, sql):
        quiz = make_quiz(questions=[make_question() for _ in range(size)])
        attempt = make_attempt(quiz, now=NOW)
        sent = sent_answers(attempt, right_answers(attempt))
        with sql.count(maximum=2):
            save_answers(responses=attempt.responses.all(), answers=sent, writer="a", now=NOW)

    def test_the_update_asks_nothing_of_a_second_table(self, attempt, right, sql):
        sent = sent_answers(attempt, right)
        with sql.capture() as statements:
            save_answers(
                responses=attempt.responses.filter(attempt__person=attempt.person),
                answers=sent,
                writer="a",
                now=NOW,
            )
        update = next(one for one in statements if "UPDATE quiz_response" in one)
        assert "SELECT" not in update
        assert "JOIN" not in update
