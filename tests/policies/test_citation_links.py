"""Citations as links: where, to what, for whom, escaped, and what they cost."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from intranet.policies.citations import indexing
from intranet.policies.citations.cited_in import cited_in
from intranet.policies.citations.linking import CitationLinks
from intranet.policies.citations.sources import PageTexts
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import (
    make_campaign,
    make_information,
    make_news,
    make_policy,
    make_site,
    part,
)

pytestmark = pytest.mark.django_db

DECREE = "Nghị định số 30/2020/NĐ-CP"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def reader(client, unit):
    client.force_login(make_person(unit, user=True).user)
    return client


def decree(site, **fields):
    day = datetime.date(2020, 3, 5)
    body = [part(1, "Điều 7.", "dieu-7"), part(2, "2.", "dieu-7.2")]
    values = {"number": "30", "symbol": "2020/NĐ-CP", "issued_on": day, "body": body, **fields}
    page = make_policy(site.policies, "Nghị định về công tác văn thư", **values)
    indexing.enter(page)
    return page


def indexed(page):
    indexing.index(PageTexts(), page.pk)
    return page


def citing(site, text: str, **fields):
    return indexed(
        make_policy(site.policies, symbol="BC-VP", body=[part(1, "1.", "1", text=text)], **fields)
    )


def html(reader, page) -> str:
    return reader.get(page.url).content.decode()


def link(target, printed: str = DECREE, anchor: str = "") -> str:
    return f'<a class="citation" href="{target.url}{anchor}">{printed}</a>'


def test_text_title_and_basis_of_a_document_lead_to_what_they_cite(site, reader):
    target = decree(site)
    parts = [part(1, "I.", "I", title=f"THEO {DECREE}"), part(1, "II.", "II", text=DECREE)]
    page = indexed(make_policy(site.policies, body=parts, basis=f"Căn cứ {DECREE};\nkhác"))

    assert html(reader, page).count(link(target)) == 3


def test_the_link_leads_to_the_point_that_is_meant(site, reader):
    target = decree(site)
    printed = f"điểm a khoản 2 Điều 7 {DECREE}"

    assert link(target, printed, "#dieu-7.2") in html(reader, citing(site, printed))


def test_a_document_that_is_not_in_the_register_is_marked(site, reader):
    text = html(reader, citing(site, f"Theo {DECREE}."))

    assert '<span class="citation citation--missing"' in text
    assert f">{DECREE}</span>" in text


@pytest.mark.parametrize("make", [make_news, make_information, make_campaign])
def test_other_pages_link_as_well(site, reader, make):
    target = decree(site)
    section = {make_news: site.news, make_information: site.guidance}.get(make, site.campaigns)
    stored = f"<p>Theo <b>{DECREE}</b> &amp; khác</p>"
    page = indexed(make(section, body=[{"type": "text", "value": stored}]))

    assert f"<b>{link(target)}</b> &amp; khác" in html(reader, page)
    page.refresh_from_db()
    assert page.body[0].value.source == stored


def test_no_link_stands_within_a_link(site, reader):
    decree(site)
    stored = f'<p><a href="https://vbpl.vn/">{DECREE}</a></p>'
    page = indexed(make_news(site.news, body=[{"type": "text", "value": stored}]))

    assert 'class="citation"' not in html(reader, page)


@pytest.mark.parametrize("case", ["others", "withdrawn", "mine", "everybody"])
def test_only_who_may_read_the_target_gets_a_link(site, reader, unit, case):
    audience = {
        "others": make_audience(make_unit("Phòng khác")),
        "mine": make_audience(unit),
    }.get(case)
    target = decree(site, **({"audience": audience} if audience else {}))
    page = citing(site, DECREE)
    if case == "withdrawn":
        type(target).objects.filter(pk=target.pk).update(live=False)

    text = html(reader, page)

    assert (target.url in text) is (case in ("mine", "everybody"))
    assert "citation--missing" not in text


def test_a_doubtful_citation_stays_as_printed(site, reader):
    day = datetime.date(2020, 1, 5)
    indexing.enter(make_policy(site.policies, number="27", issued_on=day))
    page = citing(site, "Kế hoạch số 27/KH-SLĐTBXH ngày 06/01/2020")

    text = html(reader, page)

    assert "Kế hoạch số 27/KH-SLĐTBXH ngày 06/01/2020" in text
    assert 'class="citation' not in text


def test_what_is_printed_is_escaped():
    links = CitationLinks({"1/A&B-C": "/van-ban/x/"})

    assert links.in_text('<b> 1/A&B-C "') == (
        '&lt;b&gt; <a class="citation" href="/van-ban/x/">1/A&amp;B-C</a> &quot;'
    )
    assert links.in_html("<p>&lt;i&gt; 1/A&amp;B-C</p>") == (
        '<p>&lt;i&gt; <a class="citation" href="/van-ban/x/">1/A&amp;B-C</a></p>'
    )


def test_a_longer_number_is_another_document():
    links = CitationLinks({"31/NQ-CP": "/x/"})

    assert links.in_text("131/NQ-CP, 31/NQ-CP/A") == "131/NQ-CP, 31/NQ-CP/A"


def test_citations_take_one_statement_on_a_page(site, reader, sql):
    page = citing(site, "không có gì")
    before = sql.flat(lambda: html(reader, page), lambda: None)
    for number in range(3):
        indexing.enter(make_policy(site.policies, number=str(number), symbol="QĐ-STC", body=[]))
    text = " ".join(f"{number}/QĐ-STC" for number in range(3))
    page.body = [part(1, "1.", "1", text=text)]
    page.save()
    indexed(page)

    assert html(reader, page).count('class="citation"') == 3
    assert sql.flat(lambda: html(reader, page), lambda: None) == before


def test_a_document_says_where_it_is_cited(site, reader):
    target = decree(site)
    policy = citing(site, f"Theo {DECREE}")
    news = indexed(make_news(site.news, body=[{"type": "text", "value": f"<p>{DECREE}</p>"}]))

    text = html(reader, target)

    assert f'<a href="{policy.url}#1">{policy.title}</a>' in text
    assert f'<a href="{news.url}">{news.title}</a>' in text


@pytest.mark.parametrize(
    ("who", "expected"),
    [("nobody", {"public"}), ("reader", {"public", "everybody"}),
     ("mine", {"public", "everybody", "mine"})],
)  # fmt: skip
def test_it_names_only_pages_that_the_reader_may_see(site, unit, who, expected):
    target = decree(site)
    site.public.is_public = True
    site.public.save()
    body = [{"type": "text", "value": f"<p>{DECREE}</p>"}]
    indexed(make_information(site.public, "public", body=body))
    citing(site, DECREE, title="everybody")
    citing(site, DECREE, title="mine", audience=make_audience(unit))
    withdrawn = citing(site, DECREE, title="withdrawn")
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(live=False)
    people = {"reader": make_person(make_unit(), user=True), "mine": make_person(unit, user=True)}
    user = people[who].user if who in people else AnonymousUser()

    assert {row.page.title for row in cited_in(target, user)} == expected


def test_where_it_is_cited_takes_as_many_statements_however_often(site, reader, sql):
    target = decree(site)
    citing(site, DECREE)

    sql.flat(
        lambda: html(reader, target), lambda: [citing(site, f"{DECREE} {n}") for n in range(4)]
    )
