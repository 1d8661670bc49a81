"""A document is taken in, corrected, made into a draft once; what must not be kept is not kept."""

import dataclasses
import datetime
import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.models import ModelLogEntry, Page

from intranet.accounts.roles import EDITORS, INTERNAL_COLLECTION, sync_roles
from intranet.office_files.refusal import FileRefusedError
from intranet.policies.importing import making, services
from intranet.policies.importing.forms import DocumentForm
from intranet.policies.importing.outline_changes import digest
from intranet.policies.models import DocumentImport, DocumentImportState, PolicyPage
from intranet.policies.reading.document import read_text
from intranet.policies.reading.found import Found
from tests.factories import of_role
from tests.factories_pages import make_policy, make_site
from tests.policies.reading.papers import pdf_file, word_file

pytestmark = pytest.mark.django_db

READING = Path(__file__).parents[1] / "reading"
DOCUMENTS = READING / "documents"
OTHERS = READING / "layouts_of_others"
PLAN = Path(__file__).parents[3] / "intranet" / "demo" / "data" / "ke-hoach-28.txt"
SECRET = (DOCUMENTS / "ke-hoach-mat.txt").read_bytes()


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def editor(site):
    sync_roles()
    return of_role(EDITORS)


def take_in(editor, content=None, name="ke-hoach-28.txt"):
    return services.begin(user=editor, content=content or PLAN.read_bytes(), file_name=name)


def fields_of(taken_in, site, editor, **others):
    """The fields as the form gives them where the editor changes only these."""
    data = {**taken_in.values, "section": site.policies.pk, **others}
    form = DocumentForm(data, user=editor)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def make(taken_in, site, editor, **others):
    fields = fields_of(taken_in, site, editor, **others)
    return making.make_draft(taken_in=taken_in, fields=fields, user=editor)


def stands_as_read(page, document):
    """Whether every part of the document stands in the body of the page."""
    parts = [
        (block.value["level"], block.value["label"], block.value["title"], block.value["text"])
        for block in page.body
        if block.block_type == "part"
    ]
    read = [
        (part.level, part.label, part.title, part.text) for part in document.parts if not part.rows
    ]
    anchors = [block.value["anchor"] for block in page.body]
    return parts == read and anchors == [part.anchor for part in document.parts]


