"""From the bytes of a file to rows of text, whatever the file is called; pure, without Django."""

import csv
import io
import itertools
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_TEXT = 2000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROCESS = Path(__file__).with_name("sheet_process.py")
EXIT_CODES = {3: "password", 4: "damaged"}
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\ufeff]")
# What the old eight-bit codes of Vietnamese look like when they are taken for Unicode.
_TCVN3 = re.compile("[¡¢£¤¥¦¨©ª¬®¯µ¶·¸¹¼½¾¿ÆÇÑÖ×ØÞßåæçëîïñöøþÿ]")
_VNI = re.compile("[aeAE][àáâãäåèéêëïñòóôöøùû]|[uo][øûùï]")


class FileRefusedError(Exception):
    """The file as a whole cannot be read; `code` says why."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Cells(NamedTuple):
    """One row of a sheet as text; the sheet of a CSV file has no name."""

    sheet: str
    number: int
    values: list[str]


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
    rows = _csv_rows(path) if _kind(path) == "text" else _workbook_rows(path)
    with closing(rows):
        for count, cells in enumerate(rows, 1):
            if count > MAX_ROWS:
                raise FileRefusedError("too_many_rows", rows=MAX_ROWS)
            yield Cells(clean(cells.sheet), cells.number, [clean(text) for text in cells.values])


def _kind(path: Path) -> str:
    """`workbook` or `text`, by what stands in the file."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLD_WORKBOOK:
        return "workbook"
    if start.startswith(b"PK"):
        _check_archive(path)
        return "workbook"
    return "text"


def _check_archive(path: Path) -> None:
    """Refuse what is no spreadsheet and what unpacks to an enormous size."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefusedError("damaged") from error
    names = {info.filename for info in infos}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise FileRefusedError("not_a_sheet")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise FileRefusedError("bomb")


def _workbook_rows(path: Path) -> Generator[Cells, None, None]:
    """Rows from the process that reads workbooks."""
    command = [sys.executable, "-I", str(PROCESS), str(path)]
    process = subprocess.Popen(  # noqa: S603  (our own program, the path of our own file)
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    is_read = False
    try:
        for line in process.stdout or ():
            with suppress(json.JSONDecodeError):  # the last line of a process that was cut off
                yield Cells(*json.loads(line))
        is_read = True
    finally:
        if not is_read:
            process.kill()
        if process.stdout:
            process.stdout.close()
        code = process.wait()
    if code:
        raise FileRefusedError(EXIT_CODES.get(code, "bomb"))


def _csv_rows(path: Path) -> Generator[Cells, None, None]:
    """Rows of a CSV file."""
    text = _decoded(path.read_bytes())
    if "\x00" in text:
        raise FileRefusedError("not_a_sheet")
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for values in reader:
            kept = [value[:MAX_TEXT] for value in values[:MAX_COLUMNS]]
            if any(kept):
                yield Cells("", reader.line_num, kept)
    except csv.Error as error:
        raise FileRefusedError("damaged") from error


def _decoded(content: bytes) -> str:
    """The text of the file; UTF-8 or UTF-16, and nothing that would have to be guessed."""
    encoding = "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content[:200]:
        encoding = "utf-16-be" if content[:1] == b"\x00" else "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefusedError("encoding") from error


def _delimiter(text: str) -> str:
    """The sign that parts most fields in the first lines; offices' programs write semicolons."""
    lines = itertools.islice(io.StringIO(text), 40)
    sample = "".join(lines)
    return max(";,\t|", key=sample.count)
