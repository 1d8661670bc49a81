"""Extensions and late answers in the admin: who may, what is shown first, what is never shown."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from quiz.models import Attempt, Extension, LateAnswer, LateState
from quiz.services import expire_attempt, propose_late, submit_attempt
from tests.factories import make_person, make_unit, make_user, of_role, signed_in
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

MINUTE = datetime.timedelta(minutes=1)
EXTENSIONS, NEW_EXTENSION, LATE = "gia-han:index", "gia-han:add", "cau-tra-loi-muon:index"


@pytest.fixture
def section():
    site = make_site()
    sync_roles()
    return site.quizzes


@pytest.fixture(autouse=True)
def _still():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(section):
    return signed_in(of_role(OFFICE))


class TestRights:
    @pytest.mark.parametrize(
        ("role", "may"),
        [(OFFICE, True), (EDITORS, False), (LEADERSHIP, False), (IT_OFFICERS, False)],
    )
    @pytest.mark.parametrize("name", [EXTENSIONS, NEW_EXTENSION, LATE])
    def test_of_roles(self, section, role, may, name):
        response = signed_in(of_role(role)).get(reverse(name))
        assert (response.status_code == 200) is may

    @pytest.mark.parametrize("name", [EXTENSIONS, NEW_EXTENSION, LATE])
    def test_of_staff_and_strangers(self, section, name):
        head = make_person(make_unit(), user=True, role="head").user
        for client in (signed_in(head), Client()):
            assert client.get(reverse(name)).status_code != 200

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("quiz_attempts:index", "quiz"),
            (EXTENSIONS, "quiz"),
            (LATE, "response__attempt__quiz"),
        ],
    )
    @pytest.mark.parametrize("value", ["x", "-1", str(2**63)])
    def test_a_strange_quiz_in_a_filter_breaks_nothing(self, office, name, field, value):
        assert office.get(reverse(name), {field: value}).status_code == 200

    def test_nobody_changes_or_deletes_an_extension(self, section):
        extension = Extension.objects.create(
            quiz=make_quiz(parent=section, time_limit=30),
            person=make_person(),
            extra_minutes=5,
            reason="Mất điện",
            created_at=NOW,
        )
        chief = signed_in(make_user(is_superuser=True, is_staff=True))
        for name in ("gia-han:edit", "gia-han:delete"):
            assert chief.post(reverse(name, args=[extension.pk])).status_code != 200
        assert Extension.objects.filter(pk=extension.pk, extra_minutes=5).exists()


def values(quiz, **change):
    return {
        "quiz": quiz.pk,
        "person": "",
        "unit": "",
        "extra_minutes": 0,
        "extra_attempts": 0,
        "closes_at": "",
        "reason": "Mất điện",
        **change,
    }


def grant(office, data):
    """Look at it first, then grant what was looked at."""
    first = office.post(reverse(NEW_EXTENSION), data)
    assert first.status_code == 200
    seen = first.context["reach"]["signature"]
    return first, office.post(reverse(NEW_EXTENSION), {**data, "da-xem": seen})


class TestExtension:
    def test_it_is_looked_at_before_it_is_granted(self, office, section):
        unit = make_unit("Phòng Trẻ em")
        busy, idle = make_person(unit), make_person(unit)
        make_person(make_unit())
        quiz = make_quiz(parent=section, time_limit=30)
        attempt = make_attempt(quiz, busy, now=NOW - MINUTE)

        first, second = grant(office, values(quiz, unit=unit.pk, extra_minutes=15))

        assert second.status_code == 302
        reach = first.context["reach"]
        assert (reach["people"], reach["running"]) == (2, 1)
        extension = Extension.objects.get()
        assert (extension.unit, extension.extra_minutes) == (unit, 15)
        assert extension.created_by_id is not None
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + 44 * MINUTE
        line = ModelLogEntry.objects.get(action="quiz.extend")
        assert line.data["reason"] == "Mất điện"
        assert not Attempt.objects.filter(person=idle).exists()

    def test_other_values_are_looked_at_again(self, office, section):
        quiz = make_quiz(parent=section, time_limit=30)
        data = values(quiz, person=make_person().pk, extra_minutes=15)
        seen = office.post(reverse(NEW_EXTENSION), data).context["reach"]["signature"]
        response = office.post(
            reverse(NEW_EXTENSION), {**data, "extra_minutes": 150, "da-xem": seen}
        )
        assert response.context["reach"]
        assert not Extension.objects.exists()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"person": ""}, None),
            ({"extra_minutes": 0}, None),
            ({"reason": "  "}, "reason"),
            ({"extra_attempts": 1}, "extra_attempts"),
            ({"closes_at": "2027-01-01 08:00"}, "closes_at"),
            ({"extra_minutes": -1}, "extra_minutes"),
            ({"quiz": "0"}, "quiz"),
        ],
    )
    def test_what_is_wrong_stands_at_its_place(self, office, section, change, field):
        quiz = make_quiz(parent=section, time_limit=30, max_attempts=0)
        data = {**values(quiz, person=make_person().pk, extra_minutes=15), **change}
        response = office.post(reverse(NEW_EXTENSION), data)
        errors = response.context["form"].errors
        assert list(errors) == [field or "__all__"]
        assert not Extension.objects.exists()

    def test_the_person_reads_it_on_the_start_page(self, office, section):
        person = make_person(make_unit(), user=True)
        quiz = make_quiz(parent=section, time_limit=30, max_attempts=1, closes_at=NOW + MINUTE)
        submit_attempt(attempt=make_attempt(quiz, person, now=NOW), now=NOW)
        reader = signed_in(person.user)
        start = reverse("quiz_start", args=[quiz.pk])
        assert start not in reader.get(quiz.url).content.decode()

        grant(office, values(quiz, person=person.pk, extra_minutes=15, extra_attempts=1))

        page = reader.get(quiz.url).content.decode()
        assert "thêm 15 phút" in page
        assert "thêm 1 lượt" in page
        assert "45 phút" in page
        assert "2 lượt, còn 1 lượt" in page
        assert start in page

    def test_a_later_end_opens_the_page_for_them_alone(self, office, section):
        person, other = (make_person(make_unit(), user=True) for _ in range(2))
        quiz = make_quiz(parent=section, closes_at=NOW - MINUTE)
        grant(office, values(quiz, person=person.pk, closes_at="2026-11-24 08:00"))
        start = reverse("quiz_start", args=[quiz.pk])
        assert start in signed_in(person.user).get(quiz.url).content.decode()
        assert start not in signed_in(other.user).get(quiz.url).content.decode()

    def test_statements_of_the_list_do_not_grow(self, office, section, sql):
        quiz, unit = make_quiz(parent=section, time_limit=30), make_unit()

        def grow():
            for _ in range(5):
                for whom in ({"person": make_person()}, {"unit": unit}):
                    Extension.objects.create(
                        quiz=quiz, extra_minutes=5, reason="Mất điện", created_at=NOW, **whom
                    )

        grow()
        sql.flat(lambda: office.get(reverse(EXTENSIONS)), grow)


def late_answer(section, person=None):
    """A right answer that came three seconds after the end of an attempt."""
    person = person or make_person(make_unit(), user=True)
    quiz = make_quiz(
        questions=[make_question(options=[("Ý bí mật", True), ("Khác", False)]) for _ in range(3)],
        parent=section,
        time_limit=30,
        pass_mark=30,
    )
    attempt = make_attempt(quiz, person, now=NOW - 60 * MINUTE)
    save(attempt, wrong_answers(attempt), now=attempt.started_at)
    expire_attempt(attempt=attempt, now=attempt.closes_at)
    arrived = attempt.deadline + datetime.timedelta(seconds=8)
    save(attempt, {2: right_answers(attempt)[2]}, now=arrived)
    return LateAnswer.objects.get(response__attempt=attempt)


def screen(late):
    return reverse("cau-tra-loi-muon:answer", args=[late.pk])


class TestLateAnswers:
    def test_the_office_reads_the_circumstances_and_never_the_answer(self, office, section):
        late = late_answer(section)
        for address in (reverse(LATE), screen(late)):
            content = office.get(address).content.decode()
            assert late.response.attempt.person.full_name in content
            assert late.response.attempt.quiz.title in content
            assert "8 giây" in content
            assert "Ý bí mật" not in content

    def test_one_proposes_and_a_second_one_accepts(self, section):
        late = late_answer(section)
        first, second = of_role(OFFICE), of_role(OFFICE)
        data = {"act": "propose", "reason": "Máy chủ hỏng lúc 8 giờ"}
        assert signed_in(first).post(screen(late), data).status_code == 302
        assert signed_in(first).post(screen(late), {"act": "accept"}).status_code != 200
        late.refresh_from_db()
        assert (late.state, late.proposed_by) == (LateState.PROPOSED, first)

        signed_in(second).post(screen(late), {"act": "accept"})

        late.refresh_from_db()
        assert (late.state, late.decided_by) == (LateState.ACCEPTED, second)
        attempt = Attempt.objects.get(pk=late.response.attempt_id)
        assert (attempt.score, attempt.is_passed) == (1, True)

    def test_refusing_leaves_the_mark(self, section):
        late = late_answer(section)
        propose_late(late=late, reason="Máy chủ hỏng", by=of_role(OFFICE), now=NOW)
        signed_in(of_role(OFFICE)).post(screen(late), {"act": "refuse"})
        late.refresh_from_db()
        assert late.state == LateState.REFUSED
        assert Attempt.objects.get(pk=late.response.attempt_id).score == 0

    def test_without_a_reason_nothing_is_proposed(self, office, section):
        late = late_answer(section)
        response = office.post(screen(late), {"act": "propose", "reason": " "})
        assert response.context["form"].errors
        late.refresh_from_db()
        assert late.state == LateState.LATE

    def test_nobody_acts_for_themselves(self, section):
        user = of_role(OFFICE)
        late = late_answer(section, make_person(make_unit(), user=user))
        response = signed_in(user).post(screen(late), {"act": "propose", "reason": "Vì tôi"})
        assert response.status_code != 200
        late.refresh_from_db()
        assert late.state == LateState.LATE

    @pytest.mark.parametrize("act", ["", "accept", "refuse", "xa"])
    def test_what_the_state_does_not_allow_is_refused(self, office, section, act):
        late = late_answer(section)
        assert office.post(screen(late), {"act": act}).status_code != 200
        late.refresh_from_db()
        assert late.state == LateState.LATE

    def test_the_list_is_filtered_by_quiz_and_state(self, office, section):
        late, other = late_answer(section), late_answer(section)
        quiz = late.response.attempt.quiz_id
        shown = office.get(reverse(LATE), {"response__attempt__quiz": quiz}).content.decode()
        assert screen(late) in shown
        assert screen(other) not in shown
        shown = office.get(reverse(LATE), {"state": "accepted"}).content.decode()
        assert screen(late) not in shown

    def test_statements_of_the_list_do_not_grow(self, office, section, sql):
        late_answer(section)
        sql.flat(
            lambda: office.get(reverse(LATE)),
            lambda: [late_answer(section) for _ in range(4)],
        )

    @pytest.mark.parametrize("role", [EDITORS, LEADERSHIP, IT_OFFICERS])
    def test_others_do_not_find_it(self, section, role):
        client = signed_in(of_role(role))
        assert client.get(screen(late_answer(section))).status_code != 200


def test_the_list_of_attempts_does_not_tell_who_has_passed_an_examination(office, section):
    quiz = make_quiz(parent=section, preset="examination", closes_at=NOW + MINUTE, pass_mark=0)
    submit_attempt(attempt=make_attempt(quiz, now=NOW), now=NOW)
    address = reverse("quiz_attempts:index")
    assert "Đạt" not in office.get(address).content.decode()
    assert office.get(address, {"is_passed": "true"}).status_code == 200
    with time_machine.travel(NOW + 2 * MINUTE, tick=False):
        assert "Đạt" in office.get(address).content.decode()


def test_own_data_hold_late_answers_and_extensions(section):
    late = late_answer(section)
    person = late.response.attempt.person
    Extension.objects.create(
        quiz=late.response.attempt.quiz,
        person=person,
        extra_minutes=5,
        reason="Mất điện ở cơ quan",
        created_at=NOW,
    )
    other = make_person(make_unit(), user=True)
    own = signed_in(person.user).get(reverse("my_data")).content.decode()
    others = signed_in(other.user).get(reverse("my_data")).content.decode()
    for text in ("Ý bí mật", "Mất điện ở cơ quan"):
        assert text in own
        assert text not in others


def test_who_was_given_longer_still_finds_it_among_the_tasks(office, section):
    unit = make_unit()
    person, other = make_person(unit, user=True), make_person(make_unit(), user=True)
    quiz = make_quiz(parent=section, closes_at=NOW - MINUTE, title="Bài còn mở cho tôi")
    grant(office, values(quiz, unit=unit.pk, closes_at="2026-11-24 08:00"))
    assert quiz.title in signed_in(person.user).get("/").content.decode()
    tasks = {
        who: signed_in(who.user).get(reverse("my_tasks")).context["tasks"]
        for who in (person, other)
    }
    assert [row["title"] for row in tasks[person].to_do] == [quiz.title]
    assert [row["title"] for row in tasks[other].missed] == [quiz.title]
