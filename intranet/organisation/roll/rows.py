"""From rows of text to the lines of a roll, with what is wrong and where; pure, without Django."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from intranet.office_files.refusal import FileRefusedError
from intranet.office_files.workbooks import Cells
from intranet.organisation.roll import words
from intranet.organisation.roll.reading import is_old_encoding

ERROR, WARNING = "error", "warning"
LINES_ABOVE_HEADINGS = 40
SHEETS_OF_TEMPLATE = ("vi du", "huong dan")
LENGTHS = {
    "staff_code": 30,
    "full_name": 150,
    "unit": 255,
    "parent": 255,
    "unit_code": 50,
    "title": 150,
}
CHECKS: dict[str, Callable[[str], bool]] = {
    "role": lambda text: words.role_of(text) is not None,
    "category": lambda text: words.folded(text) in words.CATEGORY_OF_WORD,
    "email": words.is_email,
    "username": words.is_username,
    "phone": words.is_phone,
}
TEXT_SHOWN = 100
# Severity, code, column.
Fault = tuple[str, str, str]


class Problem(NamedTuple):
    """Something that is wrong or worth a look: where it stands and what stands there."""

    severity: str
    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person as the file has it; None and empty text mean that the file does not say."""

    sheet: str
    number: int
    staff_code: str
    full_name: str
    unit: str
    unit_code: str = ""
    parent: str = ""
    role: str | None = None
    category: str | None = None
    title: str = ""
    email: str = ""
    phone: str = ""
    username: str = ""

    @property
    def place(self) -> str:
        """Where the row stands, the same in every reading of the file."""
        return f"{self.sheet}:{self.number}"


@dataclass(slots=True)
class _Sheet:
    """What is known while the rows of a sheet go by."""

    name: str
    columns: dict[str, int] = field(default_factory=dict)
    group: str = ""


def read_rows(lines: Iterable[Cells]) -> Iterator[RollRow | Problem]:
    """The people of all sheets that have headings; raises FileRefusedError if none has any."""
    sheet: _Sheet | None = None
    has_headings = False
    waiting = 0
    for cells in lines:
        if sheet is None or cells.sheet != sheet.name:
            if sheet and not sheet.columns and not _is_of_template(sheet.name):
                yield Problem(WARNING, "sheet_without_headings", sheet.name)
            sheet, waiting = _Sheet(cells.sheet), 0
        if _is_of_template(sheet.name):
            continue
        if sheet.columns:
            yield from _read_row(sheet, cells)
        elif waiting < LINES_ABOVE_HEADINGS:
            waiting += 1
            sheet.columns = _columns(cells)
            has_headings |= bool(sheet.columns)
            if sheet.columns:
                yield from _remarks_on_columns(sheet)
    if not has_headings:
        raise FileRefusedError("no_headings")
    if sheet and not sheet.columns and not _is_of_template(sheet.name):
        yield Problem(WARNING, "sheet_without_headings", sheet.name)


def _is_of_template(sheet_name: str) -> bool:
    return words.folded(sheet_name) in SHEETS_OF_TEMPLATE


def _columns(cells: Cells) -> dict[str, int]:
    """Where each known column stands, empty if this is no row of headings."""
    columns: dict[str, int] = {}
    for index, text in enumerate(cells.values):
        key = words.key_of_heading(text)
        if key and key not in columns:
            columns[key] = index
    has_name = "full_name" in columns or columns.keys() >= {"family_name", "given_name"}
    return columns if has_name and len(columns) > 1 else {}


def _remarks_on_columns(sheet: _Sheet) -> Iterator[Problem]:
    if "role" not in sheet.columns and "title" in sheet.columns:
        yield Problem(WARNING, "roles_from_titles", sheet.name)
    if "category" not in sheet.columns:
        yield Problem(WARNING, "no_categories", sheet.name)
    if "staff_code" not in sheet.columns:
        yield Problem(WARNING, "no_codes", sheet.name)


def _read_row(sheet: _Sheet, cells: Cells) -> Iterator[RollRow | Problem]:
    """A person, what is wrong with it, or nothing for rows that only divide the table."""
    texts = {
        key: cells.values[index]
        for key, index in sheet.columns.items()
        if index < len(cells.values) and cells.values[index]
    }
    texts.setdefault(
        "full_name",
        " ".join(texts[key] for key in ("family_name", "given_name") if key in texts),
    )
    if _is_heading_again(texts) or not any(cells.values):
        return
    group = _group_of(sheet, cells, texts)
    if group is not None:
        sheet.group = group or sheet.group
        return
    problems = list(_problems(sheet, cells, texts))
    yield from problems
    if not any(problem.severity == ERROR for problem in problems):
        yield _row(sheet, cells, texts)


