"""Question sheets of every shape to questions: XLSX, XLS, ODS and CSV; pure."""

import csv
import itertools
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from intranet.office_files import encodings
from intranet.office_files.refusal import FileRefusedError as RefusedError
from intranet.office_files.workbooks import (
    OLE,
    WORKBOOKS,
    Cells,
    Limits,
    archive_names,
    csv_rows,
    workbook_rows,
)
from quiz.formats.base import (
    COMMENT,
    ERROR,
    NOTICE,
    UNREAD,
    WARNING,
    FileRefusedError,
    Line,
    Place,
    Problem,
    ReadFile,
    ReadQuestion,
)
from quiz.formats.sheets.columns import Mapping
from quiz.formats.sheets.layout import Layout, is_table, layout_of, mapped
from quiz.formats.sheets.questions import MAX_TEXT
from quiz.formats.sheets.rows import SheetReader, column_problems, line_of
from quiz.formats.text import converted, decoded, tidy
from search.text import fold

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_ROWS = 100_000
MAX_QUESTIONS = 20_000
MAX_COLUMNS = 200
LIMITS = Limits(MAX_UNPACKED, MAX_COLUMNS, MAX_TEXT)
SHEETS_OF_TEMPLATE = frozenset(("huong dan", "vi du"))
DELIMITERS = ";,\t|"
FEWEST_ROWS, FEWEST_COLUMNS = 2, 3
ROWS_SHOWN, COLUMNS_SHOWN, TEXT_SHOWN = 12, 40, 120
UNICODE = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be", ""))


def read(path: Path, mapping: Mapping | None = None) -> ReadFile:
    """The questions of a workbook or CSV file; `mapping` names the columns where a person did.

    Raises FileRefusedError.
    """
    check_size(path)
    form = form_of(path)
    if form == "csv":
        text, encoding = decoded(path.read_bytes())
        return read_csv(text, mapping, encoding=encoding)
    with _prefixed():
        rows = _limited(workbook_rows(path, LIMITS))
    return _read(form, rows, mapping or {})


def read_csv(text: str, mapping: Mapping | None = None, *, encoding: str = "") -> ReadFile:
    """The questions of the text of a CSV file."""
    delimiter, body, skipped = delimiter_of(text)
    with _prefixed():
        rows = _limited(csv_rows(body, delimiter, LIMITS))
    rows = [cells._replace(number=cells.number + skipped) for cells in rows]
    found = _read("csv", rows, mapping or {}, encoding=encoding)
    if not skipped:
        return found
    marker = Line(Place(1), COMMENT, text.split("\n", 1)[0])
    return ReadFile("csv", found.questions, found.problems, (marker, *found.lines))


def check_size(path: Path) -> None:
    """Refuse what is empty or larger than any file of questions."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError("sheet_empty")
    if size > MAX_BYTES:
        raise FileRefusedError("sheet_too_large", megabytes=MAX_BYTES // 1024 // 1024)


def form_of(path: Path) -> str:
    """`xlsx`, `xls`, `ods` or `csv`, by what stands in the file."""
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start == OLE:
        return "xls"
    if not start.startswith(b"PK"):
        return "csv"
    with _prefixed():
        names = archive_names(path, MAX_UNPACKED)
    form = next((form for name, form in WORKBOOKS.items() if name in names), "")
    if not form:
        raise FileRefusedError("sheet_not_a_sheet")
    return "ods" if form == "ods" else "xlsx"


def delimiter_of(text: str) -> tuple[str, str, int]:
    """The sign between cells, the text without a line that names it, and the lines left out.

    The sign that parts the most lines into the same number of cells wins.
    """
    first, _end, rest = text.partition("\n")
    if first.lower().strip().strip('"').startswith("sep=") and len(first.strip().strip('"')) == 5:
        return first.strip().strip('"')[-1], rest, 1
    sample = list(itertools.islice(text.split("\n"), 60))
    return max(DELIMITERS, key=lambda sign: _weight(*_agreement(sample, sign))), text, 0


def _weight(rows: int, width: int) -> int:
    """How much a delimiter explains; wide rows count more, up to a point."""
    return rows * min(width, 4)


def is_csv_table(text: str) -> bool:
    """Whether most lines are rows of the same number of cells, three at least."""
    delimiter, body, _skipped = delimiter_of(text)
    lines = [line for line in itertools.islice(body.split("\n"), 60) if line.strip()]
    rows, width = _agreement(lines, delimiter)
    return width >= FEWEST_COLUMNS and rows >= FEWEST_ROWS and rows * 3 >= len(lines) * 2


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many rows have the most frequent number of cells, and that number."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width = max(set(widths), key=lambda number: (widths.count(number), number))
    return widths.count(width), width


class _prefixed:  # noqa: N801  (reads as a word: with _prefixed())
    """Gives codes of refusals the prefix of sheets."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, RefusedError):
            raise FileRefusedError(f"sheet_{error.code}", **error.details) from error


def _limited(rows: Generator[Cells, None, None]) -> list[Cells]:
    """All rows, tidied; refuses what is longer or wider than any sheet of questions."""
    found: list[Cells] = []
    with closing(rows):
        for cells in rows:
            if len(found) >= MAX_ROWS:
                raise RefusedError("too_many_rows", rows=MAX_ROWS)
            if len(cells.values) > MAX_COLUMNS:
                raise RefusedError("too_many_columns", columns=MAX_COLUMNS)
            found.append(cells)
    return found


