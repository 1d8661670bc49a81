"""The addresses that the script on the attempt's page asks."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.models import Attempt, LateAnswer
from quiz.payload import MalformedError, read_payload
from quiz.services import reveal_answer, submit_attempt
from tests.factories import make_person, make_unit, make_user
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
def person():
    return make_person(make_unit(), user=True)


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def attempt(person):
    return make_attempt(make_quiz(time_limit=30), person)


@pytest.fixture
def right(attempt):
    return right_answers(attempt)


@pytest.fixture
def wrong(attempt):
    return wrong_answers(attempt)


def address(attempt):
    return reverse("attempt_save", args=[attempt.pk])


def body(attempt, answers, *, writer="trang-1", number=1, base=None, flags=None):
    sent = sent_answers(attempt, answers, number=number, base=base)
    payload = {
        "writer": writer,
        "answers": [
            {"slot": one.slot, "base": one.base, "number": one.number, "values": one.values}
            for one in sent
        ],
    }
    return payload | ({"flags": flags} if flags else {})


def send(client, attempt, payload):
    return client.post(address(attempt), {"payload": json.dumps(payload)})


def save(client, attempt, answers, **what):
    return send(client, attempt, body(attempt, answers, **what))


class TestSave:
    def test_a_choice_is_saved_and_told(self, client, attempt, right):
        reply = save(client, attempt, {1: right[1]})
        assert reply.status_code == 200
        told = reply.json()
        assert told["state"] == "in_progress"
        assert told["url"] == ""
        assert 29 * 60 < told["seconds"] <= 30 * 60
        (answer,) = told["answers"]
        assert (answer["slot"], answer["status"], answer["version"]) == (1, "saved", 1)
        assert re.fullmatch(r"\d\d:\d\d:\d\d", answer["at"])
        assert answer["values"] == list(sent_answers(attempt, {1: right[1]})[0].values)
        assert attempt.responses.get(slot=1).answer == right[1]
        assert "no-store" in reply["Cache-Control"]

    def test_an_attempt_that_no_table_can_hold_is_not_found(self, client, attempt, right):
        address = reverse("attempt_save", args=[2**63])
        reply = client.post(address, {"payload": json.dumps(body(attempt, right))})
        assert reply.status_code == 404

    def test_a_beacon_is_a_form_of_several_parts_without_headers(self, client, attempt, right):
        reply = client.post(
            address(attempt),
            {"payload": json.dumps(body(attempt, right))},
            headers={"Accept": "*/*"},
        )
        assert reply.status_code == 200
        assert attempt.responses.exclude(answer=[]).count() == 3

    def test_sent_again_it_is_answered_as_before(self, client, attempt, right):
        payload = body(attempt, right)
        first, second = (send(client, attempt, payload).json() for _ in range(2))
        assert first["answers"] == second["answers"]
        assert {row.version_counter for row in attempt.responses.all()} == {1}

    def test_a_conflict_shows_what_stands(self, client, attempt, right, wrong):
        save(client, attempt, {1: right[1]}, writer="a", base=0)
        reply = save(client, attempt, {1: wrong[1], 2: right[2]}, writer="b", base=0)
        assert reply.status_code == 409
        conflict, other = reply.json()["answers"]
        assert (conflict["status"], other["status"]) == ("conflict", "saved")
        assert conflict["version"] == 1
        assert conflict["values"] == list(sent_answers(attempt, {1: right[1]})[0].values)
        assert re.fullmatch(r"[A-C]\. Đúng ý", conflict["shown"])
        assert conflict["message"]

    def test_the_person_decides_a_conflict_with_the_new_base(self, client, attempt, right, wrong):
        save(client, attempt, {1: right[1]}, writer="a", base=0)
        told = save(client, attempt, {1: wrong[1]}, writer="b", base=0).json()["answers"][0]
        again = save(client, attempt, {1: wrong[1]}, writer="b", number=2, base=told["version"])
        assert again.status_code == 200
        assert attempt.responses.get(slot=1).answer == wrong[1]

    def test_what_answers_no_question_is_refused(self, client, attempt, right):
        payload = body(attempt, right)
        payload["answers"][0]["values"] = ["lạ"]
        payload["answers"][1]["slot"] = 99
        reply = send(client, attempt, payload)
        assert reply.status_code == 422
        assert [one["status"] for one in reply.json()["answers"]] == ["refused", "refused", "saved"]

    def test_after_the_explanation_was_shown(self, client, attempt, right):
        reveal_answer(attempt=attempt, slot=1, now=timezone.now())
        reply = save(client, attempt, {1: right[1]})
        assert reply.status_code == 422
        assert reply.json()["answers"][0]["values"] == []

    def test_too_late_it_closes_and_keeps_the_answer_apart(self, client, attempt, right):
        started = attempt.started_at
        Attempt.objects.update(deadline=started, closes_at=started)
        attempt.responses.update(closes_at=started)
        reply = save(client, attempt, {1: right[1]})
        assert reply.status_code == 410
        told = reply.json()
        assert told["state"] == "expired"
        assert told["url"] == reverse("attempt_result", args=[attempt.pk])
        assert told["seconds"] is None
        assert told["answers"][0]["status"] == "late"
        assert LateAnswer.objects.count() == 1

    def test_after_handing_in(self, client, attempt, right, wrong):
        save(client, attempt, {1: right[1]}, writer="a", number=5, base=0)
        submit_attempt(attempt=attempt, now=timezone.now())
        again = save(client, attempt, {1: right[1]}, writer="a", number=5, base=0)
        assert (again.status_code, again.json()["state"]) == (200, "submitted")
        other = save(client, attempt, {1: wrong[1]}, writer="a", number=6, base=1)
        assert (other.status_code, other.json()["answers"][0]["status"]) == (410, "late")
        nothing = send(client, attempt, {"writer": "a", "answers": []})
        assert nothing.status_code == 410

    def test_flags_travel_along(self, client, attempt):
        reply = send(client, attempt, {"writer": "a", "flags": {"1": True, "3": True}})
        assert reply.status_code == 200
        send(client, attempt, {"writer": "a", "flags": {"3": False}})
        assert [row.is_flagged for row in attempt.responses.order_by("slot")] == [
            True,
            False,
            False,
        ]

    @pytest.mark.parametrize(
        "payload",
        [
            "",
            "[]",
            "{",
            "null",
            "[" * 100_000,
            '{"answers": []}',
            '{"writer": ""}',
            '{"writer": 7}',
            json.dumps({"writer": "x" * 41}),
            json.dumps({"writer": "a", "answers": {}}),
            json.dumps({"writer": "a", "answers": [1]}),
            json.dumps({"writer": "a", "answers": [{"slot": 1}]}),
            json.dumps({"writer": "a", "flags": {"1": 1}}),
            json.dumps({"writer": "a", "flags": {"²": True}}),
            json.dumps({"writer": "a", "flags": {"9" * 5000: True}}),
            '{"writer": "a", "answers": [{"slot": 1e999, "base": 0, "number": 1, "values": []}]}',
            '{"writer": "a", "answers": [{"slot": true, "base": 0, "number": 1, "values": []}]}',
            json.dumps(
                {
                    "writer": "a",
                    "answers": [{"slot": 1, "base": 0, "number": 2**63, "values": []}],
                }
            ),
        ],
    )
    def test_what_the_script_never_sends_is_malformed(self, client, attempt, payload):
        reply = client.post(address(attempt), {"payload": payload})
        assert (reply.status_code, reply.json()) == (400, {"malformed": True})
        assert client.post(address(attempt)).status_code == 400

    def test_letters_that_no_database_keeps_are_taken_out(self, client, person):
        question = make_question(kind="survey_text", options=[])
        attempt = make_attempt(make_quiz(questions=[question]), person)
        answer = '{"slot": 1, "base": 0, "number": 1, "values": ["\\ud800 a\\u0000 e\\u0302"]}'
        payload = f'{{"writer": "a", "answers": [{answer}]}}'
        assert client.post(address(attempt), {"payload": payload}).status_code == 200
        (answer,) = attempt.responses.get().answer
        assert answer.endswith("a ê")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4)
    ),
    max_leaves=12,
)
answers = st.fixed_dictionaries(
    {
        "slot": st.integers(-1, 5) | json_values,
        "base": st.integers(-1, 5) | json_values,
        "number": st.integers(-1, 5) | json_values,
        "values": st.lists(st.text(max_size=12), max_size=3) | json_values,
    }
)
payloads = (
    st.text(max_size=60)
    | json_values.map(json.dumps)
    | st.fixed_dictionaries(
        {
            "writer": st.text(max_size=45) | json_values,
            "answers": st.lists(answers, max_size=4) | json_values,
            "flags": st.dictionaries(st.text("0123456789", max_size=4), st.booleans(), max_size=3)
            | json_values,
        }
    ).map(json.dumps)
)


@given(payloads)
def test_a_payload_is_read_or_malformed(text):
    try:
        read = read_payload(text)
    except MalformedError:
        return
    assert 0 < len(read.writer) <= 40


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads)
def test_no_body_is_an_error_of_the_server(client, attempt, text):
    reply = client.post(address(attempt), {"payload": text.encode("utf-8", "replace").decode()})
    assert reply.status_code in {200, 400, 409, 410, 422}
    assert reply["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"\xff\xfe", "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"payload=%ff%fe", "application/x-www-form-urlencoded"),
        (b"\x00", "text/plain"),
    ],
)
def test_other_bodies_are_malformed(client, attempt, data, content_type):
    assert client.post(address(attempt), data, content_type=content_type).status_code == 400


class TestState:
    def test_it_tells_what_stands_and_gives_a_token(self, client, attempt, right):
        save(client, attempt, {2: right[2]}, flags={"3": True})
        reply = client.get(reverse("attempt_state", args=[attempt.pk]))
        told = reply.json()
        assert told["state"] == "in_progress"
        assert [one["slot"] for one in told["answers"]] == [1, 2, 3]
        assert [one["version"] for one in told["answers"]] == [0, 1, 0]
        assert [one["flagged"] for one in told["answers"]] == [False, False, True]
        assert told["answers"][1]["values"] == list(sent_answers(attempt, {2: right[2]})[0].values)

        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        payload = json.dumps(body(attempt, right))
        refused = strict.post(address(attempt), {"payload": payload})
        assert (refused.status_code, refused.json()) == (403, {"csrf": True})
        data = {"payload": payload, "csrfmiddlewaretoken": told["csrf"]}
        assert strict.post(address(attempt), data).status_code == 200

    def test_no_lasting_name_of_an_option_leaves_the_server(self, client, attempt, right):
        reply = (
            save(client, attempt, right).content
            + client.get(reverse("attempt_state", args=[attempt.pk])).content
        )
        for row in attempt.responses.select_related("question_version"):
            for option in row.question_version.options:
                assert option["id"].encode() not in reply


class TestRights:
    @pytest.mark.parametrize(
        ("name", "method"),
        [
            ("attempt_save", "post"),
            ("attempt_state", "get"),
            ("attempt_flag", "post"),
            ("attempt_reveal", "post"),
        ],
    )
    def test_only_the_owner(self, client, person, attempt, right, name, method):
        arguments = [attempt.pk, 1] if name in {"attempt_flag", "attempt_reveal"} else [attempt.pk]
        data = {"payload": json.dumps(body(attempt, right))} if method == "post" else {}
        at = reverse(name, args=arguments)
        unit = attempt.unit
        strangers = [
            make_person(unit, user=True).user,
            make_person(unit, user=True, role="head").user,
            make_user(permissions=["organisation.view_participants"]),
            make_user(is_superuser=True, is_staff=True),
        ]
        for user in strangers:
            stranger = Client()
            stranger.force_login(user)
            assert getattr(stranger, method)(at, data).status_code == 404
        assert not attempt.responses.exclude(answer=[]).exists()
        assert not attempt.responses.filter(is_flagged=True).exists()
        assert not attempt.responses.filter(is_closed=True).exists()
        assert getattr(client, method)(at, data).status_code in {200, 302}

    @pytest.mark.parametrize(
        ("name", "method"), [("attempt_save", "post"), ("attempt_state", "get")]
    )
    def test_a_script_that_is_signed_out_is_told_where_the_door_is(self, attempt, name, method):
        page = reverse("attempt_step", args=[attempt.pk, 1])
        reply = getattr(Client(), method)(
            reverse(name, args=[attempt.pk]), headers={"Referer": f"http://testserver{page}"}
        )
        assert reply.status_code == 401
        assert reply.json() == {"sign_in": f"{reverse('sign_in')}?next={page}"}

    def test_other_methods(self, client, attempt):
        assert client.get(address(attempt)).status_code == 405
        assert client.post(reverse("attempt_state", args=[attempt.pk])).status_code == 405

    def test_attempts_that_are_not_there(self, client):
        for number in (0, 10**30):
            payload = {"payload": '{"writer": "a"}'}
            at = reverse("attempt_save", args=[number])
            assert client.post(at, payload).status_code == 404


class TestStatements:
    @pytest.mark.parametrize("size", [1, 30])
    def test_a_save_takes_four(self, client, person, sql, size):
        attempt = make_attempt(make_quiz(questions=[make_question() for _ in range(30)]), person)
        answers = dict(list(right_answers(attempt).items())[:size])
        save(client, attempt, {30: right_answers(attempt)[30]})
        payload = body(attempt, answers, writer="b")
        with sql.count(maximum=4):
            assert send(client, attempt, payload).status_code == 200

    @pytest.mark.parametrize("size", [3, 30])
    def test_the_state_takes_four(self, client, person, sql, size):
        attempt = make_attempt(make_quiz(questions=[make_question() for _ in range(size)]), person)
        at = reverse("attempt_state", args=[attempt.pk])
        client.get(at)
        with sql.count(maximum=4):
            client.get(at)