def _is_heading_again(texts: dict[str, str]) -> bool:
    """Headings repeated on a new page, or the row that numbers the columns."""
    name = texts["full_name"]
    return words.key_of_heading(name) in {"full_name", "family_name"} or name.strip("()").isdigit()


def _group_of(sheet: _Sheet, cells: Cells, texts: dict[str, str]) -> str | None:
    """The unit that a dividing row names, "" for another row without a person, else None."""
    others = [text for text in cells.values if text and not words.is_number(text)]
    if not others:
        return ""
    first = others[0]
    if _is_sum(first) and not texts.get("staff_code"):
        return ""
    if len(set(others)) > 1 or texts.get("staff_code"):
        return None
    if words.starts_like_unit(first):
        return words.without_number(first)
    if first == texts["full_name"]:
        return None
    return "" if sheet.columns.keys() & {"unit", "unit_code"} else words.without_number(first)


def _is_sum(text: str) -> bool:
    """Whether the row adds up: «Tổng cộng», «Cộng: 12 người»; «Tống Thị Cộng» is a person."""
    return text.lower().startswith(("tổng", "cộng"))


def _problems(sheet: _Sheet, cells: Cells, texts: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with the cells of one person."""
    for severity, code, key in itertools.chain(
        _faults_of_name(texts), _faults_of_unit(sheet, texts), _faults_of_words(texts)
    ):
        at = key if key in sheet.columns else "family_name"
        column = get_column_letter(sheet.columns[at] + 1) if at in sheet.columns else ""
        text = texts.get(key, "")[:TEXT_SHOWN]
        yield Problem(severity, code, sheet.name, cells.number, column, text)


def _faults_of_name(texts: dict[str, str]) -> Iterator[Fault]:
    name = texts["full_name"]
    if not name:
        yield ERROR, "name_missing", "full_name"
    elif is_old_encoding(name):
        yield ERROR, "old_encoding", "full_name"
    elif not words.is_name(name):
        yield ERROR, "name_odd", "full_name"


def _faults_of_unit(sheet: _Sheet, texts: dict[str, str]) -> Iterator[Fault]:
    unit = texts.get("unit", "")
    if not (
        words.folded(unit) or words.folded(texts.get("unit_code", "")) or words.folded(sheet.group)
    ):
        yield ERROR, "unit_missing", "unit"
    elif is_old_encoding(unit):
        yield ERROR, "old_encoding", "unit"


def _faults_of_words(texts: dict[str, str]) -> Iterator[Fault]:
    for key, length in LENGTHS.items():
        if len(texts.get(key, "")) > length:
            yield ERROR, "too_long", key
    for key, is_known in CHECKS.items():
        if key in texts and not is_known(texts[key]):
            yield WARNING if key == "phone" else ERROR, f"{key}_odd", key


def _row(sheet: _Sheet, cells: Cells, texts: dict[str, str]) -> RollRow:
    """The person of the row."""
    has_unit = "unit" in texts or "unit_code" in texts
    return RollRow(
        sheet=sheet.name,
        number=cells.number,
        staff_code="".join(texts.get("staff_code", "").split()).upper(),
        full_name=texts["full_name"].replace("Ð", "Đ"),
        unit=texts.get("unit", "") if has_unit else sheet.group,
        unit_code=texts.get("unit_code", ""),
        parent=texts.get("parent", ""),
        role=_role(sheet, texts),
        category=words.CATEGORY_OF_WORD.get(words.folded(texts.get("category", ""))),
        title=texts.get("title", ""),
        email=texts.get("email", "").lower(),
        phone=_phone(texts.get("phone", "")),
        username=texts.get("username", "").lower(),
    )


def _role(sheet: _Sheet, texts: dict[str, str]) -> str | None:
    """By the column of roles, where an empty cell is a plain member; else by the title."""
    if "role" in sheet.columns:
        return words.role_of(texts.get("role", "")) or words.MEMBER
    if "title" in texts:
        return words.role_of_title(texts["title"]) or words.MEMBER
    return None


def _phone(text: str) -> str:
    """The number, with the zero that a spreadsheet took from its beginning; empty if it is none."""
    if not words.is_phone(text):
        return ""
    return f"0{text}" if text.isdigit() and len(text) == 9 and text[0] != "0" else text