class TestTheDraft:
    def test_the_plan_becomes_a_draft_with_everything_the_paper_says(self, site, editor):
        page = make(take_in(editor), site, editor)

        page = PolicyPage.objects.get(pk=page.pk)
        assert not page.live
        assert page.document_code == "28/KH-SLĐTBXH"
        assert page.title == "Kế hoạch tuyên truyền cải cách hành chính năm 2021"
        assert page.document_type == "ke-hoach"
        assert page.parent_body == "UBND TỈNH HÀ TĨNH"
        assert page.place == "Hà Tĩnh"
        assert page.issued_on == datetime.date(2021, 1, 22)
        assert page.abstract == "Về việc tuyên truyền cải cách hành chính năm 2021"
        assert (page.signer_position, page.signer_name) == ("GIÁM ĐỐC", "Nguyễn Trí Lạc")
        assert page.recipient_lines[0] == "Sở Nội vụ"
        assert len(page.recipient_lines) == 6
        assert [one["signed_at"] for one in page.signatures] == [
            "2021-01-22T17:23:31+0700",
            "2021-01-22T17:23:55+0700",
        ]
        assert stands_as_read(page, read_text(PLAN.read_text()))

    @pytest.mark.parametrize(
        "path",
        [
            DOCUMENTS / "quyet-dinh.txt",
            DOCUMENTS / "cong-van.txt",
            OTHERS / "nghi-dinh.txt",
            OTHERS / "huong-dan-dang.txt",
        ],
        ids=lambda path: path.stem,
    )
    def test_other_layouts_become_drafts_too(self, site, editor, path):
        document = read_text(path.read_text())
        page = make(take_in(editor, path.read_bytes(), path.name), site, editor)

        assert page.document_code == document.document_code
        assert page.basis.splitlines() == [one.value for one in document.basis]
        assert page.addressee_lines == [one.value for one in document.addressees]
        assert page.authority == (document.authority.value if document.authority else "")
        assert stands_as_read(PolicyPage.objects.get(pk=page.pk), document)
        assert page.get_latest_revision().as_object().body == page.body

    def test_a_table_of_a_word_file_stays_a_table(self, site, editor):
        paper = dataclasses.replace(
            read_text((DOCUMENTS / "ke-hoach-co-bang.txt").read_text()),
            issued_on=Found("2021-03-05", ()),
            number=Found("12", ()),
        )
        page = make(take_in(editor, word_file(paper), "ke-hoach.docx"), site, editor)

        (table,) = [block.value["table"] for block in page.body if block.block_type == "table"]
        printed = [[column["heading"] for column in table.columns]]
        printed += [[cell.value for cell in row] for row in table.rows]
        (rows,) = [part.rows for part in paper.parts if part.rows]
        assert [[" ".join(cell.split()) for cell in row] for row in printed] == [
            [" ".join(cell.split()) for cell in row] for row in rows
        ]
        page.body.stream_block.clean(page.body)

    def test_the_original_stays_byte_for_byte(self, site, editor):
        content = pdf_file(read_text((DOCUMENTS / "quyet-dinh.txt").read_text()))
        page = make(take_in(editor, content, "QĐ ký số.pdf"), site, editor)

        document = get_document_model().objects.get(pk=page.source_file_id)
        assert document.file.read() == content
        assert document.collection.name == INTERNAL_COLLECTION
        assert document.filename.endswith(".pdf")
        assert page.source_sha256 == hashlib.sha256(content).hexdigest()

    def test_the_file_is_named_by_number_and_symbol(self, site, editor):
        page = make(take_in(editor), site, editor)

        assert page.source_file.title == "28-KH-SLĐTBXH.txt"

    def test_codes_with_a_year_and_of_the_party(self, site, editor):
        page = make(take_in(editor), site, editor, number="36", symbol="2019/QĐ-UBND")
        assert page.document_code == "36/2019/QĐ-UBND"
        page.number, page.symbol = "18", "-NQ/TW"
        assert page.document_code == "18-NQ/TW"

    def test_names_of_bodies_are_written_as_the_register_writes_them(self, site, editor):
        make_policy(site.policies, issuer="Sở Lao động - Thương binh và Xã hội")

        assert take_in(editor).values["issuer"] == "Sở Lao động - Thương binh và Xã hội"

    def test_a_second_click_gets_the_page_of_the_first(self, site, editor):
        taken_in = take_in(editor)
        stale = DocumentImport.objects.get(pk=taken_in.pk)

        first, second = make(taken_in, site, editor), make(stale, site, editor)

        assert first == second
        assert PolicyPage.objects.count() == 1
        assert get_document_model().objects.count() == 1

    def test_a_document_of_the_register_is_not_entered_twice(self, site, editor):
        there = make_policy(
            site.policies, number="28", issuer="Sở Lao động – Thương binh và Xã hội"
        )

        with pytest.raises(making.AlreadyInRegisterError) as refused:
            make(take_in(editor), site, editor, issuer="SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")

        assert refused.value.page == there
        assert not get_document_model().objects.exists()
        assert DocumentImport.objects.get().is_open

    def test_the_same_code_of_another_body_is_another_document(self, site, editor):
        make_policy(site.policies, number="28", issuer="Sở Nội vụ")

        assert make(take_in(editor), site, editor).pk

    def test_a_section_that_is_in_use_stays_whole(self, site, editor):
        make(take_in(editor), site, editor)

        assert Page.find_problems() == ([], [], [], [], [])


