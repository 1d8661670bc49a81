"""From the bytes of a file to rows of text, whatever the file is called; pure, without Django."""

import io
import itertools
import re
import unicodedata
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

from intranet.office_files.encodings import unicode_text
from intranet.office_files.refusal import FileRefusedError
from intranet.office_files.workbooks import (
    OLE,
    WORKBOOKS,
    Cells,
    Limits,
    archive_names,
    csv_rows,
    workbook_rows,
)

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_TEXT = 2000
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\ufeff]")
# What the old eight-bit codes of Vietnamese look like when they are taken for Unicode.
_TCVN3 = re.compile("[¡¢£¤¥¦¨©ª¬®¯µ¶·¸¹¼½¾¿ÆÇÑÖ×ØÞßåæçëîïñöøþÿ]")
_VNI = re.compile("[aeAE][àáâãäåèéêëïñòóôöøùû]|[uo][øûùï]")


def clean(text: str) -> str:
    """Composed letters, single spaces, nothing invisible."""
    if text.isascii() and text.isalnum():
        return text
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def is_old_encoding(text: str) -> bool:
    """Whether the text was written in TCVN3 or VNI and only looks right in their old fonts."""
    return bool(_TCVN3.search(text) or _VNI.search(text))


def read_cells(path: Path) -> Iterator[Cells]:
    """The rows with text in them, one at a time; raises FileRefusedError."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError("empty")
    if size > MAX_BYTES:
        raise FileRefusedError("too_large", megabytes=MAX_BYTES // 1024 // 1024)
    limits = Limits(MAX_UNPACKED, MAX_COLUMNS, MAX_TEXT)
    rows = workbook_rows(path, limits) if _is_workbook(path) else _csv_rows(path, limits)
    with closing(rows):
        for count, cells in enumerate(rows, 1):
            if count > MAX_ROWS:
                raise FileRefusedError("too_many_rows", rows=MAX_ROWS)
            values = [clean(text[:MAX_TEXT]) for text in cells.values[:MAX_COLUMNS]]
            yield Cells(clean(cells.sheet), cells.number, values)


def _is_workbook(path: Path) -> bool:
    """Whether a workbook stands in the file, else it is text; other archives are refused."""
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start.startswith(b"PK"):
        if not archive_names(path, MAX_UNPACKED) & WORKBOOKS.keys():
            raise FileRefusedError("not_a_sheet")
        return True
    return start == OLE


def _csv_rows(path: Path, limits: Limits) -> Generator[Cells, None, None]:
    """Rows of a CSV file; Unicode only, nothing that would have to be guessed."""
    try:
        text, _encoding = unicode_text(path.read_bytes())
    except UnicodeDecodeError as error:
        raise FileRefusedError("encoding") from error
    if "\x00" in text:
        raise FileRefusedError("not_a_sheet")
    yield from csv_rows(text, _delimiter(text), limits)


def _delimiter(text: str) -> str:
    """The sign that parts most fields in the first lines; offices' programs write semicolons."""
    lines = itertools.islice(io.StringIO(text), 40)
    sample = "".join(lines)
    return max(";,\t|", key=sample.count)
