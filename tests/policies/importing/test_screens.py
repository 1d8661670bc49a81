"""The screens of the import: who may, what is shown, what is told, nothing typed is lost."""

import hashlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.policies.importing import services
from intranet.policies.importing.outline_changes import digest
from intranet.policies.importing.wording import LEFTOVERS, REFUSALS, REMARKS
from intranet.policies.models import DocumentImport, PolicyPage
from intranet.policies.reading import words
from tests.factories import make_person, make_unit, of_role, signed_in
from tests.factories_pages import make_policy, make_site

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
READING = ROOT / "intranet" / "policies" / "reading"
WORD = ROOT / "intranet" / "pages" / "files" / "word"
PLAN = (ROOT / "intranet" / "demo" / "data" / "ke-hoach-28.txt").read_text()
SECRET = (ROOT / "tests/policies/reading/documents/ke-hoach-mat.txt").read_text()
INDEX = "/quan-tri/nhap-van-ban/"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture(autouse=True)
def _roles(site):
    sync_roles()


@pytest.fixture
def editor():
    return of_role(EDITORS)


def upload(client, content=PLAN, name="ke-hoach-28.txt"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(INDEX, {"file": file})


def take_in(user, content=PLAN):
    return services.begin(user=user, content=content.encode(), file_name="ke-hoach-28.txt")


def address(taken_in, name="show", *args):
    return reverse(f"nhap-van-ban:{name}", args=[taken_in.pk, *args])


def typed(taken_in, site, **others):
    values = {**taken_in.values, "section": site.policies.pk, "seen": taken_in.edition}
    return {**values, **others}


def told(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


class TestRights:
    @pytest.mark.parametrize(
        ("role", "statuses"),
        [
            ("author", [200] * 4),
            (EDITORS, [200, 404, 404, 404]),
            (OFFICE, [200] * 4),
            (IT_OFFICERS, [302] * 4),
            (LEADERSHIP, [403] * 4),
            (None, [403] * 4),
        ],
    )
    def test_who_may_open_what(self, editor, role, statuses):
        taken_in = take_in(editor)
        if role == "author":
            user = editor
        elif role is None:
            user = make_person(make_unit(), user=True).user
        else:
            user = of_role(role)
        addresses = [
            INDEX,
            address(taken_in),
            address(taken_in, "part", 0),
            address(taken_in, "original"),
        ]
        client = signed_in(user)

        assert [client.get(one).status_code for one in addresses] == statuses

    @pytest.mark.parametrize("role", [EDITORS, IT_OFFICERS, None])
    def test_others_press_nothing(self, editor, site, role):
        taken_in = take_in(editor)
        part = taken_in.parts[2]
        user = of_role(role) if role else make_person(make_unit(), user=True).user
        client = signed_in(user)
        client.post(address(taken_in), typed(taken_in, site, act="make", title="Khác"))
        client.post(
            address(taken_in, "part", part["number"]), {"act": "take_out", "seen": digest(part)}
        )
        client.post(address(taken_in, "discard"))
        client.post(address(taken_in, "put_back", 0))

        taken_in.refresh_from_db()
        assert taken_in.is_open
        assert taken_in.edition == 1
        assert not PolicyPage.objects.exists()

    def test_the_list_names_one_s_own_and_all_to_the_office(self, editor):
        take_in(editor)

        assert "ke-hoach-28.txt" in told(signed_in(editor).get(INDEX))
        assert "ke-hoach-28.txt" not in told(signed_in(of_role(EDITORS)).get(INDEX))
        assert "ke-hoach-28.txt" in told(signed_in(of_role(OFFICE)).get(INDEX))


class TestTakingIn:
    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"text": "   "},
            {"text": "Có chữ", "file": SimpleUploadedFile("a.txt", b"abc")},
            {"file": SimpleUploadedFile("a.txt", b"")},
            {"file": SimpleUploadedFile("a.exe", b"MZ")},
            {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing")},
        ],
        ids=["nothing", "blank", "both", "empty file", "program", "no PDF"],
    )
    def test_bad_input_is_told_beside_the_field(self, editor, data):
        response = signed_in(editor).post(INDEX, data)

        assert response.status_code == 422
        assert BeautifulSoup(response.content, "html.parser").select(".docimport__wrong")
        assert not DocumentImport.objects.exists()

    def test_pasted_text_is_read_as_a_file_is(self, editor):
        response = signed_in(editor).post(INDEX, {"text": PLAN}, follow=True)

        assert DocumentImport.objects.get().is_pasted
        assert response.status_code == 200

    def test_what_was_pasted_stands_there_after_a_refusal(self, editor):
        text = "C?i c?ch h?nh ch?nh c?a t?nh H? T?nh n?m 2021 ???c th?c hi?n t?t " * 20
        response = signed_in(editor).post(INDEX, {"text": text})

        assert response.status_code == 422
        assert text.strip() in response.content.decode()

    def test_nothing_of_a_secret_document_is_kept_or_shown(self, editor):
        for data in ({"text": SECRET}, {"file": SimpleUploadedFile("m.txt", SECRET.encode())}):
            response = signed_in(editor).post(INDEX, data)

            assert response.status_code == 422
            assert "MẬT" in told(response)
            assert SECRET.splitlines()[-1].strip() not in response.content.decode()
            assert not DocumentImport.objects.exists()

    def test_the_same_file_leads_to_the_import_that_is_there(self, editor):
        first = take_in(editor)

        assert address(first) in upload(signed_in(editor)).content.decode()
        other = upload(signed_in(of_role(EDITORS)))
        assert other.status_code == 422
        assert address(first) not in other.content.decode()


