"""The screen of a campaign: period, goals, what belongs to it, and how many took part."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from campaigns.models import CampaignPage, Phase
from intranet.organisation import duties
from intranet.organisation.duties import Progress, State
from intranet.organisation.models import Audience
from quiz.models import QuizPage
from tests.factories import FakeProvider, make_audience, make_person, make_unit
from tests.factories_pages import add_page, make_campaign, make_policy, make_site

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def person():
    return make_person(make_unit(), user=True)


@pytest.fixture
def reader(client, person):
    client.force_login(person.user)
    return client


def make_quiz(site, title: str = "Cùng hiểu Kế hoạch", **fields) -> QuizPage:
    return add_page(site.quizzes, QuizPage(title=title, **fields))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2020, 12, 31), Phase.COMING),
        (datetime.date(2021, 1, 1), Phase.RUNNING),
        (datetime.date(2021, 12, 31), Phase.RUNNING),
        (datetime.date(2022, 1, 1), Phase.OVER),
    ],
)
def test_both_ends_belong_to_the_period(day, expected):
    campaign = CampaignPage(
        starts_on=datetime.date(2021, 1, 1), ends_on=datetime.date(2021, 12, 31)
    )

    assert campaign.phase_on(day) is expected


def test_the_page_names_period_goals_and_what_belongs_to_it(site, reader):
    goals = {"title": "", "ordered": False, "entries": ["Ai cũng đọc Kế hoạch"]}
    campaign = make_campaign(
        site.campaigns,
        goals=[{"type": "list", "value": goals}],
        policies=[make_policy(site.policies, "Kế hoạch số 28")],
        quizzes=[make_quiz(site)],
    )

    html = reader.get(campaign.url).content.decode()

    for text in ("01/01/2021", "31/12/2021", "Ai cũng đọc", "Kế hoạch số 28", "Cùng hiểu Kế hoạch"):
        assert text in html


def test_what_is_for_others_is_left_out(site, reader):
    audience = make_audience(make_unit("Phòng khác"))
    campaign = make_campaign(
        site.campaigns,
        policies=[make_policy(site.policies, audience=audience)],
        quizzes=[make_quiz(site, audience=audience)],
    )

    context = reader.get(campaign.url).context

    assert (context["policy_items"], context["quiz_items"], context["strip"]) == ([], [], None)


def test_drafts_are_left_out(site, reader):
    policy = make_policy(site.policies)
    campaign = make_campaign(site.campaigns, policies=[policy])
    policy.unpublish()

    assert reader.get(campaign.url).context["policy_items"] == []


def test_a_preview_shows_links_that_are_not_saved_yet(site, person):
    campaign = make_campaign(site.campaigns)
    campaign.policies = [make_policy(site.policies, "Kế hoạch vừa chọn")]
    request = RequestFactory().get("/")
    request.user = person.user

    assert "Kế hoạch vừa chọn" in campaign.serve(request).render().content.decode()


def test_the_strip_counts_everybody_asked(site, person, reader, monkeypatch):
    monkeypatch.setattr(duties, "_providers", {})
    provider = FakeProvider("quiz")
    duties.register(provider)
    quiz = make_quiz(site)
    other = make_person(make_unit())
    make_person(make_unit())
    progress = {person.pk: Progress(State.PASSED), other.pk: Progress(State.IN_PROGRESS)}
    everybody = Audience.objects.everybody()
    provider.add(everybody, key=str(quiz.pk), progress=progress, has_pass_mark=True)
    campaign = make_campaign(site.campaigns, quizzes=[quiz])

    strip = reader.get(campaign.url).context["strip"]

    assert (strip["done"], strip["in_progress"], strip["not_started"]) == (1, 1, 1)
    assert (strip["passed"], strip["total"]) == (1, 3)


def test_a_policy_shows_the_quizzes_of_its_running_campaigns(site, reader):
    today = timezone.localdate()
    policy = make_policy(site.policies)
    make_campaign(site.campaigns, policies=[policy], quizzes=[make_quiz(site, "Bài cũ")])
    make_campaign(
        site.campaigns,
        starts_on=today,
        ends_on=today,
        policies=[policy],
        quizzes=[make_quiz(site, "Bài đang mở")],
    )

    html = reader.get(policy.url).content.decode()

    assert "Bài đang mở" in html
    assert "Bài cũ" not in html


def test_the_last_day_is_not_before_the_first(site):
    with pytest.raises(ValidationError, match="Ngày kết thúc không được trước"):
        make_campaign(
            site.campaigns,
            starts_on=datetime.date(2021, 2, 1),
            ends_on=datetime.date(2021, 1, 1),
        )


def test_more_people_and_pages_take_no_more_statements(site, reader, sql):
    campaign = make_campaign(
        site.campaigns, policies=[make_policy(site.policies)], quizzes=[make_quiz(site)]
    )

    def grow() -> None:
        unit = make_unit()
        for _ in range(8):
            make_person(unit)
        campaign.policies = [make_policy(site.policies) for _ in range(4)]
        campaign.quizzes = [make_quiz(site, f"Bài {number}") for number in range(4)]
        campaign.save()

    sql.flat(lambda: reader.get(campaign.url), grow, maximum=20)
