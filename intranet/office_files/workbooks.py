"""From a workbook or a CSV file to rows of text, whatever the file is called."""

import csv
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from intranet.office_files.refusal import FileRefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
PROCESS = Path(__file__).with_name("sheet_process.py")
_UNREADABLE = (OSError, EOFError, KeyError, ValueError, RuntimeError)
EXIT_CODES = {3: "password", 4: "damaged"}


class Limits(NamedTuple):
    """How much of a file is read."""

    unpacked: int
    columns: int
    text: int


class Cells(NamedTuple):
    """One row of a sheet as text; the sheet of a CSV file has no name.

    `formulas` are the places of cells whose text was computed, `filled` of those that repeat a cell
    merged over several rows, `days` of days of which the year or the day is not shown.
    """

    sheet: str
    number: int
    values: list[str]
    formulas: list[int] = []
    filled: list[int] = []
    days: list[int] = []
    is_hidden: bool = False


def archive_names(path: Path, unpacked: int) -> set[str]:
    """The names in a zip file; refuses what is damaged or unpacks to an enormous size."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, *_UNREADABLE) as error:
        raise FileRefusedError("damaged") from error
    if sum(info.file_size for info in infos) > unpacked:
        raise FileRefusedError("bomb")
    return {info.filename for info in infos}


def archive_member(path: Path, name: str, longest: int) -> bytes:
    """The beginning of a file in a zip file; refuses what is damaged."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            return member.read(longest)
    except (zipfile.BadZipFile, zlib.error, *_UNREADABLE) as error:
        raise FileRefusedError("damaged") from error


def workbook_rows(path: Path, limits: Limits) -> Generator[Cells, None, None]:
    """The rows with text in them from the process that reads workbooks, one at a time."""
    command = [sys.executable, "-I", str(PROCESS), str(path)]
    process = subprocess.Popen(  # noqa: S603  (our own program, the path of our own file)
        [*command, str(limits.columns), str(limits.text)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
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


def csv_rows(text: str, delimiter: str, limits: Limits) -> Generator[Cells, None, None]:
    """The rows of a CSV file with text in them, each with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for values in reader:
            kept = [value[: limits.text + 1] for value in values[: limits.columns]]
            kept += [value for value in values[limits.columns :] if value][:1]
            if any(kept):
                yield Cells("", line, kept)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileRefusedError("damaged") from error
