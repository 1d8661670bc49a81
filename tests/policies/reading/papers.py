"""Makes Word documents and PDFs that look like official papers, from what was read of a text."""

from io import BytesIO
from typing import Any

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from intranet.policies.reading.found import Found, ReadDocument, ReadPart

PREAMBLE = """
#set page(paper: "a4", margin: (left: 3cm, right: 1.5cm, top: 2cm, bottom: 2cm), header: context {
  let page = counter(page).get().first()
  if page > 1 { align(center)[#page] }
})
#set text(size: 14pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 10pt)
"""


def _read(found: Found | None) -> str:
    """What was read; a paper of these tests has it."""
    assert found is not None
    return found.value


def left_of_head(paper: ReadDocument) -> list[str]:
    """The left column of the head, line by line as printed."""
    lines = [
        paper.source[start:end]
        for one in (paper.parent_body, paper.issuer)
        if one
        for start, end in one.spans
    ]
    return [*lines, f"Số: {paper.document_code}"]


def right_of_head(paper: ReadDocument) -> list[str]:
    """The right column of the head."""
    year, month, day = _read(paper.issued_on).split("-")
    return [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{_read(paper.place)}, ngày {day} tháng {month} năm {year}",
    ]


def recipients(paper: ReadDocument) -> list[str]:
    """The left column of the foot."""
    return ["Nơi nhận:", *(f"- {one.value};" for one in paper.recipients)]


def signature(paper: ReadDocument) -> list[str]:
    """The right column of the foot."""
    offices = [one.value for one in (paper.signing_capacity, paper.signer_position) if one]
    return ["\n".join(offices), "", "", _read(paper.signer_name)]


def headings(paper: ReadDocument) -> list[str]:
    """What stands in the middle between head and body."""
    found = [paper.document_type, paper.abstract, paper.authority]
    addressed = [f"Kính gửi: {one.value}" for one in paper.addressees]
    return [*(one.value for one in found if one), *addressed]


def basis(paper: ReadDocument) -> list[str]:
    """The paragraphs on which the document rests, with the sign between them."""
    return [f"{one.value};" for one in paper.basis]


def paragraphs(part: ReadPart) -> list[str]:
    """A part as one paragraph; the title of a chapter stands below its number."""
    if part.kind in {"chuong", "phan"}:
        return [part.label, part.title]
    return [" ".join(piece for piece in (part.label, part.title, part.text) if piece)]


def word_file(paper: ReadDocument, *, counts_points: bool = False) -> bytes:
    """A Word document; `counts_points` lets Word count the letters of points itself."""
    document = docx.Document()
    _table(document, left_of_head(paper), right_of_head(paper))
    for text in headings(paper):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in basis(paper):
        document.add_paragraph(text)
    if paper.formula:
        document.add_paragraph(paper.formula.value)
    if counts_points:
        _add_list(document)
    for part in paper.parts:
        if part.rows:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for row, texts in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif counts_points and part.kind == "letter":
            _numbered(document.add_paragraph(part.text), restarts=part.label == "a)")
        else:
            for text in paragraphs(part):
                document.add_paragraph(text)
    _table(document, recipients(paper), signature(paper))
    document.sections[0].header.paragraphs[0].text = "2"
    return _saved(document)


def pdf_file(paper: ReadDocument) -> bytes:
    """A PDF with two columns in head and foot, justified paragraphs and numbered pages."""
    formula = [paper.formula.value] if paper.formula else []
    body = [text for part in paper.parts for text in paragraphs(part)]
    pieces = [
        PREAMBLE,
        _columns(left_of_head(paper), right_of_head(paper)),
        *(f"#align(center)[{_typst(text)}]" for text in [*headings(paper)]),
        *map(_typst, basis(paper)),
        *(f"#align(center)[{_typst(text)}]" for text in formula),
        *map(_typst, body),
        _columns(recipients(paper), signature(paper)),
    ]
    return typst.compile("\n\n".join(pieces).encode(), format="pdf")


def _columns(left: list[str], right: list[str]) -> str:
    columns = (" \\ ".join(map(_typst, lines)) for lines in (left, right))
    left_text, right_text = columns
    return (
        "#grid(columns: (42%, 58%), align: center, "
        f"par(justify: false, first-line-indent: 0pt)[{left_text}], "
        f"par(justify: false, first-line-indent: 0pt)[{right_text}])"
    )


def _typst(text: str) -> str:
    """The text as typst prints it without taking any sign for a command."""
    lines = text.split("\n")
    quoted = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return " \\ ".join(f'#"{line}"' for line in quoted)


def _table(document: Any, left: list[str], right: list[str]) -> None:
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "\n".join(left), "\n".join(right)


def _add_list(document: Any) -> None:
    """A list whose points Word counts: a), b), c)."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "lowerLetter"), ("w:lvlText", "%1)")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    document.lists = 0


def _numbered(paragraph: Any, *, restarts: bool) -> None:
    """Let Word count a paragraph, from «a)» again where it `restarts`."""
    document = paragraph.part.document
    numbering = document.part.numbering_part.element
    count = len(numbering.findall(qn("w:num")))
    if restarts:
        count += 1
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), str(700 + count))
        reference = OxmlElement("w:abstractNumId")
        reference.set(qn("w:val"), "77")
        override = OxmlElement("w:lvlOverride")
        override.set(qn("w:ilvl"), "0")
        start = OxmlElement("w:startOverride")
        start.set(qn("w:val"), "1")
        override.append(start)
        number.append(reference)
        number.append(override)
        numbering.append(number)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = 700 + count


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
