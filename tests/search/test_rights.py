"""Nothing of what somebody may not read shows: two sites that differ in one hidden document.

Not in results, counts, filters, passages, suggestions or corrections: the answers are the same,
byte for byte, but for the token of the forms.
"""

import re

import pytest

from intranet.organisation.models import Audience
from intranet.pages.files.bindings import bind_collection
from intranet.pages.models import BasePage
from search.files import index_files
from search.models import Entry
from tests.factories import make_person, make_unit
from tests.factories_pages import (
    make_document,
    make_information,
    make_news,
    make_policy,
    make_topic,
    part,
)

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
QUERIES = [
    "kỷ luật",
    "ky luat nguyen van bi mat",
    "bimat",
    "bi mta",
    "ky luat cbo",
    "kỷ luận",
    "99/QĐ-MAT",
    "99",
    "so 99",
    '"bi mat"',
    "van hoa",
    "văn hóa công sở",
    "hoi nghi",
    "hoin ghi",
    "tiep dan",
    "0239 3999 999",
    "3999999",
    "15/8/2024",
    "nội dung",
    "thanh tra so",
    "xyzzy",
]
BEGINNINGS = ["ky", "qu", "bi mat", "bi m", "99", "hoi", "van ho"]


@pytest.fixture
def office(site, unit):
    make_policy(site.policies, "Quy chế văn hóa công sở", number="36")
    make_policy(site.policies, "Quyết định về kỷ luật lao động", number="12")
    make_news(site.news, "Hội nghị tiếp dân")
    make_information(site.guidance, "Nội dung hướng dẫn công sở")


@pytest.fixture
def hidden(site):
    """Make what only the leaders may read, when it is asked for."""

    def make():
        leaders = Audience.objects.create(name="Lãnh đạo", kind="chosen")
        leaders.units.add(make_unit("Ban Giám đốc"))
        page = make_policy(
            site.policies,
            "Quyết định kỷ luật Nguyễn Văn Bí Mật, thanh tra sở, văn hóa công sở hội nghị",
            number="99",
            symbol="QĐ-MAT",
            issuer="Thanh tra Bí Mật",
            issued_on="2024-08-15",
            audience=leaders,
            body=[
                part(1, "I.", "I", title="Bí mật", text="Cán bộ 0239 3999 999 kỷ luận tiếp dân.")
            ],
        )
        page.topics = [make_topic("Kỷ luật bí mật")]
        page.save()
        collection = bind_collection(page=page, user=None).collection
        file = make_document("Biên bản bí mật hội nghị", collection=collection)
        index_files([file.pk])
        return page

    return make


@pytest.fixture
def answers(client, reader):
    def collect():
        client.force_login(reader)
        addresses = [("/tim-kiem/", {"q": text}) for text in QUERIES]
        addresses += [("/tim-kiem/", {"q": "ky luat", "nam": "2024"})]
        addresses += [("/tim-kiem/goi-y/", {"q": text}) for text in BEGINNINGS]
        return {
            (address, *query.values()): TOKEN.sub(b"", client.get(address, query).content)
            for address, query in addresses
        }

    return collect


def test_twin_sites_answer_alike(office, hidden, answers):
    before = answers()
    page = hidden()
    assert Entry.objects.filter(page=page.pk).exists()
    after = answers()
    for asked, answer in before.items():
        assert after[asked] == answer, asked


def test_a_document_that_is_hidden_later_leaves_no_trace(office, site, hidden, answers):
    before = answers()
    page = hidden()
    closed = page.audience
    page.audience = Audience.objects.everybody()
    page.save()
    assert answers() != before
    page.audience = closed
    page.save()
    assert answers() == before


def test_who_may_read_it_finds_it(office, hidden, client):
    page = hidden()
    leader = make_person(page.audience.units.get(), user=True).user
    client.force_login(leader)
    for text in ("bi mat", "bi mta", "99/QĐ-MAT", "3999999"):
        answer = client.get("/tim-kiem/", {"q": text})
        assert "Nguyễn Văn" in answer.content.decode(), text
    assert b"99/Q" in client.get("/tim-kiem/goi-y/", {"q": "ky lu"}).content


@pytest.mark.parametrize(
    ("change", "is_found"),
    [
        ("nothing", True),
        ("unpublish", False),
        ("delete", False),
        ("other audience", False),
        ("quiet change of the audience", False),
        ("section open to everybody", True),
    ],
)
def test_what_is_found_is_what_may_be_read(site, reader, ask, change, is_found):
    closed = Audience.objects.create(name="Không ai", kind="chosen")
    page = make_news(site.news, "Độc nhất")
    if change == "unpublish":
        page.unpublish()
    elif change == "delete":
        page.delete()
    elif change == "other audience":
        page.audience = closed
        page.save()
    elif change == "quiet change of the audience":
        type(page).objects.filter(pk=page.pk).update(audience=closed)
    elif change == "section open to everybody":
        page.audience = closed
        page.save()
        site.news.is_public = True
        site.news.save()
    assert (ask("doc nhat").context["total"] == 1) is is_found


def test_every_type_of_page_asks_its_own_rule(site, reader):
    found = Entry.objects.visible_to(reader)
    for model in {entry.model for entry in found}:
        assert model
    readable = {
        pk
        for model in BasePage.__subclasses__()
        for pk in model.objects.visible_to(reader).values_list("pk", flat=True)
    }
    assert set(found.values_list("page", flat=True)) <= readable
