"""Sections list what stands below them: by type, filtered, in pages, within one's rights."""

import datetime

import pytest

from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import (
    make_campaign,
    make_information,
    make_news,
    make_policy,
    make_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def reader(client):
    person = make_person(make_unit(), user=True)
    client.force_login(person.user)
    return client


def titles(response) -> list[str]:
    return [item["title"] for item in response.context["list"].items]


def test_news_stand_newest_first(site, reader):
    make_news(site.news, "Cũ", published_on=datetime.date(2026, 1, 1))
    make_news(site.news, "Mới", published_on=datetime.date(2026, 2, 1))

    assert titles(reader.get("/tin-tuc/")) == ["Mới", "Cũ"]


def test_policies_are_narrowed_by_type_and_year(site, reader):
    make_policy(site.policies, "Kế hoạch 2021")
    make_policy(site.policies, "Kế hoạch 2025", issued_on=datetime.date(2025, 5, 1))
    make_policy(site.policies, "Quyết định 2021", document_type="quyet-dinh")

    response = reader.get("/van-ban/?the-loai=ke-hoach&nam=2021")

    assert titles(response) == ["Kế hoạch 2021"]
    assert "selected" in response.content.decode()


def test_an_unknown_choice_narrows_nothing(site, reader):
    make_policy(site.policies, "Một")
    make_policy(site.policies, "Hai", issued_on=datetime.date(2025, 5, 1))

    assert titles(reader.get("/van-ban/?nam=abc&the-loai=x&loai=y&trang=z")) == ["Hai", "Một"]


def test_what_is_addressed_to_others_is_not_listed(site, reader):
    make_news(site.news, "Cho mọi người")
    make_news(site.news, "Cho phòng khác", audience=make_audience(make_unit("Phòng khác")))

    assert titles(reader.get("/tin-tuc/")) == ["Cho mọi người"]


def test_two_types_stand_in_two_tabs(site, reader):
    make_news(site.guidance, "Một tin")
    make_information(site.guidance, "Một bài")

    news, guides = reader.get("/huong-dan/"), reader.get("/huong-dan/?loai=informationpage")

    assert titles(news) == ["Một tin"]
    assert titles(guides) == ["Một bài"]
    assert [tab["is_current"] for tab in guides.context["list"].tabs] == [False, True]


def test_a_long_list_is_cut_into_pages_that_keep_the_choice(site, reader):
    for _ in range(13):
        make_news(site.news)
    make_news(site.news, published_on=datetime.date(2020, 1, 1))

    first = reader.get("/tin-tuc/?nam=2026")
    second = reader.get("/tin-tuc/?nam=2026&trang=2")

    assert len(titles(first)) == 12
    assert len(titles(second)) == 1
    assert "?nam=2026&amp;trang=2" in first.content.decode()


def test_an_empty_section_says_so(site, reader):
    response = reader.get("/tin-tuc/")

    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


def test_anybody_reads_the_list_of_a_public_section(site, client):
    make_information(site.public, "Một cửa là gì?")

    assert titles(client.get("/cong-khai/")) == ["Một cửa là gì?"]


def test_drafts_are_not_listed(site, reader):
    page = make_news(site.news, "Bản nháp")
    page.unpublish()

    assert titles(reader.get("/tin-tuc/")) == []


def test_campaigns_say_whether_they_run(site, reader):
    make_campaign(site.campaigns, "Đã qua")

    item = reader.get("/chien-dich/").context["list"].items[0]

    assert item["state_tone"] == "neutral"


def test_a_longer_list_takes_no_more_statements(site, reader, sql):
    make_news(site.news)
    make_news(site.news, published_on=datetime.date(2025, 1, 1))

    sql.flat(
        lambda: reader.get("/tin-tuc/"),
        lambda: [make_news(site.news) for _ in range(9)],
        maximum=16,
    )
