"""What may be uploaded: the content decides, not the name."""

import io
import struct
import zipfile
import zlib

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_jpeg
from wagtail.models import Collection

from intranet.accounts.roles import EDITORS, sync_roles
from intranet.pages.files.content import CHECKS, Fault, fault_of, picture_fault
from intranet.pages.files.forms import check_document
from tests.factories import make_user

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n" + b"x" * 3000 + b"\ntrailer\n%%EOF\n"
ODT_MARK = b"application/vnd.oasis.opendocument.text"


def archive(entries, *, mark=b"", compression=zipfile.ZIP_DEFLATED):
    """The bytes of an archive with these entries, an ODF mark first if one is given."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as file:
        if mark:
            file.writestr("mimetype", mark, compress_type=zipfile.ZIP_STORED)
        for name, content in entries.items():
            file.writestr(name, content)
    return stream.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def xlsx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>", **more})


def encrypted(content):
    """Set the flag of encryption in the first entry of the list."""
    data = bytearray(content)
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", PDF),
        ("PDF", PDF),
        ("docx", docx()),
        ("xlsx", xlsx()),
        ("odt", archive({"content.xml": "<x/>"}, mark=ODT_MARK)),
        ("txt", "Nội dung bằng tiếng Việt".encode()),
        ("txt", "Nội dung".encode("utf-16")),
        ("txt", b""),
        ("csv", "họ tên;đơn vị\r\nNguyễn Văn A;Văn phòng\r\n".encode()),
        ("csv", b"1 < 2; a <b> c"),
    ],
)
def test_honest_files(kind, content):
    assert fault_of(kind, io.BytesIO(content)) is None


@pytest.mark.parametrize(
    ("kind", "content", "fault"),
    [
        ("pdf", docx(), Fault.OTHER_KIND),
        ("pdf", b"MZ\x90\x00" + PDF, Fault.OTHER_KIND),
        ("pdf", b"GIF89a" + PDF, Fault.OTHER_KIND),
        ("pdf", b"<html>" + PDF, Fault.OTHER_KIND),
        ("pdf", PDF.replace(b"1 0 obj", b"<script>"), Fault.TWO_KINDS),
        ("pdf", PDF + b"x" * 5000, Fault.TWO_KINDS),
        ("pdf", PDF + docx(), Fault.TWO_KINDS),
        ("docx", PDF, Fault.OTHER_KIND),
        ("docx", xlsx(), Fault.OTHER_KIND),
        ("xlsx", docx(), Fault.OTHER_KIND),
        ("docx", archive({"a.txt": "x"}), Fault.OTHER_KIND),
        ("docx", b"PK\x03\x04" + b"x" * 100, Fault.TWO_KINDS),
        ("docx", b"#!/bin/sh\n" + docx(), Fault.OTHER_KIND),
        ("docx", docx() + b"<script>alert(1)</script>", Fault.TWO_KINDS),
        ("docx", encrypted(docx()), Fault.LOCKED),
        ("docx", docx(**{"word/vbaProject.bin": "x"}), Fault.MACROS),
        ("xlsx", xlsx(**{"xl/media/big.bin": b"\0" * 60_000_000}), Fault.BOMB),
        ("xlsx", xlsx(**{f"xl/{n}.xml": "" for n in range(6000)}), Fault.BOMB),
        ("odt", archive({"content.xml": "<x/>"}), Fault.OTHER_KIND),
        ("odt", archive({}, mark=ODT_MARK + b"-template"), Fault.OTHER_KIND),
        ("ods", archive({"content.xml": "<x/>"}, mark=ODT_MARK), Fault.OTHER_KIND),
        ("txt", b"MZ\x90\x00", Fault.OTHER_KIND),
        ("txt", PDF, Fault.OTHER_KIND),
        ("txt", b"  <!DOCTYPE html><p>", Fault.TWO_KINDS),
        ("csv", b"a;b\n<ScRiPt src=x>", Fault.TWO_KINDS),
        ("txt", b"abc\0def", Fault.NOT_TEXT),
    ],
)
def test_dishonest_files(kind, content, fault):
    assert fault_of(kind, io.BytesIO(content)) is fault


@given(kind=st.sampled_from(sorted(CHECKS)), content=st.binary(max_size=2000))
def test_any_bytes_are_judged_and_never_an_error(kind, content):
    assert fault_of(kind, io.BytesIO(content)) in {None, *Fault}


@given(cut=st.integers(0, 400), kind=st.sampled_from(["docx", "odt"]))
def test_damaged_archives_are_refused_and_never_an_error(cut, kind):
    whole = docx() if kind == "docx" else archive({"content.xml": "<x/>"}, mark=ODT_MARK)
    content = whole[: min(cut, len(whole) - 1)]
    assert fault_of(kind, io.BytesIO(content)) is not None


def png_of(width, height):
    """The head of a picture that claims to be this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_pictures():
    picture = get_test_image_file_jpeg().file.getvalue()
    assert picture_fault(io.BytesIO(picture)) is None
    assert picture_fault(io.BytesIO(picture + docx())) is Fault.TWO_KINDS
    assert picture_fault(io.BytesIO(picture + b"<script>alert(1)</script>")) is Fault.TWO_KINDS
    split = b"x" * (1024 * 1024 - 3)
    assert picture_fault(io.BytesIO(split + b"<script>")) is Fault.TWO_KINDS