class TestLookingThrough:
    def test_every_sign_of_the_source_is_shown_once(self, editor):
        taken_in = take_in(editor)
        page = BeautifulSoup(signed_in(editor).get(address(taken_in)).content, "html.parser")
        source = page.select_one(".docimport__text")
        for tag in source.select(".docimport__tag"):
            tag.decompose()

        assert source.get_text().split() == taken_in.found["source"].split()

    def test_every_link_into_the_source_arrives(self, editor):
        page = BeautifulSoup(signed_in(editor).get(address(take_in(editor))).content, "html.parser")
        links = {one["href"][1:] for one in page.select("#main a[href^='#nguon']")}

        assert len(links) > 20
        assert not [one for one in links if page.find(id=one) is None]

    def test_what_is_odd_is_said_in_words_until_it_is_settled(self, editor, site):
        text = re.sub(r"28\s?/\s?KH-SLĐTBXH", "    /KH-SLĐTBXH", PLAN, count=1)
        taken_in, client = take_in(editor, text), signed_in(editor)
        missing = str(REMARKS["number_missing"])
        assert missing in told(client.get(address(taken_in)))

        client.post(address(taken_in), typed(taken_in, site, number="28"))

        assert missing not in told(client.get(address(taken_in)))

    def test_the_original_comes_back_byte_for_byte(self, editor):
        response = signed_in(editor).get(address(take_in(editor), "original"))

        content = b"".join(response.streaming_content)
        assert content == PLAN.encode()
        assert response["Content-Disposition"].startswith("attachment")

    def test_wrong_values_are_kept_and_told(self, editor, site):
        taken_in, client = take_in(editor), signed_in(editor)
        wrong = {
            "issued_on": "32/13/2021",
            "symbol": "",
            "abstract": "Dài " * 300,
            "number": "x" * 40,
        }
        response = client.post(address(taken_in), typed(taken_in, site, act="make", **wrong))

        assert response.status_code == 422
        assert not PolicyPage.objects.exists()
        taken_in.refresh_from_db()
        assert taken_in.values["issued_on"] == "32/13/2021"
        assert "Dài Dài" in client.get(address(taken_in)).content.decode()

    def test_after_a_refusal_the_same_window_goes_on(self, editor, site):
        taken_in, client = take_in(editor), signed_in(editor)
        refused = client.post(address(taken_in), typed(taken_in, site, act="make", symbol=""))
        seen = BeautifulSoup(refused.content, "html.parser").find("input", {"name": "seen"})

        data = typed(taken_in, site, act="make", seen=seen["value"])

        assert client.post(address(taken_in), data).status_code == 302

    def test_a_section_that_is_none_is_refused(self, editor, site):
        response = signed_in(editor).post(
            address(taken_in := take_in(editor)),
            typed(taken_in, site, act="make", section=site.home.pk),
        )

        assert response.status_code == 422

    def test_the_way_to_a_part_keeps_what_was_typed(self, editor, site):
        taken_in = take_in(editor)
        response = signed_in(editor).post(
            address(taken_in), typed(taken_in, site, title="Tên mới", part="3")
        )

        assert response.url == address(taken_in, "part", 3)
        taken_in.refresh_from_db()
        assert taken_in.values["title"] == "Tên mới"

    def test_a_second_window_is_told_and_loses_nothing(self, editor, site):
        taken_in, client = take_in(editor), signed_in(editor)
        first = typed(taken_in, site, title="Của cửa sổ một")
        second = typed(taken_in, site, title="Của cửa sổ hai")
        client.post(address(taken_in), first)

        response = client.post(address(taken_in), second)

        assert response.status_code == 409
        assert "Của cửa sổ một" in told(response)
        assert "Của cửa sổ hai" in response.content.decode()

    @pytest.mark.parametrize("seen", ["", "x", "99999999999999999999"])
    def test_a_mark_that_is_none_breaks_nothing(self, editor, site, seen):
        taken_in = take_in(editor)
        response = signed_in(editor).post(address(taken_in), typed(taken_in, site, seen=seen))

        assert response.status_code in {302, 409}


