"""Opens a Word document, after looking at what its archive would unpack to; pure."""

import struct
import zipfile
import zlib
from io import BytesIO

import docx
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from intranet.office_files.refusal import FileRefusedError
from intranet.pages.files.content import Fault, fault_of

MOST_XML = 60 * 1024 * 1024  # unpacked; a document of a thousand pages has less than ten
MOST_UNPACKED = 150 * 1024 * 1024
REFUSALS = {
    Fault.BOMB: "docx_too_large",
    Fault.LOCKED: "docx_locked",
    Fault.MACROS: "docx_macros",
}
BESIDE = frozenset(("header", "footer", "footnotes", "endnotes", "comments"))
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_MARKS = tuple(
    mark.encode(encoding)
    for mark in _DECLARATIONS
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
# What the library raises for parts that are missing, damaged or of another kind.
UNREADABLE = (
    OpcError, zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, IndexError, ValueError,
    TypeError, AttributeError, SyntaxError, EOFError, OSError, NotImplementedError, RuntimeError,
    AssertionError, zlib.error, struct.error, MemoryError,
)  # fmt: skip


class WordFile:
    """The parts of a document that are read, all parsed at once so that nothing fails later."""

    def __init__(self, part: Part) -> None:
        self.body = _root(part)
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.beside: list[tuple[str, BaseOxmlElement]] = []
        self.styles: BaseOxmlElement | None = None
        self.numbering: BaseOxmlElement | None = None
        for name, relation in part.rels.items():
            if not relation.is_external:
                self._keep(name, relation.reltype.rpartition("/")[2], relation.target_part)

    def _keep(self, relation: str, kind: str, part: Part) -> None:
        """Keep a part if it is one of those that are read."""
        if kind == "image":
            self.pictures[relation] = (part.partname.rpartition("/")[2], part.blob)
        elif kind == "styles":
            self.styles = _root(part)
        elif kind == "numbering":
            self.numbering = _root(part)
        elif kind in BESIDE:
            self.beside.append((kind, _root(part)))


def opened(content: bytes) -> WordFile:
    """Return the document; raises FileRefusedError where it cannot be opened safely."""
    fault = fault_of("docx", BytesIO(content))
    if fault:
        raise FileRefusedError(REFUSALS.get(fault, "docx_not_word"))
    try:
        _check_archive(content)
        return WordFile(docx.Document(BytesIO(content)).part)
    except UNREADABLE as error:
        raise FileRefusedError("docx_unreadable") from error


def _check_archive(content: bytes) -> None:
    """Refuse what unpacks to too much, and declarations that no Word document has."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
        is_large = sum(entry.file_size for entry in texts) > MOST_XML
        if is_large or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise FileRefusedError("docx_too_large")
        for entry in texts:
            data = archive.read(entry)
            if any(mark in data for mark in _MARKS):
                raise FileRefusedError("docx_declarations")


def _root(part: Part) -> BaseOxmlElement:
    """The outermost element of a part."""
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element
