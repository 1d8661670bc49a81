"""The home page: what I have to do, the current campaign, the latest policies and news."""

import datetime

import pytest
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.duties import Progress, State
from intranet.organisation.models import Audience, MembershipRole
from tests.factories import FakeProvider, make_audience, make_person, make_unit, make_user
from tests.factories_pages import (
    make_campaign,
    make_image,
    make_news,
    make_policy,
    make_site,
)
from tests.factories_quiz import make_attempt, make_quiz

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def person():
    return make_person(make_unit("Văn phòng Sở"), user=True)


@pytest.fixture
def reader(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.setattr(duties, "_providers", {})
    provider = FakeProvider()
    duties.register(provider)
    return provider


def section(response, template: str):
    found = [s for s in response.context["sections"] if s.template_name.endswith(template)]
    return found[0].rows if found else None


def test_open_duties_stand_most_urgent_first(site, person, reader, provider):
    now, everybody = timezone.now(), Audience.objects.everybody()
    provider.add(everybody, title="Không hạn")
    provider.add(everybody, title="Sau", due_at=now + 9 * DAY)
    provider.add(everybody, title="Trước", due_at=now + 2 * DAY)
    provider.add(everybody, title="Quá hạn", due_at=now - DAY)
    provider.add(everybody, title="Đã đóng", closes_at=now - DAY)
    done = {person.pk: Progress(State.DONE)}
    provider.add(everybody, title="Đã làm", progress=done)

    tasks = section(reader.get("/"), "tasks.html")["tasks"]

    assert [task["title"] for task in tasks] == ["Quá hạn", "Trước", "Sau", "Không hạn"]
    assert [task["overdue"] for task in tasks] == [True, False, False, False]


def test_a_duty_begun_says_so(site, person, reader, provider):
    begun = {person.pk: Progress(State.IN_PROGRESS)}
    provider.add(Audience.objects.everybody(), progress=begun)

    [task] = section(reader.get("/"), "tasks.html")["tasks"]

    assert task["state_tone"] == "warning"


def test_a_duty_of_another_circle_is_not_shown(site, reader, provider):
    provider.add(make_audience(make_unit("Phòng khác")))

    assert section(reader.get("/"), "tasks.html")["tasks"] == []


def test_more_duties_than_fit_are_counted(site, reader, provider):
    for _ in range(7):
        provider.add(Audience.objects.everybody())

    rows = section(reader.get("/"), "tasks.html")

    assert (len(rows["tasks"]), rows["more"]) == (5, 2)


def test_only_campaigns_that_run_today_are_shown(site, reader):
    today = timezone.localdate()
    make_campaign(site.campaigns, "Đã qua")
    make_campaign(site.campaigns, "Đang mở", starts_on=today - 3 * DAY, ends_on=today)
    make_campaign(site.campaigns, "Sắp tới", starts_on=today + DAY, ends_on=today + 3 * DAY)

    items = section(reader.get("/"), "campaign.html")["items"]

    assert [item["title"] for item in items] == ["Đang mở"]


def test_the_latest_policies_and_news_lead_to_their_lists(site, reader):
    make_policy(site.policies)
    make_news(site.news)

    response = reader.get("/")

    assert section(response, "policies.html")["more_url"] == "/van-ban/"
    assert section(response, "news.html")["more_url"] == "/tin-tuc/"


def test_nothing_is_shown_that_is_addressed_to_others(site, reader):
    audience = make_audience(make_unit("Phòng khác"))
    make_policy(site.policies, audience=audience)
    make_news(site.news, audience=audience)
    today = timezone.localdate()
    make_campaign(site.campaigns, starts_on=today, ends_on=today, audience=audience)

    response = reader.get("/")

    assert [section(response, name) for name in ("policies.html", "news.html")] == [None, None]
    assert section(response, "campaign.html") is None


def test_an_account_without_person_has_nothing_to_do(site, client):
    client.force_login(make_user())

    assert section(client.get("/"), "tasks.html")["tasks"] == []


def test_the_home_page_takes_fourteen_statements_at_any_size(site, client, sql):
    unit = make_unit()
    user = make_user(permissions=["wagtailadmin.access_admin"])
    person = make_person(unit, user=user, role=MembershipRole.HEAD)
    client.force_login(user)
    today = timezone.localdate()

    def fill(number: int) -> None:
        for _ in range(number):
            picture = make_image()
            make_policy(site.policies)
            make_news(site.news, image=picture)
            make_campaign(site.campaigns, starts_on=today, ends_on=today, image=picture)
            begun = make_quiz(parent=site.quizzes, opens_at=None)
            make_attempt(begun, person, now=timezone.now())
        client.get("/")  # the first reader of a picture waits for its rendition

    fill(4)

    sql.flat(lambda: client.get("/"), lambda: fill(6), maximum=14)


def test_audiences_by_unit_cost_two_statements_more(site, reader, sql):
    make_news(site.news)

    def choose() -> None:
        make_policy(site.policies, audience=make_audience(make_unit()))

    reader.get("/")
    with sql.capture() as everybody:
        reader.get("/")
    choose()
    with sql.capture() as chosen:
        reader.get("/")

    assert len(chosen) <= len(everybody) + 2, chosen