class TestParts:
    def test_a_part_is_corrected(self, editor):
        taken_in, client = take_in(editor), signed_in(editor)
        part = taken_in.parts[3]
        data = {"level": 2, "label": "1.", "title": "", "text": "Khác.", "seen": digest(part)}
        response = client.post(address(taken_in, "part", part["number"]), data)

        assert response.url == f"{address(taken_in)}#phan-{part['number']}"
        assert "Khác." in told(client.get(address(taken_in)))

    @pytest.mark.parametrize("level", ["", "0", "99", "ba"])
    def test_a_level_that_is_none_is_told(self, editor, level):
        taken_in = take_in(editor)
        part = taken_in.parts[3]
        response = signed_in(editor).post(
            address(taken_in, "part", part["number"]),
            {"level": level, "text": "Đã gõ", "seen": digest(part)},
        )

        assert response.status_code == 422
        assert "Đã gõ" in response.content.decode()

    def test_a_second_window_sees_what_the_first_wrote(self, editor):
        taken_in, client = take_in(editor), signed_in(editor)
        part = taken_in.parts[3]
        here = address(taken_in, "part", part["number"])
        client.post(here, {"level": 2, "text": "Của một", "seen": digest(part)})

        response = client.post(here, {"level": 2, "text": "Của hai", "seen": digest(part)})

        assert response.status_code == 409
        assert "Của một" in told(response)
        assert "Của hai" in response.content.decode()

    def test_parts_that_are_not_there_are_not_found(self, editor):
        taken_in = take_in(editor)

        assert signed_in(editor).get(address(taken_in, "part", 9999)).status_code == 404

    def test_what_is_taken_out_stands_among_what_is_left_over(self, editor):
        taken_in, client = take_in(editor), signed_in(editor)
        part = taken_in.parts[3]
        here = address(taken_in, "part", part["number"])
        client.post(here, {"act": "take_out", "seen": digest(part)})
        back = address(taken_in, "put_back", part["number"])
        assert back in client.get(address(taken_in)).content.decode()

        client.post(back)

        assert back not in client.get(address(taken_in)).content.decode()


