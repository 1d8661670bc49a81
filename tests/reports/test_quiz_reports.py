"""Real quizzes in the reports: a new attempt is seen at once, at the same price at any size."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intranet.organisation.models import MembershipRole
from quiz.services import submit_attempt
from tests.factories import make_person, make_unit
from tests.factories_quiz import make_attempt, make_quiz, right_answers, save

pytestmark = pytest.mark.django_db

STATEMENTS = 12


@pytest.fixture
def room():
    return make_unit("Phòng Thử", make_unit("Sở Thử", kind="department"))


@pytest.fixture
def head(room):
    return make_person(room, role=MembershipRole.HEAD, user=True).user


def take(quiz, person):
    """The person answers everything rightly and hands in."""
    now = timezone.now()
    attempt = make_attempt(quiz, person, now=now)
    answers = right_answers(attempt)
    save(attempt, answers, now=now)
    submit_attempt(attempt=attempt, now=now)


def test_a_new_attempt_is_seen_at_once(client, room, head):
    quiz = make_quiz(pass_mark=50)
    person = make_person(room, full_name="Trần Thị Bình")
    client.force_login(head)
    names = reverse("report_unit", args=["quiz", quiz.pk, room.pk])
    before = {row["name"]: row["state"] for row in client.get(names).context["rows"]}
    take(quiz, person)
    after = {row["name"]: row["state"] for row in client.get(names).context["rows"]}
    assert (before["Trần Thị Bình"], after["Trần Thị Bình"]) == ("Chưa làm", "Đạt")


def test_an_unpublished_quiz_has_no_report(client, head):
    quiz = make_quiz(live=False)
    client.force_login(head)
    assert client.get(reverse("report", args=["quiz", quiz.pk])).status_code == 404


@pytest.mark.parametrize("screen", ["report", "report_unit", "reports"])
def test_screens_of_real_quizzes_take_the_same_statements_at_any_size(
    client, room, head, sql, screen
):
    quiz = make_quiz()
    take(quiz, make_person(room))
    client.force_login(head)
    arguments = {
        "report": ["quiz", quiz.pk],
        "report_unit": ["quiz", quiz.pk, room.pk],
        "reports": [],
    }[screen]

    def grow():
        for _ in range(3):
            part = make_unit("", room)
            for _ in range(4):
                take(quiz, make_person(part))

    sql.flat(lambda: client.get(reverse(screen, args=arguments)), grow, maximum=STATEMENTS)