class TestTakingIn:
    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("anh.png", b"\x89PNG\r\n", "kind"),
            ("rong.txt", b"  \n ", "empty"),
            ("hong.pdf", b"%PDF-1.7 hong", "pdf_damaged"),
            ("khac.docx", b"khong phai Word", "docx_not_word"),
            ("mat.txt", SECRET, "secret"),
        ],
    )
    def test_what_is_refused_leaves_nothing(self, editor, name, content, code):
        with pytest.raises(FileRefusedError) as refused:
            take_in(editor, content, name)

        assert refused.value.code == code
        assert not DocumentImport.objects.exists()
        assert not default_storage.exists(f"van-ban/{hashlib.sha256(content).hexdigest()}")
        assert not ModelLogEntry.objects.exists()

    def test_the_same_file_is_taken_in_once(self, editor):
        first = take_in(editor)

        with pytest.raises(services.AlreadyImportedError) as refused:
            take_in(editor, name="ten-khac.txt")

        assert refused.value.earlier == first

    def test_two_who_take_the_same_file_in_at_once_get_one_import(self, editor, monkeypatch):
        """The first is kept while the second has already asked whether it is there."""
        asked = services._refuse_known
        monkeypatch.setattr(
            services,
            "_refuse_known",
            lambda sha256: monkeypatch.setattr(services, "_refuse_known", asked) or take_in(editor),
        )

        with pytest.raises(services.AlreadyImportedError):
            take_in(editor)

        assert DocumentImport.objects.count() == 1

    def test_what_was_thrown_away_is_gone_and_may_come_again(
        self, editor, django_capture_on_commit_callbacks
    ):
        taken_in = take_in(editor)
        name = taken_in.file.name
        with django_capture_on_commit_callbacks(execute=True):
            assert services.discard(taken_in=taken_in, user=editor)

        taken_in.refresh_from_db()
        assert taken_in.state == DocumentImportState.DISCARDED
        assert (taken_in.found, taken_in.values, taken_in.parts) == ({}, {}, [])
        assert not default_storage.exists(name)
        assert not services.discard(taken_in=taken_in, user=editor)
        assert take_in(editor).is_open

    def test_a_draft_that_was_deleted_lets_its_file_in_again(self, site, editor):
        make(take_in(editor), site, editor).delete()

        assert take_in(editor).is_open


class TestCorrecting:
    def test_a_level_changes_the_addresses_below_it(self, site, editor):
        taken_in = take_in(editor)
        (part,) = [one for one in taken_in.parts if one["anchor"] == "III.2"]
        services.change_part(
            taken_in=taken_in,
            number=part["number"],
            values={"level": 2, "label": "2a."},
            seen=digest(part),
        )

        anchors = [block.value["anchor"] for block in make(taken_in, site, editor).body]
        assert "III.2a.a" in anchors
        assert "III.1.a" in anchors
        assert "III.2.a" not in anchors

    def test_a_part_joins_the_one_before(self, editor):
        taken_in = take_in(editor)
        before, part = taken_in.parts[4:6]
        services.join_part(taken_in=taken_in, number=part["number"], seen=digest(part))

        joined = taken_in.parts[4]
        assert joined["text"].startswith(before["text"])
        assert part["text"] in joined["text"]
        assert part["number"] not in [one["number"] for one in taken_in.parts]

    def test_a_part_that_was_taken_out_can_be_put_back(self, editor):
        taken_in = take_in(editor)
        as_read, part = taken_in.parts, taken_in.parts[5]
        services.take_out_part(taken_in=taken_in, number=part["number"], seen=digest(part))
        assert [one["number"] for one in taken_in.taken_out] == [part["number"]]

        services.put_back_part(taken_in=taken_in, number=part["number"])

        assert [one["number"] for one in taken_in.parts] == [one["number"] for one in as_read]
        assert not taken_in.taken_out

    def test_two_windows_notice_each_other(self, editor):
        taken_in = take_in(editor)
        part = taken_in.parts[3]
        change = {"taken_in": taken_in, "number": part["number"], "seen": digest(part)}
        services.change_part(values={"text": "Một."}, **change)

        with pytest.raises(services.OvertakenError):
            services.change_part(values={"text": "Hai."}, **change)
        with pytest.raises(services.OvertakenError):
            services.keep_values(taken_in=taken_in, values={"title": "Khác"}, seen=1)

        assert taken_in.parts[3]["text"] == "Một."

    def test_nothing_is_corrected_once_the_draft_is_made(self, site, editor):
        taken_in = take_in(editor)
        part = taken_in.parts[3]
        make(taken_in, site, editor)

        with pytest.raises(services.OvertakenError):
            services.take_out_part(taken_in=taken_in, number=part["number"], seen=digest(part))
