"""One «ế» only: what comes in and what is stored is in Unicode's composed form."""

import json
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.models import Person
from intranet.pages.middleware import NormaliseInputMiddleware
from intranet.pages.models import Keyword
from tests.factories_pages import make_news, make_site

NAME = "Tiếng Việt: cải cách, đổi mới"
DECOMPOSED = unicodedata.normalize("NFD", NAME)

factory = RequestFactory()


def passed_on(request):
    """The request as a view gets it."""
    seen = []

    def view(request):
        seen.append(request)
        return HttpResponse()

    NormaliseInputMiddleware(view)(request)
    return seen[0]


def test_the_text_of_the_test_is_decomposed():
    assert DECOMPOSED != NAME


def test_query_strings():
    request = passed_on(factory.get("/", {"q": DECOMPOSED, DECOMPOSED: "1", "trang": "2"}))

    assert dict(request.GET) == {"q": [NAME], NAME: ["1"], "trang": ["2"]}
    assert "e%CC%82" not in request.get_full_path()
    with pytest.raises(AttributeError):
        request.GET["q"] = "khác"


def test_a_plain_query_string_stays_as_it_was_sent():
    request = passed_on(factory.get("/?b=2&a=1&a=%2F&c"))

    assert request.META["QUERY_STRING"] == "b=2&a=1&a=%2F&c"
    assert request.GET.getlist("a") == ["1", "/"]


def test_addresses():
    assert passed_on(factory.get(f"/tep/{DECOMPOSED}/")).path_info == f"/tep/{NAME}/"


@pytest.mark.parametrize("content_type", ["multipart", "urlencoded"])
def test_forms(content_type):
    if content_type == "multipart":
        request = factory.post("/", {"name": DECOMPOSED, "many": [DECOMPOSED, "b"]})
    else:
        body = "&".join(f"{key}={DECOMPOSED}" for key in ("name", "many")) + "&many=b"
        request = factory.post("/", body, content_type="application/x-www-form-urlencoded")

    request = passed_on(request)

    assert request.POST["name"] == NAME
    assert request.POST.getlist("many") == [NAME, "b"]
    with pytest.raises(AttributeError):
        request.POST["name"] = "khác"


CONTROLS = "\x00\x07\x0b\x1f\x7f"


def test_control_characters_are_left_out_but_for_tabs_and_line_breaks():
    request = passed_on(
        factory.post(f"/a{CONTROLS}b/?q=a{CONTROLS}b", {"text": f"a{CONTROLS}\tb\r\nc"})
    )

    assert request.path_info == "/ab/"
    assert request.GET["q"] == "ab"
    assert request.POST["text"] == "a\tb\r\nc"


def test_a_form_that_cannot_be_read_is_refused_with_a_page_of_ours(client):
    content_type = "application/x-www-form-urlencoded; charset=utf-16"

    response = client.post("/dang-nhap/", b"ten=1", content_type=content_type)

    assert response.status_code == 400
    assert "Không xử lý được yêu cầu" in response.content.decode()


def test_names_of_files():
    file = SimpleUploadedFile(f"{DECOMPOSED.replace(':', '')}.pdf", DECOMPOSED.encode())

    request = passed_on(factory.post("/", {"file": file}))

    assert request.FILES["file"].name == f"{NAME.replace(':', '')}.pdf"
    assert request.FILES["file"].read() == DECOMPOSED.encode()


@pytest.mark.parametrize("escaped", [True, False])
def test_json(escaped):
    data = {"rows": [{"name": DECOMPOSED, "count": 3, "is_open": True, "none": None}]}
    body = json.dumps(data, ensure_ascii=escaped)

    request = passed_on(factory.post("/", body, content_type="application/json"))

    assert json.loads(request.body)["rows"][0] == {
        "name": NAME,
        "count": 3,
        "is_open": True,
        "none": None,
    }


@pytest.mark.parametrize("body", [b"{", b"\xff\\u00e9", b"[" * 100_000 + b"\\u00e9"])
def test_broken_json_is_left_to_the_view(body):
    request = passed_on(factory.post("/", body, content_type="application/json"))
    assert request.body == body


def test_a_body_of_another_kind_is_not_touched():
    request = passed_on(factory.put("/", DECOMPOSED, content_type="text/plain"))
    assert request.body == DECOMPOSED.encode()


@given(st.dictionaries(st.text(min_size=1), st.lists(st.text(), min_size=1), max_size=3))
def test_whatever_is_sent_arrives_composed_and_nothing_is_lost(data):
    request = passed_on(factory.post("/", data))
    sent = sum(len(values) for values in data.values())
    arrived = [value for values in request.POST.lists() for value in values[1]]
    assert all(unicodedata.is_normalized("NFC", value) for value in arrived)
    assert len(arrived) <= sent


@pytest.mark.django_db
def test_records_are_stored_composed_whoever_writes_them():
    person = Person.objects.create(staff_code="NV-1", full_name=f"{DECOMPOSED}\x0b")
    keyword = Keyword.objects.create(name=DECOMPOSED)
    news = make_news(make_site().news, title=DECOMPOSED, summary=DECOMPOSED)
    for record, field in [(person, "full_name"), (keyword, "name"), (news, "title")]:
        record.refresh_from_db()
        assert getattr(record, field) == NAME
    assert (news.draft_title, news.summary) == (NAME, NAME)


@pytest.mark.django_db
def test_revisions_are_stored_composed():
    news = make_news(make_site().news)
    news.title = DECOMPOSED
    news.body = [{"type": "text", "value": f"<p>{DECOMPOSED}</p>"}]

    news.save_revision().publish()

    news.refresh_from_db()
    assert news.title == NAME
    assert NAME in str(news.body.render_as_block())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Đổi mới đánh giá", "doi-moi-danh-gia"),
        ("Cải cách thủ tục: bước 1", "cai-cach-thu-tuc-buoc-1"),
    ],
)
def test_the_address_of_a_page_keeps_every_letter(title, expected):
    section = make_site().news
    first, second = (make_news(section, title=title, slug="") for _ in range(2))
    assert (first.slug, second.slug) == (expected, f"{expected}-2")


@pytest.mark.parametrize("blank", ["\u200b", " \u200b\u00a0", "\u2060\ufeff", "\u3164", "\u2800"])
def test_a_text_of_nothing_visible_is_empty(blank):
    assert passed_on(factory.post("/", {"reason": blank})).POST["reason"] == ""


@pytest.mark.parametrize("text", ["👩\u200d💻", "một\u00a0cửa", "a\u200bb"])
def test_a_text_with_something_visible_stays(text):
    assert passed_on(factory.post("/", {"reason": text})).POST["reason"] == text
