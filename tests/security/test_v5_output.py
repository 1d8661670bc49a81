"""ASVS 4.0.3, chapters 5 and 12 (5.0: 1, 2 and 5): what people write is never taken for code."""

import html
import io
import json
import re
import urllib.parse

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from PIL import Image as Picture
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE
from intranet.organisation.models import Audience, MembershipRole
from intranet.reports.exporting.spreadsheets import harmless
from tests.factories import make_audience, make_person, make_unit
from tests.factories_pages import (
    make_campaign,
    make_document,
    make_image,
    make_information,
    make_news,
    make_policy,
    make_topic,
    part,
)
from tests.factories_quiz import make_attempt, make_question, make_quiz, right_answers

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

OURS = {"accounts", "organisation", "pages", "policies", "reports", "quiz", "campaigns"}
# Not text that a person writes, or text by which the site finds its way.
KEPT = {
    "slug",
    "url_path",
    "path",
    "password",
    "draft_title",
    "content_hash",
    "code",
    "anchor",
    "translation_key",
    "show_correct",
}
# Wagtail writes rich text from what its editor may say; that is tried for itself below.
NO_PLAIN_TEXT = (models.FileField, models.SlugField, models.URLField, RichTextField)
ATTACK = "<script>alert('{mark}')</script>\"'><img src=x onerror=alert(1)>{{{{7*7}}}}{{% debug %}}"
SCREENS = ["/", "/viec-cua-toi/", "/bao-cao/", "/tai-khoan/du-lieu/", "/tai-khoan/thiet-bi/"]
ADMIN_SCREENS = [
    "/quan-tri/",
    "/quan-tri/nguoi/",
    "/quan-tri/don-vi/",
    "/quan-tri/users/",
    "/quan-tri/doi-tuong/",
    "/quan-tri/nhat-ky/",
    "/quan-tri/luot-lam-bai/",
    "/quan-tri/snippets/quiz/question/",
    "/quan-tri/snippets/pages/topic/",
    "/quan-tri/snippets/pages/alert/",
    "/quan-tri/documents/",
    "/quan-tri/images/",
    "/quan-tri/yeu-cau-du-lieu/",
    "/quan-tri/sap-xep/",
    "/quan-tri/giao-quyen/",
]


