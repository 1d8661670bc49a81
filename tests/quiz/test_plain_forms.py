"""Taking a quiz without script where something meets: two tabs, a late form, a common start."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.models import Attempt, LateAnswer
from quiz.services import submit_attempt
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import (
    make_attempt,
    make_question,
    make_quiz,
    right_answers,
    sent_answers,
    wrong_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_site().quizzes


@pytest.fixture
def person():
    return make_person(make_unit(), user=True)


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def attempt(section, person):
    return make_attempt(make_quiz(parent=section, questions_per_page=0, time_limit=30), person)


@pytest.fixture
def right(attempt):
    return right_answers(attempt)


@pytest.fixture
def wrong(attempt):
    return wrong_answers(attempt)


def step(attempt, page=1):
    return reverse("attempt_step", args=[attempt.pk, page])


def form(attempt, answers, *, writer, base=None, go="1"):
    sent = sent_answers(attempt, answers, base=base)
    bases = {f"cau-{one.slot}-phien": one.base for one in sent}
    values = {f"cau-{one.slot}": list(one.values) for one in sent if one.values}
    return {"nguoi-ghi": writer, "go": go, **bases, **values}


def stored(attempt):
    return {row.slot: row.answer for row in attempt.responses.all()}


def inputs(page, name):
    """The values of inputs of a name, ticked ones only where they can be ticked."""
    found = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page.content.decode())
    return [
        re.search(r'value="([^"]*)"', one)[1]
        for one in found
        if 'type="hidden"' in one or " checked" in one
    ]


class TestTwoTabs:
    def test_each_form_has_a_name_and_the_version_it_shows(self, client, attempt, right):
        first, second = client.get(step(attempt)), client.get(step(attempt))
        assert inputs(first, "nguoi-ghi") != inputs(second, "nguoi-ghi")
        assert inputs(first, "cau-1-phien") == ["0"]
        client.post(step(attempt), form(attempt, {1: right[1]}, writer="a"))
        assert inputs(client.get(step(attempt)), "cau-1-phien") == ["1"]

    def test_the_second_tab_reads_what_stands_and_keeps_its_own_choice(
        self, client, attempt, right, wrong
    ):
        client.post(step(attempt), form(attempt, {1: right[1]}, writer="a"))
        own = form(attempt, {1: wrong[1], 2: right[2]}, writer="b", base=0, go="overview")

        page = client.post(step(attempt), own)

        assert page.status_code == 409
        text = page.content.decode()
        assert re.search(r'id="cau-1-error">.*[A-C]\. Đúng ý', text, re.DOTALL)
        assert 'id="cau-2-error"' not in text
        assert inputs(page, "cau-1") == own["cau-1"]
        assert inputs(page, "cau-1-phien") == ["1"]
        assert stored(attempt) == {1: right[1], 2: right[2], 3: []}

    def test_pressing_again_confirms_the_own_choice(self, client, attempt, right, wrong):
        client.post(step(attempt), form(attempt, {1: right[1]}, writer="a"))
        own = form(attempt, {1: wrong[1]}, writer="b", base=0)
        page = client.post(step(attempt), own)
        again = {
            **own,
            "nguoi-ghi": inputs(page, "nguoi-ghi"),
            "cau-1-phien": inputs(page, "cau-1-phien"),
        }
        assert client.post(step(attempt), again).status_code == 302
        assert stored(attempt)[1] == wrong[1]

    def test_a_form_sent_twice_is_saved_once(self, client, attempt, right):
        data = form(attempt, right, writer="a")
        for _time in range(2):
            assert client.post(step(attempt), data).status_code == 302
        assert {row.version_counter for row in attempt.responses.all()} == {1}

    def test_what_nobody_touched_stays_untouched(self, client, attempt, right):
        client.post(step(attempt), form(attempt, {1: right[1], 2: [], 3: []}, writer="a"))
        rows = attempt.responses.order_by("slot")
        assert [row.version_counter for row in rows] == [1, 0, 0]
        assert [bool(row.saved_at) for row in rows] == [True, False, False]


class TestWords:
    @pytest.fixture
    def attempt(self, section, person):
        question = make_question(kind="number", options=[("30", True)])
        return make_attempt(make_quiz(questions=[question], parent=section), person)

    def send(self, client, attempt, value, base=0, writer="a"):
        data = {"nguoi-ghi": writer, "cau-1-phien": base, "cau-1": value}
        return client.post(step(attempt), data)

    def test_what_is_no_number_is_said_and_stays_in_the_field(self, client, attempt):
        page = self.send(client, attempt, "ba mươi")
        assert page.status_code == 422
        assert 'id="cau-1-error"' in page.content.decode()
        assert re.search(r'name="cau-1"[^>]*value="ba mươi"', page.content.decode())
        assert stored(attempt) == {1: []}

    def test_an_emptied_field_takes_the_answer_back(self, client, attempt):
        self.send(client, attempt, "30")
        assert stored(attempt)[1]
        self.send(client, attempt, "", base=1, writer="b")
        assert stored(attempt) == {1: []}


class TestTime:
    def test_a_late_form_is_kept_named_and_not_counted(self, client, attempt, right):
        Attempt.objects.update(deadline=attempt.started_at, closes_at=attempt.started_at)
        attempt.responses.update(closes_at=attempt.started_at)
        page = client.post(step(attempt), form(attempt, right, writer="a"), follow=True)
        assert page.redirect_chain[-1][0] == reverse("attempt_result", args=[attempt.pk])
        assert len(list(page.context["messages"])) == 1
        assert LateAnswer.objects.count() == 3
        attempt.refresh_from_db()
        assert attempt.score == 0

    def test_a_form_saved_before_the_end_and_sent_again_is_not_late(self, client, attempt, right):
        data = form(attempt, right, writer="a")
        client.post(step(attempt), data)
        submit_attempt(attempt=attempt, now=timezone.now())
        page = client.post(step(attempt), data, follow=True)
        assert page.redirect_chain[-1][0] == reverse("attempt_result", args=[attempt.pk])
        assert not list(page.context["messages"])
        assert not LateAnswer.objects.exists()


class TestScript:
    def test_with_script_all_questions_stand_on_one_page(self, client, section, person):
        questions = [make_question() for _ in range(4)]
        quiz = make_quiz(questions=questions, parent=section, questions_per_page=1)
        attempt = make_attempt(quiz, person)
        assert client.get(step(attempt)).content.decode().count("<fieldset") == 1
        client.cookies["co_script"] = "1"
        assert client.get(step(attempt)).content.decode().count("<fieldset") == 4
        resumed = client.get(reverse("attempt", args=[attempt.pk]))
        assert resumed.url == f"{step(attempt)}#cau-1"


class TestNotes:
    def test_a_flag_saves_the_form_first(self, client, attempt, right):
        at = reverse("attempt_flag", args=[attempt.pk, 2])
        data = form(attempt, right, writer="a")
        assert client.post(at, data).url == f"{step(attempt)}#cau-2"
        assert stored(attempt) == right
        assert attempt.responses.get(slot=2).is_flagged
        client.post(at)
        assert not attempt.responses.get(slot=2).is_flagged

    def test_the_explanation_is_shown_for_the_answer_on_the_form(self, client, attempt, right):
        at = reverse("attempt_reveal", args=[attempt.pk, 1])
        response = client.post(at, form(attempt, {1: right[1]}, writer="a"))
        assert response.url == f"{step(attempt)}#cau-1"
        row = attempt.responses.get(slot=1)
        assert (row.answer, row.is_closed) == (right[1], True)
        client.post(step(attempt), form(attempt, {1: []}, writer="b"))
        assert attempt.responses.get(slot=1).answer == right[1]

    def test_a_conflict_comes_before_the_explanation(self, client, attempt, right, wrong):
        client.post(step(attempt), form(attempt, {1: right[1]}, writer="a"))
        at = reverse("attempt_reveal", args=[attempt.pk, 1])
        page = client.post(at, form(attempt, {1: wrong[1]}, writer="b", base=0))
        assert page.status_code == 409
        assert not attempt.responses.get(slot=1).is_closed

    @pytest.mark.parametrize("preset", ["contest", "examination"])
    def test_only_practice_explains(self, client, section, person, preset):
        closes_at = timezone.now() + datetime.timedelta(days=1)
        attempt = make_attempt(
            make_quiz(parent=section, preset=preset, closes_at=closes_at), person
        )
        at = reverse("attempt_reveal", args=[attempt.pk, 1])
        assert client.post(at).status_code == 404
        assert not attempt.responses.filter(is_closed=True).exists()

    @pytest.mark.parametrize("slot", [0, 4, 10**30])
    def test_places_that_are_not_there(self, client, attempt, slot):
        for name in ("attempt_flag", "attempt_reveal"):
            assert client.post(reverse(name, args=[attempt.pk, slot])).status_code == 404


def test_a_choice_can_be_taken_back(client, attempt, right):
    client.post(step(attempt), form(attempt, right, writer="mot"))
    assert stored(attempt) == right
    slot = attempt.responses.first().slot
    again = form(attempt, right, writer="hai", base=1) | {"bo-chon": str(slot)}

    answer = client.post(step(attempt), again)

    assert stored(attempt) == {**right, slot: []}
    assert answer.url.endswith(f"#cau-{slot}")


@pytest.mark.parametrize("named", ["", "99", "-1", "một", "1 ", "٣"])
def test_taking_back_what_is_no_question_of_the_form_changes_nothing(client, attempt, right, named):
    client.post(step(attempt), form(attempt, right, writer="mot") | {"bo-chon": named})

    assert stored(attempt) == right
