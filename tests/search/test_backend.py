"""Wagtail's search API over folded text; the same on SQLite and PostgreSQL."""

import unicodedata

import pytest
from modelsearch.query import MATCH_ALL, And, Or, Phrase, PlainText
from wagtail.documents import get_document_model
from wagtail.models import Page

from intranet.pages.models import NewsPage
from tests.factories_pages import make_document, make_news, make_policy, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


def titles(found):
    return [page.title for page in found]


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch tuyên truyền",
        "ke hoach tuyen truyen",
        "KẾ HOẠCH TUYÊN TRUYỀN",
        unicodedata.normalize("NFD", "kế hoạch tuyên truyền"),
        "kế-hoạch",
        "«hoạch tuyên»",
        "tuyen truyen - ke hoach",
    ],
)
def test_titles_are_found_however_they_are_typed(site, text):
    page = make_news(site.news, "Kế hoạch tuyên truyền")
    make_news(site.news, "Tuyên dương")
    assert titles(Page.objects.search(text)) == [page.title]


def test_the_spelling_typed_stands_first(site):
    for title in ("Cái cách", "Cải cách", "Cài cách"):
        make_news(site.news, title)
    for title in ("Cái cách", "Cải cách", "Cài cách"):
        assert titles(Page.objects.search(title.lower()))[0] == title


def test_beginnings_of_words_are_found_while_typing(site):
    page = make_news(site.news, "Hội nghị cán bộ, công chức")
    for text in ("ho", "hoi ng", "ng hoi", "Hội nghị cá", "cong ch"):
        assert titles(Page.objects.autocomplete(text)) == [page.title], text
    assert not list(Page.objects.autocomplete("nghi hoang"))


def test_documents_are_found_too(site):
    make_document("Đề cương tuyên truyền")
    assert titles(get_document_model().objects.search("de cuong"))
    assert titles(get_document_model().objects.autocomplete("đề cươ"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlainText("một ba", operator="or"), {"Một hai", "Ba bốn"}),
        (And([PlainText("một"), PlainText("hai")]), {"Một hai"}),
        (Or([PlainText("một"), PlainText("bốn")]), {"Một hai", "Ba bốn"}),
        (Phrase("một hai"), {"Một hai"}),
        (Phrase("hai một"), set()),
        (Phrase("-"), set()),
        ("-", set()),
    ],
)
def test_queries_of_wagtail(site, query, expected):
    make_news(site.news, "Một hai")
    make_news(site.news, "Ba bốn")
    assert set(titles(NewsPage.objects.search(query))) == expected


def test_everything_is_found_when_everything_is_asked_for(site):
    make_news(site.news, "Một")
    assert titles(NewsPage.objects.search(MATCH_ALL)) == ["Một"]


def test_filters_slices_counts_and_orders(site):
    for number in range(5):
        make_news(site.news, f"Tin số {number}", slug=f"so-{number}")
    found = (
        NewsPage.objects.filter(slug__gte="so-1")
        .order_by("slug")
        .search("tin so", order_by_relevance=False)
    )
    assert found.count() == 4
    assert [page.slug for page in found[1:3]] == ["so-2", "so-3"]
    assert [page.slug for page in Page.objects.specific().search("tin 3")] == ["so-3"]


def test_a_type_of_pages_finds_only_its_own(site):
    make_news(site.news, "Cải cách")
    policy = make_policy(site.policies, "Cải cách")
    assert list(type(policy).objects.search("cai cach")) == [policy]
    assert Page.objects.search("cai cach").count() == 2


def test_a_search_is_one_statement_beside_the_version_of_the_lists(site, sql):
    def search():
        return list(NewsPage.objects.search("tin")[:10])

    make_news(site.news)
    sql.flat(search, lambda: [make_news(site.news) for _ in range(5)], maximum=2)


def test_a_changed_title_is_found_by_its_new_words_only(site):
    page = make_news(site.news, "Một")
    page.title = "Hai"
    page.save()
    assert not list(NewsPage.objects.search("một"))
    assert titles(NewsPage.objects.search("hai")) == ["Hai"]
    page.delete()
    assert not list(NewsPage.objects.search("hai"))
