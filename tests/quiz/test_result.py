"""What a person reads after the hand-in: by preset, by time, and in words that are exact."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from intranet.organisation.personal_data.registry import Owner
from quiz.models import Attempt, LateAnswer, LateState
from quiz.personal_data import QuizHoldings
from quiz.presenters.verdict import verdict
from quiz.services import submit_attempt
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_question,
    make_quiz,
    right_answers,
    save,
    wrong_answers,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "Vì kế hoạch nói thế."


@pytest.fixture
def section():
    return make_site().quizzes


@pytest.fixture
def person():
    return make_person(make_unit(), user=True)


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def taken(section, person, *, right=2, **rules):
    """A quiz of three questions taken yesterday with so many right answers."""
    questions = [make_question(explanation=WHY) for _ in range(3)]
    quiz = make_quiz(questions=questions, parent=section, **rules)
    attempt = make_attempt(quiz, person, now=NOW - DAY)
    answers = {**wrong_answers(attempt), **dict(list(right_answers(attempt).items())[:right])}
    save(attempt, answers, now=NOW - DAY)
    return submit_attempt(attempt=attempt, now=NOW - DAY)


def page(client, name, *args):
    with time_machine.travel(NOW, tick=False):
        return text_of(client.get(reverse(name, args=args)))


def held(person, name, column):
    """A column of what the personal file says about the person."""
    with time_machine.travel(NOW, tick=False):
        sections = list(QuizHoldings().sections(Owner(person.user, person)))
    found = next(section for section in sections if section.key == name)
    place = [key for key, _label in found.columns].index(column)
    return [row[place] for row in found.rows]


@pytest.mark.parametrize(
    ("preset", "ends", "has_score", "has_key"),
    [
        ("practice", None, True, True),
        ("practice", DAY, True, True),
        ("contest", DAY, True, False),
        ("contest", -DAY / 2, True, True),
        ("examination", DAY, False, False),
        ("examination", -DAY / 2, True, True),
    ],
)
def test_the_result_shows_what_the_preset_allows(section, person, preset, ends, has_score, has_key):
    closes_at = NOW + ends if ends else None
    attempt = taken(section, person, preset=preset, closes_at=closes_at, max_attempts=2)
    client = signed_in(person)

    result = page(client, "attempt_result", attempt.pk)
    with time_machine.travel(NOW, tick=False):
        start = text_of(client.get(attempt.quiz.url))
    history = page(client, "my_attempts")

    assert ("2/3 câu đúng" in result) is has_score
    assert ("Chưa đạt" in result) is has_score
    assert (WHY in result) is has_key
    assert ('class="result result--right"' in result) is has_key
    for screen in (start, history):
        assert ("2/3" in screen) is has_score
        assert ("Chưa đạt" in screen) is has_score
        assert ("chờ công bố" in screen.lower()) is not has_score
        assert WHY not in screen
    assert held(person, "attempts", "score") == ["2" if has_score else None]
    assert held(person, "answers", "mark") == (["1", "1", "0"] if has_key else [None] * 3)


@pytest.mark.parametrize("preset", ["contest", "examination"])
def test_what_waits_says_until_when(section, person, preset):
    attempt = taken(section, person, preset=preset, closes_at=NOW + DAY)
    assert "14:00, 24/11/2026" in page(signed_in(person), "attempt_result", attempt.pk)


@pytest.mark.parametrize(
    ("pass_mark", "right", "said"),
    [
        (70, 3, "Đạt 3/3 câu đúng; cần 3 câu."),
        (70, 1, "Chưa đạt 1/3 câu đúng; cần 3 câu, còn thiếu 2 câu."),
        (0, 1, None),
    ],
)
def test_failing_says_how_many_are_missing(section, person, pass_mark, right, said):
    attempt = taken(section, person, right=right, pass_mark=pass_mark)
    text = re.sub(r"<[^>]+>", " ", page(signed_in(person), "attempt_result", attempt.pk))
    text = re.sub(r"\s+", " ", text)
    if said:
        assert said in text
    else:
        assert "cần" not in text.split("Điểm")[0]


@pytest.mark.parametrize(
    ("score", "pass_mark", "is_passed", "said"),
    [
        ("6.666667", 67, False, ("6,66", "6,7", "0,04")),
        ("6.666667", 66, True, ("6,66", "6,6")),
        ("6.5", 65, True, ("6,5", "6,5")),
    ],
)
def test_shares_of_marks_are_told_in_points(score, pass_mark, is_passed, said):
    attempt = SimpleNamespace(
        score=Decimal(score), maximum=Decimal(10), pass_mark=pass_mark, is_passed=is_passed
    )
    text = verdict(attempt, [SimpleNamespace(mark=Decimal("0.666667"))])["text"]
    assert all(number in text for number in said)


def test_late_answers_stand_there_and_are_not_counted(section, person):
    attempt = taken(section, person, right=1)
    rows = {row.slot: row for row in attempt.responses.all()}
    answers = right_answers(attempt)
    for number, (slot, state) in enumerate([(2, LateState.LATE), (3, LateState.REFUSED)]):
        LateAnswer.objects.create(
            response=rows[slot],
            answer=answers[slot],
            writer="m",
            writer_number=number,
            arrived_at=NOW,
            state=state,
            reason="Máy chủ không hỏng.",
        )
    client = signed_in(person)
    result = page(client, "attempt_result", attempt.pk)
    assert "đến sau giờ, chưa được tính" in result.lower()
    assert "đến sau giờ, không được chấp nhận" in result.lower()
    assert result.count("Máy chủ không hỏng.") == 1
    assert "14:00:00, 23/11/2026" in result
    assert "1/3 câu đúng" in result


class TestHistory:
    def test_it_is_one_s_own(self, section, person):
        own = taken(section, person, title="Bài của tôi")
        taken(section, make_person(make_unit(), user=True), title="Bài người khác")
        history = page(signed_in(person), "my_attempts")
        assert "Bài của tôi" in history
        assert reverse("attempt", args=[own.pk]) in history
        assert "Bài người khác" not in history

    def test_without_any_it_says_so(self, section, person):
        assert "chưa làm bài trắc nghiệm nào" in page(signed_in(person), "my_attempts")

    def test_statements_do_not_grow(self, section, person, sql):
        client = signed_in(person)
        taken(section, person, preset="examination", closes_at=NOW + DAY)
        sql.flat(
            lambda: page(client, "my_attempts"),
            lambda: [taken(section, person) for _ in range(5)],
        )

    def test_the_account_menu_leads_there(self, section, person):
        with time_machine.travel(NOW, tick=False):
            assert reverse("my_attempts") in text_of(signed_in(person).get("/"))


def test_an_explained_question_stands_in_the_running_attempt(section, person):
    quiz = make_quiz(questions=[make_question(explanation=WHY) for _ in range(2)], parent=section)
    client = signed_in(person)
    client.post(reverse("quiz_start", args=[quiz.pk]))
    attempt = Attempt.objects.get()
    save(attempt, {1: right_answers(attempt)[1]}, now=attempt.started_at)
    address = reverse("attempt_step", args=[attempt.pk, 1])
    assert WHY not in text_of(client.get(address))

    client.post(reverse("attempt_reveal", args=[attempt.pk, 1]))

    shown = text_of(client.get(address))
    assert WHY in shown
    assert "Anh/chị đã chọn, đúng" in shown
    assert WHY not in text_of(client.get(reverse("attempt_step", args=[attempt.pk, 2])))