def text_fields(model):
    """The fields of a model into which people write free text."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field).__module__.startswith(("django.db.models", "intranet."))
        and isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, NO_PLAIN_TEXT)
        and not field.choices
        and not field.unique
        and not field.primary_key
        and field.name not in KEPT
    ]


def poison():
    """Write the attack into every text field of every row there is; returns what was written."""
    written = set()
    for model in apps.get_models():
        if model._meta.app_label not in {*OURS, "wagtaildocs", "wagtailimages", "wagtailcore"}:
            continue
        if model._meta.app_label == "wagtailcore" and model is not Page:
            continue
        if model._meta.model_name in {"questionversion", "response"}:
            continue
        for field in text_fields(model):
            mark = f"{model._meta.label_lower}.{field.name}"
            value = ATTACK.format(mark=mark)[: field.max_length]
            if models.QuerySet(model).update(**{field.attname: value}):
                written.add(mark)
    return written


@pytest.fixture
def people(account):
    unit = make_unit("Phòng bị tấn công")
    return {
        "unit": unit,
        "head": make_person(unit, role=MembershipRole.HEAD, user=True),
        "member": make_person(unit, user=True),
        "editor": account(EDITORS),
        "office": account(OFFICE),
        "officer": account(IT_OFFICERS),
    }


@pytest.fixture
def world(site, people):
    """A row of each kind whose text is shown somewhere."""
    image, document = make_image(), make_document()
    make_topic()
    make_audience(people["unit"])
    attack = ATTACK.format(mark="body")
    bodies = [{"type": "text", "value": f"<p>{html.escape(attack)}</p>"}]
    question = make_question(
        stem=attack, explanation=attack, options=[(attack, True), ("B", False)]
    )
    quiz = make_quiz(parent=site.quizzes, questions=[question], pass_mark=50)
    pages = [
        make_policy(
            site.policies, body=[part(1, "I.", "I", title=attack, text=attack, note=attack)]
        ),
        make_news(site.news, body=bodies, image=image),
        make_information(site.guidance, body=bodies),
        make_campaign(site.campaigns),
        quiz,
    ]
    attempt = make_attempt(quiz, people["member"])
    return {"pages": pages, "attempt": attempt, "quiz": quiz, "document": document}


def assert_harmless(response, address):
    """No tag of the attack is a tag, and no attribute of it an attribute."""
    assert response.status_code in (200, 302, 404), (address, response.status_code)
    if "html" not in response.get("Content-Type", "") or response.streaming:
        return
    text = response.content.decode()
    assert not re.search(r"<script>alert", text), address
    assert not re.search(r"<img src=x", text), address
    assert "\"'><img" not in text, address
    assert "'49'" not in text, address


def test_v5_3_3_no_text_field_becomes_script_on_the_site(world, people):
    written = poison()
    assert len(written) > 25
    Audience.objects.everybody()
    for person in ("member", "head"):
        client = Client()
        client.force_login(people[person].user)
        attempt = world["attempt"]
        addresses = [
            *SCREENS,
            *(page.url for page in world["pages"]),
            "/van-ban/",
            "/tin-tuc/",
            "/chien-dich/",
            "/trac-nghiem/",
            f"/bao-cao/quiz/{world['quiz'].pk}/",
            f"/bao-cao/quiz/{world['quiz'].pk}/{people['unit'].pk}/",
            f"/bai-lam/{attempt.pk}/1/",
            f"/bai-lam/{attempt.pk}/kiem-tra/",
        ]
        for address in addresses:
            if address == "/bao-cao/" and person == "member":
                continue
            if address.startswith("/bao-cao/") and person == "member":
                assert client.get(address).status_code == 403
                continue
            assert_harmless(client.get(address), address)
    client.force_login(people["member"].user)
    client.post(f"/bai-lam/{world['attempt'].pk}/nop-bai/")
    result = client.get(f"/bai-lam/{world['attempt'].pk}/ket-qua/")
    assert result.status_code == 200
    assert_harmless(result, "result")
    assert html.escape("<script>alert(") in result.content.decode()


@pytest.mark.parametrize("role", ["editor", "office", "officer"])
def test_v5_3_3_nor_in_the_admin(world, people, role):
    poison()
    client = Client()
    client.force_login(people[role])
    addresses = [
        *ADMIN_SCREENS,
        *(f"/quan-tri/pages/{page.pk}/edit/" for page in world["pages"]),
        f"/quan-tri/nguoi/edit/{people['member'].pk}/",
        f"/quan-tri/don-vi/edit/{people['unit'].pk}/",
        f"/quan-tri/users/edit/{people['member'].user.pk}/",
        f"/quan-tri/documents/edit/{world['document'].pk}/",
    ]
    for address in addresses:
        assert_harmless(client.get(address), address)


@pytest.mark.parametrize("path", ["/", "/van-ban/", "/tin-tuc/", "/viec-cua-toi/", "/dang-nhap/"])
def test_v5_3_3_no_query_is_given_back_as_script(site, people, path):
    client = Client()
    if path != "/dang-nhap/":
        client.force_login(people["member"].user)
    attack = ATTACK.format(mark="query")
    query = dict.fromkeys(("q", "next", "trang", "sap-xep", "nam", "loai", "trang-thai"), attack)
    query[attack] = attack

    assert_harmless(client.get(path, query), path)
    unknown = f"/khong-co/{urllib.parse.quote(attack, safe='')}/"
    assert "<script>alert" not in client.get(unknown).content.decode()


def test_v5_3_3_what_was_typed_at_the_door_comes_back_as_text(site):
    attack = ATTACK.format(mark="name")
    answer = Client().post("/dang-nhap/", {"username": attack, "password": "x", "next": attack})

    assert_harmless(answer, "sign-in")
    assert html.escape("<script>alert(") in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>.txt",
        '"><img src=x onerror=alert(1)>.txt',
        "../../../etc/passwd.txt",
        "..\\..\\boot.txt",
        "a\r\nSet-Cookie: x=1.txt",
        "bao-cao.pdf\x00.txt",
        "con.txt",
        "=cmd|' /C calc'!A0.txt",
    ],
)
def test_v12_3_1_names_of_files_lead_nowhere_and_are_text(people, name):
    client = Client()
    client.force_login(people["office"])
    upload = SimpleUploadedFile(name, b"Noi dung", content_type="text/plain")
    collection = str(make_document().collection_id)
    client.post(
        "/quan-tri/documents/add/",
        {"title": name, "file": upload, "collection": collection, "tags": ""},
    )

    for document in get_document_model().objects.all():
        assert document.file.name.startswith("documents/")
        assert ".." not in document.file.name
        answer = client.get(document.url)
        disposition = answer.get("Content-Disposition", "")
        assert "\r" not in disposition
        assert "\n" not in disposition
        assert "Set-Cookie" not in answer.headers
        assert_harmless(client.get(f"/quan-tri/documents/edit/{document.pk}/"), name)


def picture(kind="PNG"):
    stream = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


SCRIPT = b"<script>alert(1)</script>"
BAD_DOCUMENTS = [
    ("trang.html", SCRIPT),
    ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    ("trang.pdf", SCRIPT),
    ("trang.pdf", SCRIPT + b"%PDF-1.4\n%%EOF"),
    ("trang.pdf", b"MZ\x90\x00"),
    ("trang.txt", b"<!doctype html>" + SCRIPT),
    ("trang.docx", b"PK\x03\x04"),
    ("chay.exe", b"MZ"),
    ("chay.php", b"<?php phpinfo();"),
    ("chay.pdf.html", SCRIPT),
    ("chay", b"abc"),
]


@pytest.mark.parametrize(("name", "content"), BAD_DOCUMENTS)
def test_v12_2_1_a_document_that_is_something_else_is_not_taken(people, name, content):
    client = Client()
    client.force_login(people["office"])
    collection = str(make_document().collection_id)
    before = get_document_model().objects.count()
    form = {"title": "T", "collection": collection, "tags": ""}
    for address, field in (("add/", "file"), ("multiple/add/", "files[]")):
        upload = SimpleUploadedFile(name, content, content_type="application/pdf")
        answer = client.post(
            f"/quan-tri/documents/{address}",
            {**form, field: upload},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert answer.status_code < 500
    assert get_document_model().objects.count() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.png", picture() + SCRIPT),
        ("anh.gif", picture("GIF") + b"<?php phpinfo(); ?>"),
        ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("anh.png", SCRIPT),
        ("anh.jpg", picture("PNG")),
        ("anh.html", picture()),
        ("anh.png", picture()[:40]),
    ],
)
def test_v12_2_1_a_picture_that_is_something_else_is_not_taken(people, name, content):
    client = Client()
    client.force_login(people["office"])
    collection = str(make_image().collection_id)
    before = get_image_model().objects.count()
    form = {"title": "T", "collection": collection, "tags": "", "description": "x"}
    for address, field in (("add/", "file"), ("multiple/add/", "files[]")):
        upload = SimpleUploadedFile(name, content, content_type="image/png")
        answer = client.post(
            f"/quan-tri/images/{address}",
            {**form, field: upload},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert answer.status_code < 500
    assert get_image_model().objects.count() == before


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "java\tscript:x"]
)
def test_v5_3_3_rich_text_keeps_no_script_and_no_address_that_is_one(address):
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    block = {
        "key": "a",
        "text": "<script>alert(1)</script>",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 8, "key": 0}],
    }
    typed = json.dumps({"blocks": [block], "entityMap": {"0": entity}})

    stored = ContentstateConverter(features=["link"]).to_database_format(typed)

    assert "<script" not in expand_db_html(stored)
    assert not re.search(r"href=\"[^\"]*(script|data):", expand_db_html(stored), re.IGNORECASE)


def test_v5_1_right_answers_never_stand_in_the_page_of_a_running_quiz(world, people):
    client = Client()
    client.force_login(people["member"].user)
    attempt = world["attempt"]
    shown = client.get(f"/bai-lam/{attempt.pk}/1/").content.decode()
    for keys in right_answers(attempt).values():
        for key in keys:
            assert key not in shown
    assert "is_correct" not in shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_v5_3_10_no_text_of_an_export_is_a_formula(start):
    assert harmless(f"{start}HYPERLINK(1)").startswith("'")