def _read(form: str, rows: list[Cells], mapping: Mapping, *, encoding: str = "") -> ReadFile:
    """The questions of all sheets."""
    problems: list[Problem] = []
    rows, family = _in_unicode(rows)
    if family or encoding not in UNICODE:
        details = {"encoding": family or encoding}
        problems.append(Problem(NOTICE, "text_converted", Place(1), details=details))
    problems += _lost_letters(rows)
    sheets = [(name, list(group)) for name, group in itertools.groupby(rows, lambda row: row.sheet)]
    layouts = [_layout(name, cells, mapping) for name, cells in sheets]
    unsure = [
        (name, cells, layout)
        for (name, cells), layout in zip(sheets, layouts, strict=True)
        if layout is not None and not layout.is_sure
    ]
    has_sure = any(layout and layout.is_sure for layout in layouts)
    if any(layout.columns or is_table(cells) for _name, cells, layout in unsure) or not has_sure:
        return _unsure(form, sheets, layouts, problems)
    return _questions(form, sheets, layouts, problems)


def _in_unicode(rows: list[Cells]) -> tuple[list[Cells], str]:
    """The rows with tidy cells, those typed for old fonts converted."""
    texts = [text for cells in rows for text in cells.values]
    texts, family = converted(texts)
    rest = iter(texts)
    return [
        cells._replace(values=[tidy(next(rest)) for _cell in cells.values], sheet=tidy(cells.sheet))
        for cells in rows
    ], family


def _lost_letters(rows: Sequence[Cells]) -> list[Problem]:
    """A warning where letters became question marks before the text came into the workbook."""
    texts = [" ".join(cells.values) for cells in rows]
    first = encodings.first_lost_letter(texts)
    if not first:
        return []
    cells = rows[first - 1]
    place = Place(cells.number, cells.sheet)
    return [Problem(WARNING, "text_letters_lost", place, texts[first - 1][:TEXT_SHOWN])]


def _layout(name: str, rows: Sequence[Cells], mapping: Mapping) -> Layout | None:
    """The layout of a sheet; None for one that holds no questions by what it is."""
    if name in mapping:
        chosen = mapping[name]
        return mapped(rows, chosen) if chosen else None
    if mapping or rows[0].is_hidden or fold(name) in SHEETS_OF_TEMPLATE:
        return None
    return layout_of(rows)


def _questions(
    form: str,
    sheets: Iterable[tuple[str, list[Cells]]],
    layouts: Iterable[Layout | None],
    problems: list[Problem],
) -> ReadFile:
    """The questions of the sheets whose columns are known."""
    questions: list[ReadQuestion] = []
    lines: list[Line] = []
    for (name, rows), layout in zip(sheets, layouts, strict=True):
        if layout is None or not layout.is_sure:
            problems.append(_sheet_left_out(name, rows, layout))
            if fold(name) not in SHEETS_OF_TEMPLATE:  # what we wrote ourselves nobody misses
                role = COMMENT if layout is None else UNREAD
                lines += [line_of(cells, role) for cells in rows]
            continue
        problems += column_problems(layout, name)
        result = SheetReader(layout).read(rows)
        questions += result.questions
        problems += result.problems
        lines += result.lines
        if len(questions) > MAX_QUESTIONS:
            raise FileRefusedError("sheet_too_many_questions", questions=MAX_QUESTIONS)
    if not questions:
        problems.append(Problem(ERROR, "sheet_no_questions", Place(1)))
    return ReadFile(form, tuple(questions), tuple(problems), tuple(lines))


def _sheet_left_out(name: str, rows: Sequence[Cells], layout: Layout | None) -> Problem:
    """Why nothing was read from a sheet."""
    place = Place(rows[0].number, name)
    if layout is not None:
        return Problem(WARNING, "sheet_without_questions", place, name)
    if fold(name) in SHEETS_OF_TEMPLATE:
        return Problem(NOTICE, "sheet_of_guide", place, name)
    code = "sheet_hidden" if rows[0].is_hidden else "sheet_left_out"
    return Problem(WARNING if rows[0].is_hidden else NOTICE, code, place, name)


def _unsure(
    form: str,
    sheets: Sequence[tuple[str, list[Cells]]],
    layouts: Sequence[Layout | None],
    problems: list[Problem],
) -> ReadFile:
    """A file whose columns a person has to name, with what is needed for asking."""
    if not sheets:
        raise FileRefusedError("sheet_empty")
    asked = [
        {
            "name": name,
            "header_row": layout.last_row if layout else 0,
            "columns": {
                str(place): field for place, field in (layout.columns if layout else {}).items()
            },
            "rows": [
                [cells.number, [text[:TEXT_SHOWN] for text in cells.values[:COLUMNS_SHOWN]]]
                for cells in _shown(rows, layout)
            ],
            "is_left_out": layout is None or not (layout.columns or is_table(rows)),
        }
        for (name, rows), layout in zip(sheets, layouts, strict=True)
    ]
    first = next((name for (name, _), layout in zip(sheets, layouts, strict=True) if layout), "")
    problem = Problem(ERROR, "sheet_columns_unsure", Place(1, first), details={"sheets": asked})
    lines = tuple(line_of(cells, UNREAD) for _name, rows in sheets for cells in rows)
    return ReadFile(form, (), (*problems, problem), lines)


def _shown(rows: Sequence[Cells], layout: Layout | None) -> Sequence[Cells]:
    """The first rows, with the headings among them."""
    first = rows[:ROWS_SHOWN]
    if layout is None or not layout.row or any(cells.number == layout.last_row for cells in first):
        return first
    return [cells for cells in rows if cells.number >= layout.row][:ROWS_SHOWN]
