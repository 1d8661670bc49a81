"""Reading a document: how points are cited, abbreviations, what stands beside it, size of text."""

import datetime
import re

import pytest

from intranet.pages.models import Abbreviation
from intranet.policies.models import DocumentRelation
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import make_policy, make_site, make_topic, part

pytestmark = pytest.mark.django_db

BODY = [
    part(1, "III.", title="NỘI DUNG", text="Đẩy mạnh CCHC; CCHC là nhiệm vụ đột phá."),
    part(2, "1.", text="Giải quyết TTHC tại UBND huyện theo Kế hoạch 493/KH-UBND."),
    part(3, "đ)", text="Công khai TTHC."),
    part(1, "IV.", title="TỔ CHỨC", text="Báo cáo kết quả CCHC."),
]


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def reader(client):
    client.force_login(make_person(make_unit(), user=True).user)
    return client


@pytest.fixture
def words():
    for short, long in [
        ("CCHC", "cải cách hành chính"),
        ("TTHC", "thủ tục hành chính"),
        ("UBND", "Ủy ban nhân dân"),
        ("CNTT", "công nghệ thông tin"),
    ]:
        Abbreviation.objects.create(short=short, long=long)


def html(reader, page) -> str:
    return reader.get(page.url).content.decode()


def issued(site, day: int, **fields):
    return make_policy(site.policies, issued_on=datetime.date(2021, 1, day), **fields)


def test_every_point_has_its_link_and_its_citation(site, reader):
    page = make_policy(site.policies, number="28", body=BODY)

    text = html(reader, page)

    for anchor in ("III", "III.1", "III.1.đ", "IV"):
        assert f'href="#{anchor}"' in text
    assert "điểm đ khoản 1 mục III Kế hoạch số 28/KH-SLĐTBXH ngày 22/01/2021</p>" in text


def test_an_abbreviation_is_explained_once_a_section_and_in_the_list(site, reader, words):
    response = reader.get(make_policy(site.policies, body=BODY).url)

    shown = re.findall(r'<abbr title="([^"]+)">(\w+)</abbr>', response.content.decode())
    assert [short for _long, short in shown] == ["CCHC", "TTHC", "UBND", "CCHC"]
    assert [term.short for term in response.context["terms"]] == ["CCHC", "TTHC", "UBND"]


def test_no_hint_stands_within_a_number_or_a_link(site, reader, words):
    make_policy(site.policies, number="493", symbol="KH-UBND")
    body = [part(1, "I.", text="Theo 493/KH-UBND ngày 22/01/2021 và Sở-CNTT.")]
    page = make_policy(site.policies, body=body)

    assert "<abbr" not in html(reader, page)


def test_texts_stay_text_beside_hints(site, reader, words):
    page = make_policy(site.policies, body=[part(1, "I.", text='<b title="CCHC">CCHC</b>')])

    text = html(reader, page)

    assert "<b title" not in text
    assert text.count("<abbr ") == 1


def test_the_next_documents_are_those_beside_it_in_the_register(site, reader):
    documents = [issued(site, day) for day in (20, 21, 21, 22, 23)]
    issued(site, 22, audience=make_audience(make_unit("Phòng khác")))

    beside = [reader.get(page.url).context["register"]["neighbours"] for page in documents]

    urls = [page.url for page in documents]
    assert [one.newer and one.newer["url"] for one in beside] == [*urls[1:], None]
    assert [one.older and one.older["url"] for one in beside] == [None, *urls[:-1]]


def test_documents_of_the_same_topic_are_named_unless_they_are_related(site, reader):
    topic, page = make_topic(), issued(site, 1)
    related, closed = issued(site, 2), issued(site, 3, audience=make_audience(make_unit("Khác")))
    alike = [issued(site, 4 + n) for n in range(7)]
    for one in (page, related, closed, *alike):
        one.topics = [topic]
        one.save()
    DocumentRelation.objects.create(page=page, kind="can-cu", target=related)

    neighbours = reader.get(page.url).context["register"]["neighbours"]

    assert [one["url"] for one in neighbours.alike] == [one.url for one in alike[:1:-1]]
    assert list(neighbours.related) == [related.pk]


def test_neighbours_cost_one_statement_however_many_there_are(site, reader, sql):
    topic, page = make_topic(), issued(site, 1)

    def grow() -> None:
        for day in range(2, 20):
            one = issued(site, day)
            one.topics = [topic]
            one.save()
            DocumentRelation.objects.create(page=page, kind="can-cu", target=one)

    sql.flat(lambda: reader.get(page.url), grow, maximum=13)


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [("lon", ' data-text-size="lon"'), ("", ""), ('"><script>', ""), ("khong-lo", "")],
)
def test_the_chosen_size_of_text_comes_with_the_page(site, reader, cookie, shown):
    reader.cookies["co_chu"] = cookie

    assert f'<html lang="vi"{shown}>' in html(reader, make_policy(site.policies))


def test_what_a_decision_says_before_its_articles_is_shown(site, reader):
    page = make_policy(site.policies, authority="GIÁM ĐỐC SỞ", formula="QUYẾT ĐỊNH:")

    text = html(reader, page)

    assert "GIÁM ĐỐC SỞ" in text
    assert "QUYẾT ĐỊNH:" in text