class TestTheDraft:
    def test_the_button_makes_the_draft_and_opens_it(self, editor, site):
        taken_in, client = take_in(editor), signed_in(editor)
        response = client.post(address(taken_in), typed(taken_in, site, act="make"))

        page = PolicyPage.objects.get()
        assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert client.get(response.url).status_code == 200
        assert response.url in client.get(address(taken_in)).content.decode()
        again = client.post(address(taken_in), typed(taken_in, site, act="make"))
        assert again.status_code == 302
        assert PolicyPage.objects.count() == 1

    def test_a_document_of_the_register_is_named_with_the_way_to_it(self, editor, site):
        there = make_policy(site.policies, number="28")
        taken_in = take_in(editor)
        response = signed_in(editor).post(address(taken_in), typed(taken_in, site, act="make"))

        assert response.status_code == 422
        assert reverse("wagtailadmin_pages:edit", args=[there.pk]) in response.content.decode()

    def test_readers_see_stamps_as_facts_and_the_hash_of_the_original(self, editor, site):
        taken_in, client = take_in(editor), signed_in(editor)
        client.post(address(taken_in), typed(taken_in, site, act="make"))
        page = PolicyPage.objects.get()
        page.save_revision().publish()

        text = told(signed_in(make_person(make_unit(), user=True).user).get(page.url))

        assert hashlib.sha256(PLAN.encode()).hexdigest() in text
        assert "2021-01-22T17:23:31+0700" in text
        assert "chưa được xác minh" in text


class TestStatements:
    def test_the_list(self, editor, sql):
        client = signed_in(editor)
        take_in(editor)

        def grow():
            for number in range(5):
                take_in(editor, f"{PLAN}\n{number}")

        sql.flat(lambda: client.get(INDEX), grow, maximum=20)

    def test_one_import(self, editor, sql):
        client = signed_in(editor)
        short, long = take_in(editor, PLAN[:2500]), take_in(editor)
        shown = [short]
        sql.flat(lambda: client.get(address(shown[-1])), lambda: shown.append(long), maximum=24)


class TestWording:
    def test_every_remark_has_words(self):
        source = "\n".join(path.read_text() for path in READING.rglob("*.py"))
        beside = "\n".join(path.read_text() for path in WORD.rglob("*.py"))
        codes = set(re.findall(r'(?:Remark|Note)\(\s*"(\w+)"', source))
        codes |= set(re.findall(r'"(\w+_missing)"', source))
        codes |= set(re.findall(r'code = "(\w+)" if step else "(\w+)"', source)[0])
        codes |= set(re.findall(r'note\("(\w+)"', beside)) | {"docx_picture"}
        codes |= set(words.MARKS.values())

        assert codes - {"secret"} == set(REMARKS)

    def test_every_refusal_of_the_reader_has_words(self):
        read = [READING, WORD, ROOT / "intranet" / "office_files" / "encodings.py"]
        files = [path for one in read for path in (one.rglob("*.py") if one.is_dir() else [one])]
        source = "\n".join(path.read_text() for path in files)
        codes = set(re.findall(r'FileRefusedError\(\s*"(\w+)"', source))
        codes |= set(re.findall(r'"(pdf_\w+|docx_locked|docx_macros|docx_not_word)"', source))
        old = {"old_font_tcvn3", "old_font_vni", "old_font_utf_8_twice"}

        assert codes | old | {"too_long", "secret"} == set(REFUSALS)

    def test_every_kind_of_leftover_has_words(self):
        kinds = {
            "page_number", "running_head", "rule", "repeated_head", "second_foot",
            "other_document", "beside", "unknown",
        }  # fmt: skip

        assert kinds <= set(LEFTOVERS)
