"""Blocks of page bodies: what is refused, what is printed, and what an editor sees beforehand."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from wagtail.blocks import Block, StructBlockValidationError

from intranet.pages.blocks import BodyBlock, CalloutKind, table_value
from intranet.pages.fields import composed
from intranet.policies.blocks import DocumentBlock
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.factories_pages import make_document, make_image, make_information, make_news, make_site

BODY = BodyBlock()


def block(name: str) -> Block:
    return BODY.child_blocks[name]


def page_html(client, *blocks) -> str:
    client.force_login(make_person(make_unit(), user=True).user)
    page = make_information(make_site().guidance, body=list(blocks))
    return client.get(page.url).content.decode()


TABLE = table_value(caption="Lịch đọc", head=["Tuần", "Mục"], rows=[["Tuần 1", "I"]])


@pytest.mark.parametrize(
    ("changed", "is_accepted"),
    [
        ({}, True),
        ({"caption": " "}, False),
        ({"columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "B"}]}, True),
        ({"columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": ""}]}, False),
        ({"columns": [], "rows": []}, False),
    ],
)
def test_a_table_needs_a_caption_and_headings(changed, is_accepted):
    value = block("table").to_python({**TABLE, **changed})

    if is_accepted:
        assert block("table").clean(value).caption
    else:
        with pytest.raises(ValidationError):
            block("table").clean(value)


@pytest.mark.django_db
def test_a_table_has_a_heading_for_every_row_and_column(client):
    html = page_html(client, {"type": "table", "value": TABLE})

    assert "<caption>Lịch đọc</caption>" in html
    assert '<th scope="col">Mục</th>' in html
    assert '<th scope="row">Tuần 1</th>' in html


@pytest.mark.django_db
def test_numbers_in_a_table_are_written_the_vietnamese_way(client):
    table = {
        "caption": "Kết quả",
        "columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": "Điểm"}],
        "rows": [{"values": ["Phòng A", 8.5]}, {"values": ["Phòng B", None]}],
    }

    html = page_html(client, {"type": "table", "value": table})

    assert "8,5" in html
    assert "None" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt_text", "decorative", "is_accepted"),
    [("Bông sen", False, True), ("", True, True), ("", False, False)],
)
def test_a_picture_says_what_it_shows_or_is_decorative(alt_text, decorative, is_accepted):
    picture = {"image": make_image().pk, "alt_text": alt_text, "decorative": decorative}
    value = block("image").to_python({"image": picture, "caption": ""})

    if is_accepted:
        assert block("image").clean(value)
    else:
        with pytest.raises(StructBlockValidationError):
            block("image").clean(value)


def image_block(alt_text: str = "Bông sen", decorative: bool = False) -> dict:
    picture = {"image": make_image().pk, "alt_text": alt_text, "decorative": decorative}
    return {"type": "image", "value": {"image": picture, "caption": "Minh họa"}}


@pytest.mark.django_db
def test_a_picture_is_printed_small_and_large_with_its_text(client):
    html = page_html(client, image_block(), image_block("", decorative=True))

    assert 'alt="Bông sen"' in html
    assert 'alt=""' in html
    assert "480w" in html
    assert 'loading="lazy"' in html


@pytest.mark.django_db
def test_more_pictures_take_no_more_statements(client, sql):
    site = make_site()
    client.force_login(make_person(make_unit(), user=True).user)
    page = make_news(site.news, body=[image_block()])

    def add() -> None:
        page.body = [image_block() for _ in range(6)]
        page.save()
        client.get(page.url)  # the first reader of a picture waits for its renditions

    sql.flat(lambda: client.get(page.url), add)


@pytest.mark.django_db
def test_a_file_is_offered_with_kind_and_size(client):
    html = page_html(client, {"type": "document", "value": make_document("Mẫu báo cáo").pk})

    assert "Mẫu báo cáo" in html
    assert "TXT" in html


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CalloutKind)
def test_a_call_out_has_the_tone_of_its_kind(client, kind):
    value = {"kind": kind.value, "title": "Xin nhớ", "text": "<p>Nội dung</p>"}

    html = page_html(client, {"type": "callout", "value": value})

    assert f"callout--{kind.tone}" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("ordered", "tag"), [(True, "<ol>"), (False, "<ul>")])
def test_a_list_is_a_list(client, ordered, tag):
    value = {"title": "", "ordered": ordered, "entries": ["Một", "Hai"]}

    assert f"{tag}<li>Một</li><li>Hai</li>" in page_html(client, {"type": "list", "value": value})


PREVIEWS = [
    *BODY.child_blocks.values(),
    *DocumentBlock().child_blocks.values(),
]


@pytest.mark.django_db
@pytest.mark.parametrize("shown", PREVIEWS, ids=lambda block: block.name)
def test_every_block_shows_an_editor_what_it_looks_like(shown):
    request = RequestFactory().get("/")
    request.user = make_user()
    value = shown.get_preview_value()
    context = {
        "request": request,
        "block_def": shown,
        "bound_block": shown.bind(value),
        "page_title": str(shown.label),
    }

    with translation.override("vi"):
        html = render_to_string(
            shown.get_preview_template(value, context), shown.get_preview_context(value, context)
        )
        description = str(shown.get_description())

    assert shown.is_previewable
    assert "css/site.css" in html
    assert not html.split("<main", 1)[1].isascii()
    assert description
    assert not description.isascii()


def test_text_is_stored_composed_however_deep_it_lies():
    decomposed = unicodedata.normalize("NFD", "Tiếng Việt")
    value = [{"value": {"title": decomposed, "entries": [decomposed, 3]}}]

    assert composed(value) == [{"value": {"title": "Tiếng Việt", "entries": ["Tiếng Việt", 3]}}]


@pytest.mark.django_db
def test_a_page_stores_and_revises_composed_text_only():
    decomposed = unicodedata.normalize("NFD", "Tiếng Việt")
    page = make_news(make_site().news, body=[{"type": "text", "value": f"<p>{decomposed}</p>"}])
    revision = page.save_revision()
    page.refresh_from_db()

    assert page.body[0].value.source == "<p>Tiếng Việt</p>"
    assert decomposed not in revision.content["body"]


@pytest.mark.django_db
def test_pages_for_others_stay_closed(client):
    site = make_site()
    page = make_news(site.news, audience=make_audience(make_unit("Phòng khác")))
    client.force_login(make_person(make_unit(), user=True).user)

    assert client.get(page.url).status_code == 404
