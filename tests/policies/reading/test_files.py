"""Word documents, PDFs and text files say the same as the text they were made from."""

import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from docx.oxml import OxmlElement
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from intranet.office_files.refusal import FileRefusedError
from intranet.policies.reading import files
from intranet.policies.reading.document import read, read_text
from intranet.policies.reading.files import source_of
from tests.policies.reading.papers import pdf_file, word_file
from tests.policies.reading.printing import assert_nothing_is_lost, printed, share_in_fields

HERE = Path(__file__).parent / "documents"
DEMO = Path(__file__).parents[3] / "intranet" / "demo" / "data"


def paper(name: str):
    return read_text((HERE / f"{name}.txt").read_text())


def said(document) -> list[str]:
    """The fields and parts, without what printing added and what is odd about it."""
    return [
        line
        for line in printed(document).splitlines()
        if not line.startswith(("leftover", "remark"))
    ]


def opened(extension: str, content: bytes):
    document = read(source_of(extension, content))
    assert_nothing_is_lost(document)
    assert share_in_fields(document) >= 0.95
    return document


def refusal(extension: str, content: bytes) -> str:
    with pytest.raises(FileRefusedError) as refused:
        source_of(extension, content)
    return refused.value.code


@pytest.mark.parametrize("name", ["quyet-dinh", "bao-cao", "ke-hoach-co-bang"])
def test_a_word_document_says_what_its_text_says(name):
    text = paper(name) if name != "ke-hoach-co-bang" else finished_plan()

    assert said(opened("docx", word_file(text))) == said(text)


@pytest.mark.parametrize("name", ["quyet-dinh", "bao-cao"])
def test_a_pdf_says_what_its_text_says(name):
    text = paper(name)

    assert said(opened("pdf", pdf_file(text))) == said(text)


def test_the_plan_as_pdf_says_what_its_text_says():
    text = read_text((DEMO / "ke-hoach-28.txt").read_text())
    content = pdf_file(text)
    document = opened("pdf", content)

    assert [(part.anchor, part.title, part.text) for part in document.parts] == [
        (part.anchor, part.title, part.text) for part in text.parts
    ]
    numbered = len(PdfReader(BytesIO(content)).pages) - 1
    assert [one.kind for one in document.leftovers] == ["page_number"] * numbered


def finished_plan():
    text = (HERE / "ke-hoach-co-bang.txt").read_text().replace("DỰ THẢO LẦN 2\n", "")
    return read_text(
        text.replace("Số:        /", "Số: 31/")
        .replace("ngày      tháng 4", "ngày 09 tháng 04")
        .replace("Q. GIÁM ĐỐC", "GIÁM ĐỐC")
    )


def test_word_counts_the_letters_of_points():
    document = opened("docx", word_file(paper("quyet-dinh"), counts_points=True))

    labels = [part.label for part in document.parts if part.kind == "letter"]
    assert labels == ["a)", "b)", "c)", "a)", "b)", "c)"]


def test_bullets_of_word_are_printed_as_they_are():
    document = docx.Document()
    document.add_paragraph("Nhiệm vụ của các đơn vị:")
    document.add_paragraph("Việc thứ nhất;", style="List Bullet")
    document.add_paragraph("Việc thứ hai.", style="List Bullet")

    parts = opened("docx", saved(document)).parts
    assert [(part.level, part.label, part.text) for part in parts] == [
        (1, "", "Nhiệm vụ của các đơn vị:"),
        (2, "•", "Việc thứ nhất;"),
        (2, "•", "Việc thứ hai."),
    ]


def test_tables_of_word_stay_tables():
    document = docx.Document()
    document.add_paragraph("1. Phân công")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nội dung"
    table.cell(0, 2).text = "Thời gian"
    for column, text in enumerate(("1", "Mở cuộc thi\n- tại Sở", "Tháng 5")):
        table.cell(1, column).text = text
    document.add_paragraph("2. Kinh phí")

    parts = opened("docx", saved(document)).parts
    assert [part.kind for part in parts] == ["number", "table", "number"]
    assert parts[1].rows == (
        ("Nội dung", "", "Thời gian"),
        ("1", "Mở cuộc thi\n- tại Sở", "Tháng 5"),
    )
    assert parts[1].anchor == "1-1"


def test_what_stands_beside_a_word_text_is_left_over():
    document = docx.Document()
    document.add_paragraph("1. Nội dung của kế hoạch công tác năm 2021 tại các đơn vị")
    document.sections[0].footer.paragraphs[0].text = "Lưu hành"

    (leftover,) = opened("docx", saved(document)).leftovers
    assert (leftover.kind, leftover.text) == ("beside", "Lưu hành")


def test_removed_text_of_word_is_told_of():
    document = docx.Document()
    paragraph = document.add_paragraph("Nội dung")
    removed = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "cũ"
    run.append(text)
    removed.append(run)
    paragraph._p.append(removed)

    found = opened("docx", saved(document))
    assert [part.text for part in found.parts] == ["Nội dung"]
    assert "docx_removed" in [remark.code for remark in found.remarks]


