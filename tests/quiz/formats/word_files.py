"""Word documents for the tests, made with python-docx and bits of its XML."""

import io
import zipfile

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

RED = RGBColor(0xFF, 0, 0)


def content(document):
    """The bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def document(*lines):
    """A document with these paragraphs."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    return made


def styled(made, *runs):
    """Add a paragraph of runs, each a text or (text, how it looks)."""
    paragraph = made.add_paragraph()
    for run in runs:
        text, look = (run, "") if isinstance(run, str) else run
        added = paragraph.add_run(text)
        added.bold = True if "bold" in look else None
        added.underline = True if "underline" in look else None
        if "red" in look:
            added.font.color.rgb = RED
        if "blue" in look:
            added.font.color.rgb = RGBColor(0, 0, 0xFF)
        if "yellow" in look:
            added.font.highlight_color = docx.enum.text.WD_COLOR_INDEX.YELLOW
    return paragraph


def numbered(made, paragraphs, levels):
    """Add paragraphs (level, text) of one list whose levels have a form and a text."""
    root = made.part.numbering_part.element
    name = str(len(root) + 500)
    described = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{described}</w:abstractNum>'
    ))  # fmt: skip
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
    ))  # fmt: skip
    for level, text in paragraphs:
        paragraph = made.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
        ))  # fmt: skip


def wrapped(paragraph, tag):
    """Put the runs of a paragraph into an element such as w:ins or w:del."""
    outer = OxmlElement(tag)
    for run in list(paragraph._p.findall(qn("w:r"))):
        outer.append(run)
        if tag == "w:del":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
    paragraph._p.append(outer)
    return paragraph


def xml(paragraph, text):
    """Append XML to a paragraph."""
    namespaces = nsdecls("w", "r", "a", "wp", "pic") + (
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    for child in parse_xml(f"<w:p {namespaces}>{text}</w:p>"):
        paragraph._p.append(child)
    return paragraph


def repacked(data, change):
    """The archive with each entry's bytes as a function (name, bytes) returns them."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return file.getvalue()
