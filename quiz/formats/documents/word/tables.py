"""Which lines the cells of a table in a Word document are; pure.

A table of keys becomes lines with tabs, a table with named columns is read as if the names stood
before the cells, and any other table cell by cell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quiz.formats.base import Place
from quiz.formats.documents.key_tables import entries_on, letters_on, numbers_on
from quiz.formats.documents.words import heading_of, is_table_header, strong_start, weak_start
from quiz.formats.labels import normalised, option_of
from search.text import fold

LONGEST_KEY = 80
DEEPEST_HEADER = 3  # titles may stand above the names of columns
REMARK = "※ "  # what stands behind it is no part of a question
TITLE = "Chủ đề 1: "
_COLUMNS = {
    "number": "stt|tt|cau|so thu tu|cau so|no|so|#",
    "stem": "cau hoi|noi dung|noi dung cau hoi|question|cau hoi trac nghiem|noi dung cau",
    "options": "phuong an|cac phuong an|phuong an tra loi|cac phuong an tra loi|lua chon"
    "|dap an lua chon|cac lua chon|cac dap an|options|answers|phuong an lua chon",
    "key": "dap an|dap an dung|answer|key|phuong an dung|da|tra loi|ket qua|dap an chinh xac",
    "Giải thích": "giai thich|huong dan|loi giai|explanation|giai thich dap an",
    "Căn cứ": "can cu|can cu phap ly|nguon|trich dan|source",
    "Mức độ": "muc do|do kho|cap do|level|difficulty",
    "Chủ đề": "chu de|chuyen de|linh vuc|topic|hang muc",
    "Mã": "ma|ma cau|ma cau hoi|code",
}
_NAMES = {word: name for name, words in _COLUMNS.items() for word in words.split("|")}
_OPTION_COLUMN = re.compile(r"(?:dap an|phuong an|lua chon|pa|option|cau tra loi)?\s*([a-h]|[1-8])")
_BARE_LABEL = re.compile(r"\s*\(?([A-HĐa-hđ])\s*[.):]?\s*")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; an option has its label."""

    name: str
    label: str = ""

    @property
    def is_remark(self) -> bool:
        """Whether it says something about the question."""
        return bool(self.name) and self.name not in {"number", "stem", "option", "options", "key"}


def is_key_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows hold nothing but numbers of questions and their keys."""
    has_header = bool(rows) and is_table_header("\t".join(rows[0]))
    kinds = [_key_row(row, is_named=has_header) for row in rows]
    return all(kinds) and "keys" in kinds and ("numbers" not in kinds or _alternate(kinds))


def columns_of(header: Sequence[str]) -> list[Column] | None:
    """The columns that a header names, None where it names no question with options or key."""
    columns = [_column(cell) for cell in header]
    names = {column.name for column in columns if column}
    if "stem" not in names or not names & {"option", "options", "key"}:
        return None
    return [column or Column("") for column in columns]


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int | None, Sequence[Column]]:
    """Which of the first rows names the columns, and what it names."""
    for place, row in enumerate(rows[:DEEPEST_HEADER]):
        if columns := columns_of(row):
            return place, columns
    return None, ()


def unnamed_prefixes(row: Sequence[str]) -> list[str]:
    """What the cells of a row under no names are read with.

    A bare number is that of a question, a bare letter belongs to the option in the next cell.
    """
    found = [""] * len(row)
    for place, (cell, following) in enumerate(pairwise(row)):
        if not following.strip():
            continue
        if label := _BARE_LABEL.fullmatch(cell):
            found[place : place + 2] = REMARK, f"{label[1]}. "
        elif not place and _BARE_NUMBER.fullmatch(cell):
            found[0] = REMARK if strong_start(following) else "Câu "
    return found


def prefixes(columns: Sequence[Column], row: Sequence[str], number: int) -> list[str]:
    """What each cell of a row is read with before it, so that its column's name is not lost."""
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    if len(filled) == 1 and len(row) > 2:
        alone = row[filled[0]]
        title = "" if heading_of(alone) or option_of(alone) else TITLE
        return [title if place in filled else "" for place in range(len(row))]
    by_name = dict(zip((column.name for column in columns), row, strict=False))
    is_said = bool(strong_start(by_name.get("stem", "")))
    has_number = bool(_BARE_NUMBER.fullmatch(by_name.get("number", "")))
    is_counted = weak_start(by_name.get("stem", "")) is not None and "number" not in by_name
    start = "" if is_said or has_number else "Câu " if is_counted else f"Câu {number}: "
    before = {"number": REMARK if is_said or not has_number else "Câu ", "stem": start}
    padded = [*columns, *[Column("")] * len(row)]
    return [
        before[column.name] if column.name in before else _prefix(column, cell)
        for column, cell in zip(padded, row, strict=False)
    ]


def rank(columns: Sequence[Column], place: int) -> int:
    """Where a column's cell is read: the question first, then options, key and remarks."""
    name = columns[place].name if place < len(columns) else ""
    return {"number": 0, "stem": 1, "option": 2, "options": 2, "key": 3, "": 5}.get(name, 4)


def _prefix(column: Column, cell: str) -> str:
    """What a cell is read with before it that is neither the number nor the question."""
    if column.name == "option":
        option = option_of(cell)
        return "" if option and option.label == column.label else f"{column.label}. "
    if column.name in {"", "options"}:
        return ""
    return f"{'Đáp án' if column.name == 'key' else column.name}: "


def _column(cell: str) -> Column | None:
    """What a cell of a header names."""
    bare = fold(cell)
    if name := _NAMES.get(bare):
        return Column(name)
    option = _OPTION_COLUMN.fullmatch(bare)
    return Column("option", normalised(option[1])) if option else None


def _key_row(row: Sequence[str], *, is_named: bool) -> str:
    """What a row of a table of keys is: «numbers», «keys» below or beside them, or a header."""
    line = "\t".join(row)
    if not line.strip():
        return "blank"
    if numbers_on(line):
        return "numbers"
    if letters_on(line) or entries_on(line, Place(0)):
        return "keys"
    if is_table_header(line):
        return "header"
    is_pair = is_named and len(row) == 2 and row[0].strip().isdigit()
    return "keys" if is_pair and 0 < len(row[1].strip()) <= LONGEST_KEY else ""


def _alternate(kinds: Sequence[str]) -> bool:
    """Whether a row of keys follows each row of numbers."""
    rows = [kind for kind in kinds if kind in {"numbers", "keys"}]
    return rows == ["numbers", "keys"] * (len(rows) // 2)
