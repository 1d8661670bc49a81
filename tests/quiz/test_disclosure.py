"""What may be shown when: the rule alone, and the round it waits for."""

import datetime

import pytest
import time_machine

from intranet.organisation import duties
from intranet.organisation.duties import State
from quiz.disclosure import (
    EVERYTHING,
    NOTHING,
    SCORE_ONLY,
    disclosed,
    has_round,
    may_reveal,
    withholds_score,
)
from quiz.duties import QuizDuties
from quiz.models import Attempt, AttemptState, Extension, Preset, QuizPage
from quiz.services import submit_attempt
from tests.factories import make_person, standings_of
from tests.factories_quiz import NOW, make_attempt, make_quiz, right_answers

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("preset", "is_finished", "is_round_over", "expected"),
    [
        ("practice", False, False, NOTHING),
        ("practice", False, True, NOTHING),
        ("practice", True, False, EVERYTHING),
        ("practice", True, True, EVERYTHING),
        ("contest", False, False, NOTHING),
        ("contest", False, True, NOTHING),
        ("contest", True, False, SCORE_ONLY),
        ("contest", True, True, EVERYTHING),
        ("examination", False, False, NOTHING),
        ("examination", False, True, NOTHING),
        ("examination", True, False, NOTHING),
        ("examination", True, True, EVERYTHING),
        ("something new", True, False, NOTHING),
    ],
)
def test_the_table(preset, is_finished, is_round_over, expected):
    assert disclosed(preset, is_finished=is_finished, is_round_over=is_round_over) == expected


def test_only_a_practice_explains_before_the_hand_in():
    assert [preset for preset in Preset if may_reveal(preset)] == [Preset.PRACTICE]
    assert [preset for preset in Preset if not has_round(preset)] == [Preset.PRACTICE]


def test_the_score_is_withheld_in_a_running_examination_alone():
    withheld = {
        (str(preset), over)
        for preset in Preset
        for over in (False, True)
        if withholds_score(preset, is_round_over=over)
    }
    assert withheld == {("examination", False)}


def extend(quiz, until, person=None):
    return Extension.objects.create(
        quiz=quiz,
        person=person or make_person(),
        closes_at=until,
        reason="Đi công tác",
        created_at=NOW,
    )


def answer_rightly(attempt):
    for slot, answer in right_answers(attempt).items():
        attempt.responses.filter(slot=slot).update(answer=answer)


@pytest.mark.django_db
class TestRound:
    @pytest.mark.parametrize(
        ("ended", "extended", "running", "is_over"),
        [
            (-MINUTE, None, None, False),
            (0 * MINUTE, None, None, True),
            (MINUTE, None, None, True),
            (MINUTE, 0 * MINUTE, None, True),
            (MINUTE, MINUTE, None, False),
            (MINUTE, None, MINUTE, False),
            (MINUTE, None, 0 * MINUTE, True),
            (-MINUTE, -2 * MINUTE, None, False),
        ],
    )
    @pytest.mark.parametrize("preset", ["contest", "examination"])
    def test_it_is_over_when_nobody_can_answer_any_more(
        self, preset, ended, extended, running, is_over
    ):
        quiz = make_quiz(preset=preset, closes_at=NOW - ended)
        if extended is not None:
            extend(quiz, NOW + extended)
        if running is not None:
            attempt = make_attempt(quiz, now=quiz.closes_at - DAY)
            Attempt.objects.filter(pk=attempt.pk).update(closes_at=NOW + running)
        assert quiz.is_round_over(NOW) is is_over
        assert QuizPage.objects.in_round(NOW).exists() is not is_over
        assert QuizPage.objects.withholding_scores(NOW).exists() is (
            not is_over and preset == "examination"
        )

    def test_a_handed_in_attempt_keeps_nobody_waiting(self):
        quiz = make_quiz(preset="examination", closes_at=NOW - MINUTE)
        attempt = make_attempt(quiz, now=NOW - DAY)
        Attempt.objects.filter(pk=attempt.pk).update(
            closes_at=NOW + DAY, state=AttemptState.SUBMITTED
        )
        assert quiz.is_round_over(NOW)

    def test_what_others_are_granted_does_not_matter(self):
        quiz = make_quiz(preset="examination", closes_at=NOW - MINUTE)
        extend(make_quiz(preset="examination", closes_at=NOW - MINUTE), NOW + DAY)
        assert quiz.is_round_over(NOW)

    def test_a_practice_has_none(self, sql):
        quiz = make_quiz(closes_at=NOW + DAY)
        extend(quiz, NOW + 2 * DAY)
        with sql.count(maximum=0):
            assert quiz.is_round_over(NOW)
        assert not QuizPage.objects.in_round(NOW).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("preset", "ends", "state", "is_scored"),
    [
        ("practice", DAY, State.PASSED, True),
        ("contest", DAY, State.PASSED, True),
        ("examination", DAY, State.DONE, False),
        ("examination", -MINUTE, State.PASSED, True),
    ],
)
def test_a_duty_tells_nobody_who_has_passed_while_it_is_withheld(preset, ends, state, is_scored):
    with time_machine.travel(NOW, tick=False):
        quiz = make_quiz(preset=preset, closes_at=NOW + ends)
        attempt = make_attempt(quiz, now=NOW - DAY)
        answer_rightly(attempt)
        submit_attempt(attempt=attempt, now=NOW - DAY)
        duty = duties.find("quiz", str(quiz.pk))
        listed = next(duty for duty in QuizDuties().duties(NOW) if duty.key == str(quiz.pk))
        all_of_it = standings_of(duty, NOW)
        own = QuizDuties().progress_of(attempt.person, [duty])

    assert duty == listed
    for progress in (all_of_it[attempt.person_id], own[duty.key]):
        assert progress.state == state
        assert progress.score == (100 if is_scored else None)
        assert progress.at == NOW - DAY
    assert duty.has_pass_mark is is_scored
    assert bool(duty.score_label) is is_scored
    assert duty.is_result_withheld is not is_scored
