"""The text in uploaded files, in pieces.

What cannot be read gives nothing: the file is found by its title then.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from intranet.office_files import encodings
from intranet.office_files.refusal import FileRefusedError
from intranet.office_files.workbooks import (
    Limits,
    archive_member,
    archive_names,
    csv_rows,
    workbook_rows,
)
from intranet.pages.searched import Section
from intranet.policies.reading.files import source_of

PIECE = 1_500  # signs of a piece, cut between paragraphs
MOST = 1_000_000  # signs of a file that are found
LIMITS = Limits(unpacked=100 * 1024 * 1024, columns=100, text=5_000)
ODT_PARAGRAPHS = ("}p", "}h")


def sections(extension: str, content: bytes) -> tuple[Section, ...]:
    """Return the text of a file; pieces of a PDF lead to their pages."""
    reader = _READERS.get(extension.lower())
    if reader is None:
        return ()
    try:
        return tuple(_cut(reader(extension.lower(), content)))
    except (FileRefusedError, UnicodeError, ElementTree.ParseError, DefusedXmlException):
        return ()


def _document(extension: str, content: bytes) -> Iterator[tuple[str, str]]:
    source = source_of(extension, content)
    lines = (line for unit in source.units for line in unit.lines)
    for line in lines:
        yield f"page={line.page}" if extension == "pdf" else "", line.text


def _sheets(_extension: str, content: bytes) -> Iterator[tuple[str, str]]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        for row in workbook_rows(Path(file.name), LIMITS):
            yield "", " ".join(filter(None, row.values))


def _comma_separated(_extension: str, content: bytes) -> Iterator[tuple[str, str]]:
    text, _encoding = encodings.unicode_text(content)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    for row in csv_rows(text, delimiter, LIMITS):
        yield "", " ".join(filter(None, row.values))


def _open_document(_extension: str, content: bytes) -> Iterator[tuple[str, str]]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        archive_names(Path(file.name), LIMITS.unpacked)
        xml = archive_member(Path(file.name), "content.xml", LIMITS.unpacked)
    for element in ElementTree.fromstring(xml).iter():
        if element.tag.endswith(ODT_PARAGRAPHS):
            yield "", "".join(element.itertext())


def _cut(lines: Iterable[tuple[str, str]]) -> Iterator[Section]:
    """The lines in pieces, none over the end of a page."""
    left = MOST
    for anchor, of_page in groupby(lines, key=lambda line: line[0]):
        piece: list[str] = []
        size = 0
        for _anchor, line in of_page:
            if left <= 0:
                break
            shown = line[:left].strip()
            left -= len(shown)
            if size and size + len(shown) > PIECE:
                yield Section(anchor, "", "\n".join(piece))
                piece, size = [], 0
            if shown:
                piece.append(shown)
                size += len(shown)
        if piece:
            yield Section(anchor, "", "\n".join(piece))


_READERS: dict[str, Callable[[str, bytes], Iterator[tuple[str, str]]]] = {
    "csv": _comma_separated,
    "docx": _document,
    "ods": _sheets,
    "odt": _open_document,
    "pdf": _document,
    "txt": _document,
    "xlsx": _sheets,
}