@pytest.mark.django_db
class TestForms:
    """What the editor is told."""

    @pytest.fixture(autouse=True)
    def _media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    @pytest.fixture
    def editor(self, client):
        sync_roles()
        user = make_user()
        user.groups.add(Group.objects.get(name=EDITORS))
        client.force_login(user)
        return client

    def add(self, editor, name, content, kind="application/pdf"):
        file = SimpleUploadedFile(name, content, kind)
        data = {"title": "Tệp", "file": file, "collection": Collection.objects.first().pk}
        return editor.post(reverse("wagtaildocs:add"), data)

    def test_a_good_document(self, editor):
        assert self.add(editor, "Kế hoạch.pdf", PDF).status_code == 302
        assert get_document_model().objects.get().file_size == len(PDF)

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.pdf", docx(), "không đúng với phần mở rộng"),
            ("a.pdf", PDF + docx(), "có thể gây nguy hiểm"),
            ("a.docx", docx(**{"word/vbaProject.bin": "x"}), "macro"),
            ("a.docx", encrypted(docx()), "mật khẩu"),
            ("a.html", b"<p>", "không được tải lên"),
            ("a.svg", b"<svg/>", "không được tải lên"),
            ("a.pdf.exe", PDF, "không được tải lên"),
        ],
    )
    def test_a_bad_document_is_refused_in_words(self, editor, name, content, words):
        response = self.add(editor, name, content)
        errors = response.context["form"].errors["file"]
        assert words in " ".join(errors)
        assert not get_document_model().objects.exists()

    def test_a_large_document(self, editor, settings):
        settings.FILES_MAX_DOCUMENT_SIZE = 1000
        errors = self.add(editor, "a.pdf", PDF).context["form"].errors["file"]
        assert "quá lớn" in errors[0]

    def test_many_at_once_are_checked_too(self, editor):
        file = SimpleUploadedFile("a.pdf", docx(), "application/pdf")
        data = {"files[]": file, "title": "a", "collection": Collection.objects.first().pk}
        answer = editor.post(
            reverse("wagtaildocs:add_multiple"),
            data,
            headers={"x-requested-with": "XMLHttpRequest"},
        ).json()
        assert not answer["success"]
        assert "không đúng với phần mở rộng" in str(answer)

    def test_in_the_chooser_of_a_page_too(self, editor):
        file = SimpleUploadedFile("a.pdf", docx(), "application/pdf")
        data = {
            "document-chooser-upload-title": "a",
            "document-chooser-upload-file": file,
            "document-chooser-upload-collection": Collection.objects.first().pk,
        }
        editor.post(reverse("wagtaildocs_chooser:create"), data)
        assert not get_document_model().objects.exists()

    def add_picture(self, editor, name, content):
        file = SimpleUploadedFile(name, content, "image/png")
        data = {"title": "Ảnh", "file": file, "collection": Collection.objects.first().pk}
        return editor.post(reverse("wagtailimages:add"), data)

    def test_a_good_picture(self, editor):
        picture = get_test_image_file().file.getvalue()
        assert self.add_picture(editor, "a.png", picture).status_code == 302
        assert get_image_model().objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.png", png_of(30_000, 30_000), "quá nhiều điểm ảnh"),
            ("a.png", png_of(7_000, 7_000), "49000000, tối đa 40000000"),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nội dung là svg"),
            ("a.png", b"<html>", "không phải là ảnh"),
            ("a.png", png_of(600, 600), "đã bị hỏng"),
            ("a.png", get_test_image_file().file.getvalue()[:60], "đã bị hỏng"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "AVIF, GIF, JPEG"),
            ("a.png", get_test_image_file_jpeg().file.getvalue(), "nội dung là"),
            ("a.png", get_test_image_file().file.getvalue() + docx(), "có thể gây nguy hiểm"),
        ],
    )
    def test_a_bad_picture_is_refused_in_words(self, editor, name, content, words):
        response = self.add_picture(editor, name, content)
        assert words in " ".join(response.context["form"].errors["file"])
        assert not get_image_model().objects.exists()


def test_imports_may_ask_the_same(settings):
    check_document(SimpleUploadedFile("danh-sach.xlsx", xlsx()))
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile("danh-sach.xlsx", PDF))
