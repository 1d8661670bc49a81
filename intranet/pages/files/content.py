"""Whether the bytes of an upload are what its name says; pure, without Django.

A name proves nothing, and neither does what the browser calls the file. What is looked at: how the
file begins and ends, so that it is not two kinds at once (a polyglot), and what an archive would
unpack to, so that opening it stops nobody's machine (a bomb). It is no virus scanner.
"""

import codecs
import enum
import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO


class Fault(enum.Enum):
    """What is wrong with an upload."""

    OTHER_KIND = "other kind"
    TWO_KINDS = "two kinds"
    BOMB = "bomb"
    LOCKED = "locked"
    MACROS = "macros"
    NOT_TEXT = "not text"


HEAD = 1024
TAIL = 2048
CHUNK = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
SMALL_ENOUGH = 20 * 1024 * 1024
ENCRYPTED = 0x1

MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|iframe|\?php)", re.IGNORECASE)
SCRIPT = re.compile(rb"<\s*script|<\?php|<\s*html", re.IGNORECASE)
END_OF_ZIP = b"PK\x05\x06"
OTHER_HEADS = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
OOXML = "[Content_Types].xml"
ODF_KINDS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
FOLDERS = {"docx": "word/", "xlsx": "xl/"}
END_RECORD = 22  # bytes of the end record of an archive without a comment


def fault_of(extension: str, file: BinaryIO) -> Fault | None:
    """Return what is wrong with a document of this extension, None if nothing is."""
    return CHECKS[extension.lower()](extension.lower(), file)


def picture_fault(file: BinaryIO) -> Fault | None:
    """Return what is wrong with a picture that a decoder has already recognised."""
    if _ends_as_archive(file):
        return Fault.TWO_KINDS
    carried = b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        if SCRIPT.search(carried + chunk):
            return Fault.TWO_KINDS
        carried = chunk[-16:]
    return None


def _pdf_fault(extension: str, file: BinaryIO) -> Fault | None:
    """A PDF begins with its mark, says its end, and carries nothing before or behind."""
    head, tail = _head(file), _tail(file, TAIL)
    if not head.startswith(b"%PDF-"):
        return Fault.OTHER_KIND
    if MARKUP.search(head) or b"%%EOF" not in tail or _ends_as_archive(file):
        return Fault.TWO_KINDS
    return None


def _text_fault(extension: str, file: BinaryIO) -> Fault | None:
    """Text has no zero bytes, does not begin as another kind and not as a web page."""
    head = _head(file)
    if head.startswith(OTHER_HEADS):
        return Fault.OTHER_KIND
    if MARKUP.search(head):
        return Fault.TWO_KINDS
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    file.seek(0)
    while chunk := file.read(CHUNK):
        if b"\0" in chunk:
            return Fault.NOT_TEXT
    return None


def _office_fault(extension: str, file: BinaryIO) -> Fault | None:
    """An office document is an archive that begins and ends as one and unpacks to little."""
    if not _head(file).startswith(b"PK\x03\x04"):
        return Fault.OTHER_KIND
    size = file.seek(0, 2)
    if not _tail(file, END_RECORD).startswith(END_OF_ZIP):
        return Fault.TWO_KINDS
    try:
        with zipfile.ZipFile(file) as archive:
            return _archive_fault(extension, archive, size)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeError, RuntimeError, EOFError):
        return Fault.OTHER_KIND


def _archive_fault(extension: str, archive: zipfile.ZipFile, size: int) -> Fault | None:
    """What the list of the archive tells; entries that share bytes are a bomb of their own kind."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        return Fault.LOCKED
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > SMALL_ENOUGH and unpacked > MAX_RATIO * size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or is_dense or packed > size:
        return Fault.BOMB
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Fault.MACROS
    if extension in ODF_KINDS:
        is_right = names[0] == "mimetype" and _begins(archive, "mimetype", ODF_KINDS[extension])
    else:
        folder = FOLDERS[extension]
        is_right = OOXML in names and any(name.startswith(folder) for name in names)
    return None if is_right else Fault.OTHER_KIND


def _begins(archive: zipfile.ZipFile, name: str, wanted: bytes) -> bool:
    """Whether an entry is these bytes; no more of it than that is unpacked."""
    with archive.open(name) as entry:
        return entry.read(len(wanted) + 2).strip() == wanted


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _tail(file: BinaryIO, length: int) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - length))
    return file.read(length)


def _ends_as_archive(file: BinaryIO) -> bool:
    """Whether a program that unpacks would find an archive; its end lies in the last 64 KB."""
    end = _tail(file, 66 * 1024)
    place = end.rfind(END_OF_ZIP)
    return place >= 0 and len(end) - place >= END_RECORD


CHECKS: dict[str, Callable[[str, BinaryIO], Fault | None]] = {
    "pdf": _pdf_fault,
    "txt": _text_fault,
    "csv": _text_fault,
    "docx": _office_fault,
    "xlsx": _office_fault,
    "odt": _office_fault,
    "ods": _office_fault,
}