def test_a_text_for_an_old_font_is_converted_and_that_is_said():
    text = "C«ng t¸c x· héi chñ nghÜa t¹i ViÖt Nam\nC¶i c¸ch hµnh chÝnh n¨m 2021\n"
    found = opened("txt", text.encode("latin-1"))

    assert found.parts[0].text == "Công tác xã hội chủ nghĩa tại Việt Nam"
    assert dict(found.remarks[0].details) == {"encoding": "tcvn3"}


def test_a_word_document_for_an_old_font_is_converted():
    document = docx.Document()
    document.add_paragraph("Céng hoµ x· héi chñ nghÜa ViÖt Nam, c¶i c¸ch hµnh chÝnh n¨m 2021")

    (part,) = opened("docx", saved(document)).parts
    assert part.text == "Cộng hoà xã hội chủ nghĩa Việt Nam, cải cách hành chính năm 2021"


def test_page_breaks_of_a_text_file_are_page_breaks():
    content = "Dòng đầu của trang một,\n\f- 2 -\ndòng đầu của trang hai.\n".encode()
    document = opened("txt", content)

    assert [one.kind for one in document.leftovers] == ["page_number"]
    assert "page break" not in document.source


def test_signatures_in_a_pdf_are_facts_without_a_place():
    document = opened("pdf", signed(name="Sở Nội vụ"))

    (stamp,) = document.stamps
    assert stamp == ("Sở Nội vụ", "", "", "2021-01-22T17:23:31+07:00", ())


def test_a_signature_without_a_name_is_named_by_its_certificate():
    (stamp,) = opened("pdf", signed(certificate="SỞ NỘI VỤ TỈNH HÀ TĨNH")).stamps

    assert stamp.signed_by == "SỞ NỘI VỤ TỈNH HÀ TĨNH"


def test_pdfs_that_cannot_be_read_are_refused():
    content = pdf_file(paper("bao-cao"))
    scan = typst.compile(b'#set page(paper: "a4")\n#rect(width: 5cm, height: 5cm)\n', format="pdf")
    locked = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    locked.encrypt("matkhau", algorithm="AES-256")

    assert refusal("pdf", scan) == "pdf_without_text"
    assert refusal("pdf", written(locked)) == "pdf_password"
    assert refusal("pdf", b"%PDF-1.7\nkh\xc3\xb4ng ph\xe1\xba\xa3i\n%%EOF\n") == "pdf_damaged"
    assert refusal("pdf", b"Kh\xc3\xb4ng ph\xe1\xba\xa3i PDF") == "pdf_damaged"
    assert refusal("pdf", content[: len(content) // 2] + b"\n%%EOF\n") == "pdf_damaged"


def test_a_pdf_that_only_forbids_changes_is_read():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_file(paper("bao-cao")))))
    writer.encrypt("", owner_password="chuso", algorithm="AES-256")

    assert opened("pdf", written(writer)).document_code == "07/BC-VP"


def test_a_page_without_text_is_told_of():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_file(paper("bao-cao")))))
    writer.add_blank_page()

    notes = {(remark.code, remark.details) for remark in opened("pdf", written(writer)).remarks}
    assert ("page_without_text", (("page", str(len(writer.pages))),)) in notes


def test_files_that_are_none_are_refused(monkeypatch):
    assert refusal("exe", b"x") == "kind"
    assert refusal("txt", b" \n ") == "empty"
    assert refusal("docx", b"no archive") == "docx_not_word"
    assert refusal("txt", b"\x00\x01\x02\x03binary") == "binary"
    assert refusal("docx", saved(docx.Document())) == "empty"
    monkeypatch.setattr(files, "LARGEST", 10)
    assert refusal("txt", b"more than ten bytes") == "too_large"


def test_a_text_of_endless_length_is_refused(monkeypatch):
    monkeypatch.setattr(files, "LONGEST", 100)

    assert refusal("txt", b"Nam " * 100) == "too_long"


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def signed(*, name: str = "", certificate: str = "") -> bytes:
    """A PDF with a field for a signature; nothing in it is valid."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_file(paper("bao-cao")))))
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/M"): TextStringObject("D:20210122172331+07'00'"),
        }
    )
    if name:
        value[NameObject("/Name")] = TextStringObject(name)
    if certificate:
        value[NameObject("/Contents")] = ByteStringObject(signature_of(certificate) + b"\0" * 50)
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Signature1"),
            NameObject("/V"): writer._add_object(value),
        }
    )
    fields = ArrayObject([writer._add_object(field)])
    form = DictionaryObject({NameObject("/Fields"): fields})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    return written(writer)


def signature_of(name: str) -> bytes:
    """A signature with a certificate for this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day + datetime.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"text")
    return builder.add_signer(certificate, key, hashes.SHA256()).sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]
    )
