"""What is frozen keeps its figures and its names: after an extension, a new title, a new topic."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from intranet.accounts.roles import LEADERSHIP, sync_roles
from intranet.organisation.models import MembershipRole
from intranet.pages.models import Topic
from quiz.models import Attempt, QuizPage
from quiz.services import extend
from tests.factories import make_person, make_user, of_role, signed_in
from tests.factories_sittings import end, sit
from tests.quiz.understanding.test_kept import told
from tests.quiz.understanding.test_screens import file_of, screen, text_of, unit_screen

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture(params=["examination", "contest"])
def over(house, request):
    """The house when its quiz is over and frozen, with one person more who did not take it."""
    QuizPage.objects.filter(pk=house.quiz.pk).update(preset=request.param, pass_mark=60)
    house.late = make_person(house.first)
    end(house.quiz)
    house.quiz.refresh_from_db()
    return house


def let_in(house):
    now = timezone.now()
    extend(
        quiz=house.quiz, person=house.late, closes_at=now + HOUR, reason="Ốm", by=make_user(),
        now=now,
    )  # fmt: skip


def duty_of(house):
    return ["quiz", house.quiz.pk]


def looked_at(client, house):
    """The figures on every screen and in every file of the closed quiz."""
    key, duty, shown = house.quiz.pk, duty_of(house), told(client, house)
    report = client.get(reverse("report", args=duty)).context
    differences = text_of(client.get(reverse("report_differences", args=duty)))
    files = [
        client.get(address).getvalue()
        for address in (
            file_of(key, "csv"),
            reverse("report_csv", args=duty),
            reverse("report_topics_csv", query={"nhiem-vu": f"quiz:{key}"}),
        )
    ]
    return shown, report["rows"], differences, files


class TestExtension:
    def test_granted_after_the_end_it_changes_no_frozen_figure(self, over, office):
        before = looked_at(office, over)
        let_in(over)
        assert looked_at(office, over) == before

    def test_what_is_done_by_it_shows_when_the_result_may_be_told(self, over, office):
        before, address = told(office, over), reverse("report_differences", args=duty_of(over))
        let_in(over)
        (attempt,) = sit(over.quiz, [over.late])
        now = timezone.now()
        Attempt.objects.filter(pk=attempt.pk).update(started_at=now, finished_at=now)

        is_told_at_once = over.quiz.preset == "contest"
        assert office.get(address).context["people_count"] == int(is_told_at_once)
        with time_machine.travel(now + 2 * HOUR, tick=False):
            assert office.get(address).context["people_count"] == 1
            assert told(office, over) == before

    def test_keys_wait_until_nobody_can_answer_any_more(self, over):
        sync_roles()
        director = signed_in(of_role(LEADERSHIP))

        def rows():
            return director.get(screen(over.quiz.pk)).context["rows"]

        assert all(row["options"] for row in rows())
        let_in(over)
        assert not any(row["options"] or row["note"] for row in rows())
        with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
            assert all(row["options"] for row in rows())

    def test_a_head_reads_on(self, over):
        head = signed_in(make_person(over.first, role=MembershipRole.HEAD, user=True).user)
        address = unit_screen(over.quiz.pk, over.first)
        before = head.get(address).context["distribution"]
        let_in(over)
        assert head.get(address).context["distribution"] == before


class TestNames:
    def test_title_topics_and_pass_mark_are_those_of_the_freezing(self, over, office):
        before = told(office, over)
        QuizPage.objects.filter(pk=over.quiz.pk).update(title="Tên mới", pass_mark=95)
        Topic.objects.filter(pk=over.topics[0].pk).update(name="Chủ đề mới")
        assert told(office, over) == before
        duty = reverse("report", args=["quiz", over.quiz.pk])
        for address in (screen(over.quiz.pk), unit_screen(over.quiz.pk, over.first), duty):
            response = office.get(address)
            text = text_of(response)
            assert "Trắc nghiệm hiểu bài" in text
            assert "Chủ đề mới" not in text
            assert [line for line in response.context["meta"] if "Tên mới" in line]

    def test_a_new_title_that_is_not_published_is_told_to_nobody(self, over, office):
        QuizPage.objects.filter(pk=over.quiz.pk).update(title="Tên mới", live=False)
        duty = reverse("report", args=["quiz", over.quiz.pk])
        for address in (screen(over.quiz.pk), unit_screen(over.quiz.pk, over.first), duty):
            assert "Tên mới" not in office.get(address).content.decode()
