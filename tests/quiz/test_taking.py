"""Taking a quiz through its screens, as a browser without script does."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from intranet.pages.models import SectionPage
from quiz.models import Attempt, AttemptState, QuizPage
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_policy, make_site
from tests.factories_quiz import (
    make_question,
    make_quiz,
    make_topic,
    right_answers,
    sent_answers,
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
    return signed_in(person)


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


def begin(client, quiz):
    client.post(reverse("quiz_start", args=[quiz.pk]))
    return Attempt.objects.get(quiz=quiz)


def step(attempt, page):
    return reverse("attempt_step", args=[attempt.pk, page])


def fields(attempt, slots, answers, writer="trang"):
    """The form fields of a screen just loaded that choose the answers."""
    sent = sent_answers(attempt, {slot: answers.get(slot, []) for slot in slots})
    bases = {f"cau-{one.slot}-phien": one.base for one in sent}
    values = {f"cau-{one.slot}": list(one.values) for one in sent if one.values}
    return {"nguoi-ghi": writer, **bases, **values}


@pytest.mark.parametrize("target", ["0", "99", "-1", "²", "٣", "xa", "", "9" * 5000])
def test_going_to_a_screen_that_is_none_saves_and_stays(client, section, target):
    attempt = begin(client, make_quiz(parent=section, questions_per_page=1))
    answers = right_answers(attempt)

    response = client.post(step(attempt, 1), {**fields(attempt, [1], answers), "go": target})

    assert response.url == f"{step(attempt, 1)}#cau-1"
    assert attempt.responses.get(slot=1).answer == answers[1]


def test_addresses_of_buttons_lead_back_to_them_and_do_nothing_themselves(client, section):
    quiz = make_quiz(parent=section)
    assert client.get(reverse("quiz_start", args=[quiz.pk])).url == quiz.url
    assert not Attempt.objects.exists()

    attempt = begin(client, quiz)
    response = client.get(reverse("attempt_submit", args=[attempt.pk]))
    assert response.url == reverse("attempt_overview", args=[attempt.pk])
    attempt.refresh_from_db()
    assert attempt.is_running


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_whole_story(client, section):
    policy_free = [make_question(explanation=f"Vì lẽ {n}.") for n in range(4)]
    quiz = make_quiz(questions=policy_free, parent=section, questions_per_page=1, pass_mark=50)

    start = client.get(quiz.url)
    assert reverse("quiz_start", args=[quiz.pk]) in text_of(start)

    response = client.post(reverse("quiz_start", args=[quiz.pk]), follow=True)
    attempt = Attempt.objects.get()
    assert response.redirect_chain[-1][0] == f"{step(attempt, 1)}#cau-1"
    answers = right_answers(attempt)

    response = client.post(step(attempt, 1), {**fields(attempt, [1], answers), "go": "2"})
    assert response.url == f"{step(attempt, 2)}#cau-2"
    assert "checked" in text_of(client.get(step(attempt, 1)))

    left = client.get(reverse("attempt", args=[attempt.pk]))
    assert left.url == f"{step(attempt, 2)}#cau-2"

    client.post(step(attempt, 2), {**fields(attempt, [2], answers), "go": "overview"})
    overview = text_of(client.get(reverse("attempt_overview", args=[attempt.pk])))
    assert overview.count('class="check-list__number"') == 4

    response = client.post(reverse("attempt_submit", args=[attempt.pk]))
    assert response.url == reverse("attempt_result", args=[attempt.pk])
    result = text_of(client.get(response.url))
    assert "2/4" in result
    assert "50" in result
    for number in range(4):
        assert f"Vì lẽ {number}." in result
    attempt.refresh_from_db()
    assert attempt.is_passed

    assert "2/4" in text_of(client.get(quiz.url))


@pytest.mark.parametrize(("per_page", "pages"), [(0, 1), (1, 7), (5, 2), (10, 1)])
def test_questions_per_screen(client, section, per_page, pages):
    quiz = make_quiz(
        questions=[make_question() for _ in range(7)],
        parent=section,
        questions_per_page=per_page,
    )
    attempt = begin(client, quiz)
    found = [client.get(step(attempt, page)) for page in range(1, pages + 1)]
    assert sum(text_of(page).count("<fieldset") for page in found) == 7
    assert client.get(step(attempt, pages + 1)).status_code == 404
    assert client.get(step(attempt, 0)).status_code == 404


def test_saved_answers_are_told_with_the_time(client, section):
    attempt = begin(client, make_quiz(parent=section))
    client.post(step(attempt, 1), {**fields(attempt, [1], right_answers(attempt)), "go": "1"})
    assert re.search(r"\d\d:\d\d:\d\d", text_of(client.get(step(attempt, 1))))


def test_a_form_without_a_choice_takes_nothing_away(client, section):
    attempt = begin(client, make_quiz(parent=section))
    answers = right_answers(attempt)
    client.post(step(attempt, 1), fields(attempt, [1], answers))
    client.post(step(attempt, 1), fields(attempt, [1], {}, writer="trang-2"))
    client.post(step(attempt, 1), {})
    assert attempt.responses.get(slot=1).answer == answers[1]


def test_ticks_can_be_taken_away(client, section):
    question = make_question(kind="multiple", options=[("Một", True), ("Hai", True), ("Ba", False)])
    attempt = begin(client, make_quiz(questions=[question], parent=section))
    client.post(step(attempt, 1), fields(attempt, [1], right_answers(attempt)))
    assert len(attempt.responses.get().answer) == 2
    client.post(step(attempt, 1), fields(attempt, [1], {}, writer="trang-2"))
    assert attempt.responses.get().answer == []


@pytest.mark.parametrize("bad", ["9", "-1", "x", "²", "0' OR 1=1", "١"])
def test_an_option_that_is_not_there_is_refused_with_a_sentence(client, section, bad):
    attempt = begin(client, make_quiz(parent=section))
    response = client.post(step(attempt, 1), {"cau-1-phien": "0", "cau-1": bad, "go": "2"})
    assert response.status_code == 422
    assert 'id="cau-1-error"' in text_of(response)
    assert attempt.responses.get(slot=1).answer == []


def test_after_the_deadline_the_result_stands(client, section):
    quiz = make_quiz(parent=section, time_limit=5)
    attempt = begin(client, quiz)
    answers = right_answers(attempt)
    client.post(step(attempt, 1), fields(attempt, [1], answers))
    passed = attempt.started_at
    Attempt.objects.update(deadline=passed, closes_at=passed)
    attempt.responses.update(closes_at=passed)

    late = client.post(step(attempt, 2), fields(attempt, [2], answers), follow=True)

    assert late.redirect_chain[-1][0] == reverse("attempt_result", args=[attempt.pk])
    assert len(list(late.context["messages"])) == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == (AttemptState.EXPIRED, 1)
    assert client.get(step(attempt, 1)).url == reverse("attempt_result", args=[attempt.pk])


def test_starting_twice_continues_the_same_attempt(client, section):
    quiz = make_quiz(parent=section, max_attempts=1)
    first = client.post(reverse("quiz_start", args=[quiz.pk]))
    second = client.post(reverse("quiz_start", args=[quiz.pk]))
    assert client.get(second.url).url == first.url
    assert Attempt.objects.count() == 1


def test_used_up_attempts_are_told(client, section):
    quiz = make_quiz(parent=section, max_attempts=1)
    attempt = begin(client, quiz)
    client.post(reverse("attempt_submit", args=[attempt.pk]))
    response = client.post(reverse("quiz_start", args=[quiz.pk]), follow=True)
    assert len(list(response.context["messages"])) == 1
    assert reverse("quiz_start", args=[quiz.pk]) not in text_of(client.get(quiz.url))


def test_the_result_waits_for_handing_in(client, section):
    attempt = begin(client, make_quiz(parent=section))
    response = client.get(reverse("attempt_result", args=[attempt.pk]))
    assert response.url == reverse("attempt", args=[attempt.pk])


@pytest.mark.parametrize(("allowed", "expected"), [(0, True), (2, True), (1, False)])
def test_who_did_not_pass_reads_whether_another_attempt_is_left(client, section, allowed, expected):
    attempt = begin(client, make_quiz(parent=section, max_attempts=allowed))
    client.post(reverse("attempt_submit", args=[attempt.pk]))
    result = client.get(reverse("attempt_result", args=[attempt.pk]))
    assert result.context["may_repeat"] is expected
    assert ("còn được làm lại" in text_of(result)) is expected


@pytest.mark.parametrize("is_linked", [True, False])
def test_links_are_spoken_of_only_where_there_are_some(client, section, is_linked):
    policies = SectionPage.objects.get(slug="van-ban")
    policy = make_policy(policies) if is_linked else None
    questions = [make_question(source_policy=policy), make_question()]
    attempt = begin(client, make_quiz(parent=section, questions=questions, max_attempts=0))
    client.post(reverse("attempt_submit", args=[attempt.pk]))
    result = client.get(reverse("attempt_result", args=[attempt.pk]))
    assert ("có đường dẫn ở bên dưới" in text_of(result)) is is_linked


class TestRights:
    @pytest.fixture
    def attempt(self, client, section):
        return begin(client, make_quiz(parent=section))

    NAMES = ("attempt", "attempt_step", "attempt_overview", "attempt_submit", "attempt_result")

    def answer(self, client, name, attempt):
        arguments = [attempt.pk, 1] if name == "attempt_step" else [attempt.pk]
        send = client.post if name == "attempt_submit" else client.get
        return send(reverse(name, args=arguments))

    @pytest.mark.parametrize("name", NAMES)
    def test_only_the_owner(self, name, client, attempt):
        unit = attempt.unit
        others = [
            signed_in(make_person(unit, user=True)),
            signed_in(make_person(unit, user=True, role="head")),
        ]
        office = Client()
        office.force_login(make_user(permissions=["organisation.view_participants"]))
        chief = Client()
        chief.force_login(make_user(is_superuser=True, is_staff=True))
        for stranger in [*others, office, chief]:
            assert self.answer(stranger, name, attempt).status_code == 404
        assert self.answer(Client(), name, attempt).status_code == 302
        attempt.refresh_from_db()
        assert attempt.is_running
        assert self.answer(client, name, attempt).status_code in {200, 302}

    def test_only_the_audience_may_begin(self, section):
        inside, outside = make_unit(), make_unit()
        quiz = make_quiz(parent=section, audience=make_audience(inside))
        address = reverse("quiz_start", args=[quiz.pk])
        assert signed_in(make_person(outside, user=True)).post(address).status_code == 404
        assert not Attempt.objects.exists()
        assert signed_in(make_person(inside, user=True)).post(address).status_code == 302
        assert Attempt.objects.count() == 1

    @pytest.mark.parametrize("number", [0, 10**30])
    def test_what_is_not_there_is_not_found(self, client, section, number):
        assert client.post(reverse("quiz_start", args=[number])).status_code == 404
        for name in ("attempt", "attempt_overview", "attempt_result"):
            assert client.get(reverse(name, args=[number])).status_code == 404

    def test_a_draft_cannot_be_begun(self, client, section):
        quiz = make_quiz(parent=section, live=False)
        assert client.post(reverse("quiz_start", args=[quiz.pk])).status_code == 404


class TestStatements:
    @pytest.mark.parametrize("size", [2, 20])
    def test_a_start(self, client, section, sql, size):
        topic = make_topic()
        fixed = [make_question() for _ in range(size)]
        for _ in range(size):
            make_question(topic)
        quiz = make_quiz(questions=fixed, quotas=[(topic, size)], parent=section)
        with sql.count(maximum=12):
            client.post(reverse("quiz_start", args=[quiz.pk]))
        assert Attempt.objects.get().slots == 2 * size

    @pytest.mark.parametrize("size", [3, 30])
    def test_a_step(self, client, section, sql, size):
        quiz = make_quiz(
            questions=[make_question() for _ in range(size)], parent=section, questions_per_page=0
        )
        attempt = begin(client, quiz)
        data = fields(attempt, range(1, size + 1), right_answers(attempt))
        client.get(step(attempt, 1))
        with sql.count(maximum=8):
            client.get(step(attempt, 1))
        with sql.count(maximum=8):
            client.post(step(attempt, 1), {**data, "go": "overview"})
        with sql.count(maximum=8):
            client.get(reverse("attempt_overview", args=[attempt.pk]))

    @pytest.mark.parametrize("size", [3, 30])
    def test_the_start_page(self, client, section, sql, size):
        topic = make_topic()
        for _ in range(size):
            make_question(topic)
        quiz = make_quiz(
            questions=[make_question() for _ in range(size)],
            quotas=[(topic, size)],
            parent=section,
            max_attempts=0,
        )
        for _ in range(size):
            client.post(reverse("quiz_start", args=[quiz.pk]))
            client.post(reverse("attempt_submit", args=[Attempt.objects.latest("number").pk]))
        client.get(quiz.url)
        with sql.count(maximum=14):
            client.get(quiz.url)

    @pytest.mark.parametrize("size", [3, 30])
    def test_the_result(self, client, section, sql, size):
        questions = [make_question() for _ in range(size)]
        attempt = begin(client, make_quiz(questions=questions, parent=section))
        client.post(reverse("attempt_submit", args=[attempt.pk]))
        address = reverse("attempt_result", args=[attempt.pk])
        client.get(address)
        with sql.count(maximum=14):
            client.get(address)


def test_the_page_type_is_found_below_a_section_only():
    assert [model.__name__ for model in QuizPage.allowed_parent_page_models()] == ["SectionPage"]
    assert QuizPage.allowed_subpage_models() == []
