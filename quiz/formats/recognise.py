"""Which format a file of questions has, by what stands in it and not by its name; pure.

Formats are `xlsx`, `xls`, `ods`, `csv`, `docx`, `typed`, `gift`, `aiken` and `moodle_xml`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from intranet.office_files.refusal import FileRefusedError as RefusedError
from intranet.office_files.workbooks import OLE, WORKBOOKS, archive_member, archive_names
from quiz.formats.aiken import reading as aiken
from quiz.formats.base import NOTICE, FileRefusedError, Place, Problem, ReadFile
from quiz.formats.documents import docx, typed
from quiz.formats.gift import reading as gift
from quiz.formats.moodle_xml import reading as moodle_xml
from quiz.formats.sheets import reading as sheets
from quiz.formats.sheets.columns import FIELD_OF_NAME, Mapping, heading_of
from quiz.formats.text import decoded

START = 8192
# What a file that no reader understands begins with, and the code that says what to do.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "text_pdf"),
    (b"\x89PNG", "text_picture"),
    (b"\xff\xd8\xff", "text_picture"),
    (b"GIF8", "text_picture"),
    (b"II*\x00", "text_picture"),
    (b"MM\x00*", "text_picture"),
    (b"BM", "text_picture"),
    (b"{\\rtf", "text_rtf"),
    (b"Rar!", "text_archive"),
    (b"7z\xbc\xaf", "text_archive"),
    (b"\x1f\x8b", "text_archive"),
    (b"SQLite", "text_unknown"),
    (b"MZ", "text_unknown"),
    (b"\x7fELF", "text_unknown"),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<table)", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE quiz|<quiz[\s>])", re.IGNORECASE)
_GIFT = re.compile(
    r"(?<!\\)\{[^{}]*?(?<!\\)[=~#]|(?<!\\)\{\s*(?:(?:T|F|TRUE|FALSE)\s*)?\}|^[^\S\n]*::.+::",
    re.MULTILINE,
)
_GIFT_SIGNS = re.compile(r"^[^\S\n]*(?:\$CATEGORY:|//\s|::)", re.MULTILINE)
_AIKEN = re.compile(r"^[^\S\n]*ANSWER[^\S\n]*:", re.MULTILINE | re.IGNORECASE)
# Aiken knows no numbers of questions: they would become part of what is asked.
_NUMBERED = re.compile(
    r"^[^\S\n]*(?:(?:câu|question)\s*(?:hỏi\s*)?\d+\s*[.:]|\[\d+\])", re.MULTILINE | re.IGNORECASE
)
UNICODE = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be"))


def read(path: Path, mapping: Mapping | None = None) -> ReadFile:
    """The questions of a file; raises FileRefusedError for what is no file of questions."""
    sheets.check_size(path)
    with path.open("rb") as file:
        start = file.read(START)
    if start.startswith(b"PK"):
        return _archive(path, mapping)
    if start.startswith(OLE):
        return _old_office(path, mapping)
    _refuse_foreign(start)
    content = path.read_bytes()
    if _is_xml(start):
        return moodle_xml.read(content)
    text, encoding = decoded(content)
    if mapping:
        return sheets.read_csv(text, mapping, encoding=encoding)
    return _noted(read_text(text), encoding)


def read_text(text: str) -> ReadFile:
    """The questions of a text, in the format that fits it best.

    Where several could be meant, the one with the most questions without errors is, and of these
    the first. A table whose columns a person has to name comes before texts full of errors.
    """
    found = [reader(text) for reader in _readers(text)]
    best = max(found, key=_value)
    if not _value(best)[0]:
        best = next(filter(_asks_for_columns, found), best)
    if not best.questions and best.format != "csv" and sheets.is_csv_table(text):
        return sheets.read_csv(text)
    return best


def _value(found: ReadFile) -> tuple[int, int, int]:
    """How well a format fits: questions without errors, all questions, lines understood.

    Texts without a question come last: GIFT takes every paragraph for one.
    """
    good = sum(
        not question.has_errors and question.kind != "text_block" for question in found.questions
    )
    unread = sum(line.role == "unread" for line in found.lines)
    return good, len(found.questions), -unread


def _asks_for_columns(found: ReadFile) -> bool:
    """Whether the file is a table whose columns are not certain."""
    return any(problem.code == "sheet_columns_unsure" for problem in found.problems)


def _readers(text: str) -> list[Callable[[str], ReadFile]]:
    """The readers that may understand the text, the likeliest first; typed text always may."""
    readers: list[Callable[[str], ReadFile]] = []
    if _looks_like_csv(text):
        readers.append(sheets.read_csv)
    if _GIFT.search(text) or _GIFT_SIGNS.search(text):
        readers.append(gift.read)
    if _AIKEN.search(text) and (not _NUMBERED.search(text) or _ends_each_in_answer(text)):
        readers.append(aiken.read)
    return [*readers, typed.read]


def _ends_each_in_answer(text: str) -> bool:
    """Whether each paragraph ends in a key as Aiken has it, and not each begins with a number."""
    blocks = [block for block in re.split(r"\n(?:[^\S\n]*\n)+", text.strip()) if block.strip()]
    has_keys = all(_AIKEN.match(block[block.rfind("\n") + 1 :]) for block in blocks)
    return has_keys and not all(_NUMBERED.match(block) for block in blocks)


def _looks_like_csv(text: str) -> bool:
    """Whether one of the first lines has two headings of a sheet or more side by side."""
    delimiter, body, skipped = sheets.delimiter_of(text)
    if skipped:
        return True
    for line in body.split("\n")[:40]:
        cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
        known = {heading.field for cell in cells if (heading := heading_of(cell))}
        if len(cells) > 2 and len(known) > 1 and known & set(FIELD_OF_NAME.values()):
            return True
    return False


def _archive(path: Path, mapping: Mapping | None) -> ReadFile:
    """A zip file: a workbook or a Word document, else it is refused."""
    try:
        names = archive_names(path, sheets.MAX_UNPACKED)
        mimetype = archive_member(path, "mimetype", 100) if "mimetype" in names else b""
    except RefusedError as error:
        raise FileRefusedError(f"text_{error.code}", **error.details) from error
    if "word/document.xml" in names:
        return docx.read(path.read_bytes())
    if b"opendocument.text" in mimetype:
        raise FileRefusedError("text_odt")
    if names & WORKBOOKS.keys():
        return sheets.read(path, mapping)
    raise FileRefusedError("text_archive")


def _old_office(path: Path, mapping: Mapping | None) -> ReadFile:
    """Files of Office before 2007: workbooks are read, Word documents and protected files not."""
    content = path.read_bytes()
    if _has_stream(content, "EncryptedPackage") or _has_stream(content, "EncryptionInfo"):
        raise FileRefusedError("text_password")
    if _has_stream(content, "WordDocument"):
        raise FileRefusedError("text_old_word")
    if _has_stream(content, "PowerPoint Document"):
        raise FileRefusedError("text_slides")
    return sheets.read(path, mapping)


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the container names such a stream; its directory is UTF-16."""
    return name.encode("utf-16-le") in content


def _refuse_foreign(start: bytes) -> None:
    """Refuse what is known to hold no questions that could be read."""
    for sign, code in _FOREIGN:
        if start.startswith(sign):
            raise FileRefusedError(code)
    if _HTML.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise FileRefusedError("text_html")


def _is_xml(start: bytes) -> bool:
    """Whether the file begins as XML does, in any encoding of Unicode."""
    plain = start.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(_XML.match(plain.replace(b"\x00", b"")))


def _noted(found: ReadFile, encoding: str) -> ReadFile:
    """The file with a notice that its text was converted, if it was."""
    if encoding in UNICODE or found.format == "csv":
        return found
    note = Problem(NOTICE, "text_converted", Place(1), details={"encoding": encoding})
    return replace(found, problems=(note, *found.problems))
