"""Text inside uploaded documents, found by whoever may have the file."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from docx import Document as WordDocument
from wagtail.documents import get_document_model

from intranet.organisation.models import Audience
from intranet.pages.files.access import may_have
from intranet.pages.files.bindings import bind_collection
from intranet.pages.files.readers import with_readers
from search.file_text import sections
from search.files import index_files
from search.models import Entry
from tests.factories_pages import make_news


def word(*lines):
    document, file = WordDocument(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def workbook(*rows):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.fixture
def upload(site):
    def make(name, content, **fields):
        file = ContentFile(content, name=name)
        document = get_document_model().objects.create(title=f"Tệp {name}", file=file, **fields)
        index_files([document.pk])
        return document

    return make


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("txt", "Biểu mẫu đăng ký".encode()),
        ("csv", "STT;Tên\n1;Biểu mẫu đăng ký\n".encode()),
        ("docx", word("Biểu mẫu đăng ký")),
        ("xlsx", workbook(["Biểu mẫu", "đăng ký"])),
    ],
)
def test_text_of_each_kind_of_file(extension, content):
    found = " ".join(section.text for section in sections(extension, content))
    assert "Biểu mẫu đăng ký" in " ".join(found.split())


@pytest.mark.parametrize("extension", ["txt", "csv", "docx", "xlsx", "pdf", "odt", "ods", "zip"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\xff\xfe", b"%PDF-1.4 broken"])
def test_what_cannot_be_read_gives_nothing_wrong(extension, content):
    assert all(isinstance(section.text, str) for section in sections(extension, content))


def test_a_long_text_is_cut_between_paragraphs():
    content = word(*("Một đoạn văn dài vừa phải. " * 20 for _ in range(30)))
    found = sections("docx", content)
    assert len(found) > 5
    assert all(len(section.text) < 2_500 for section in found)


def test_a_file_is_found_by_its_text_and_leads_to_itself(ask, upload):
    document = upload("bieu-mau.docx", word("Đơn xin nghỉ phép năm theo mẫu"))
    answer = ask("don xin nghi phep")
    assert answer.context["results"][0]["url"] == document.url
    assert "<mark>Đơn xin nghỉ phép</mark> năm" in answer.content.decode()


def test_who_may_not_read_the_page_does_not_find_its_file(ask, site, upload, reader):
    page = make_news(site.news, "Riêng", audience=Audience.objects.create(name="A", kind="chosen"))
    collection = bind_collection(page=page, user=None).collection
    document = upload("mat.txt", "Nội dung kín đáo".encode(), collection=collection)
    assert ask("kin dao").context["total"] == 0
    page.audience = Audience.objects.everybody()
    page.save()
    assert ask("kin dao").context["total"] == 1
    page.unpublish()
    assert ask("kin dao").context["total"] == 0
    found = with_readers(get_document_model().objects.filter(pk=document.pk), user=reader).get()
    assert not may_have(reader, found)


def test_a_file_that_is_deleted_is_not_found(ask, upload):
    document = upload("a.txt", "Nội dung riêng".encode())
    document.delete()
    assert not Entry.objects.filter(title=document.title).exists()
    assert ask("noi dung rieng").context["total"] == 0


def test_an_uploaded_file_is_read_by_the_worker(
    ask, upload, site, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = ContentFile("Quy trình luân chuyển".encode(), name="b.txt")
        get_document_model().objects.create(title="Tệp", file=file)
    assert ask("luan chuyen").context["total"] == 1


def test_a_rebuild_reads_files_and_bears_that_one_is_lost(ask, upload):
    document = upload("c.txt", "Quy trình luân chuyển".encode())
    Path(document.file.path).unlink()
    call_command("update_search", rebuild=True, verbosity=0)
    assert ask(f"{document.title}").context["total"] == 1
