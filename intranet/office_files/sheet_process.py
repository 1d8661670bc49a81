"""Reads a workbook in a process of its own and prints its rows as lines of JSON.

A file made to exhaust memory or to upset the parser ends this process, not the site. It is started
by its path and knows nothing of the project; see `workbooks.py` for the other end.
"""

import datetime
import io
import json
import posixpath
import re
import resource
import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook

MEMORY = 1024 * 1024 * 1024
SECONDS = 120
PERCENT_FORMATS = {9, 10}
UNREADABLE = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, RuntimeError, StopIteration),
)
Cell = str | bool | float | datetime.datetime | datetime.date | datetime.time | datetime.timedelta

Handler = Callable[[str, dict[str, str]], None]


class Marks:
    """Which cells of a sheet are formulas and which are shown as per cent, by row.

    Of formulas it is kept whether they give text: an empty text is a result, no number is none.
    """

    def __init__(self) -> None:
        self.formulas: dict[int, dict[int, bool]] = defaultdict(dict)
        self.percents: dict[int, set[int]] = defaultdict(set)

    def formulas_in(self, number: int, texts: list[str]) -> list[int]:
        """The columns of formulas in a row, without those whose result is an empty text."""
        return [
            column
            for column, gives_text in self.formulas.get(number, {}).items()
            if not gives_text or (column < len(texts) and texts[column])
        ]


def as_text(value: Cell) -> str:
    """A cell as people read it: whole numbers bare, a decimal comma, days as dd/mm/yyyy."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_as_text(float(value))
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.day:02}/{value.month:02}/{value.year}"
        has_time = isinstance(value, datetime.datetime) and (value.hour or value.minute)
        return f"{day} {value:%H:%M}" if has_time else day
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)


def number_as_text(value: float) -> str:
    """The number with the fifteen digits that a spreadsheet keeps."""
    if value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return format(value, ".15g").replace(".", ",")


def as_percent(value: Cell) -> str:
    """A number in a cell shown as per cent: 0.85 reads 85%."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return as_text(value)
    return number_as_text(round(value * 100, 10)) + "%"


def print_rows(path: str, max_columns: int, max_text: int) -> None:
    """Print a line for each row with text in it.

    It holds the sheet, the number of the row, its cells, the places of formulas, the places filled
    from a merged cell above, and whether the sheet is hidden. One cell behind the last column that
    is allowed and one letter behind the last tell of more.
    """
    content = Path(path).read_bytes()
    marks = marks_of(content)
    workbook = load_workbook(io.BytesIO(content))
    del content
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        is_hidden = str(about.visible) != "SheetVisibleEnum.Visible"
        merged = merged_columns(sheet.merged_cell_ranges or [])
        seen = marks.get(about.name) or Marks()
        first_row, first_column = sheet.start or (0, 0)
        before: list[Cell] = [""] * min(first_column, max_columns)
        kept: dict[int, str] = {}
        for number, cells in enumerate(sheet.iter_rows(), first_row + 1):
            values = before + cells
            percents = seen.percents.get(number, ())
            texts = [
                (as_percent(value) if place in percents else as_text(value))[: max_text + 1]
                for place, value in enumerate(values[:max_columns])
            ]
            texts += [text for text in map(as_text, values[max_columns:]) if text][:1]
            formulas = seen.formulas_in(number, texts)
            if any(texts) or formulas:
                filled = fill(texts, number, merged, kept)
                row = [about.name, number, texts, formulas, filled, is_hidden]
                sys.stdout.write(json.dumps(row) + "\n")


def merged_columns(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, list[tuple[int, int]]]:
    """By column the first and last row, from one, of cells merged over several rows."""
    columns: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, right) in ranges:
        if left == right and bottom > top:
            columns[left].append((top + 1, bottom + 1))
    return columns


def fill(
    texts: list[str], number: int, merged: dict[int, list[tuple[int, int]]], kept: dict[int, str]
) -> list[int]:
    """Give the cells of a row below the first of a merged cell its text; returns their places."""
    filled = []
    for column, spans in merged.items():
        for top, bottom in spans:
            if number == top and column < len(texts):
                kept[column] = texts[column]
            elif top < number <= bottom and column < len(texts) and kept.get(column):
                texts[column] = kept[column]
                filled.append(column)
    return filled


def marks_of(content: bytes) -> dict[str, Marks]:
    """Formulas and percentages by sheet; only XLSX tells, and one that is damaged tells nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            percents = percent_styles(archive)
            return {
                name: sheet_marks(archive, member, percents)
                for name, member in sheet_members(archive)
            }
    except UNREADABLE:
        return {}


def elements(archive: zipfile.ZipFile, member: str, handle: Handler) -> None:
    """Call `handle` with the name, without its prefix, and the attributes of each element."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: handle(name.split(":")[-1], attributes)
    with archive.open(member) as file:
        parser.ParseFile(file)


def percent_styles(archive: zipfile.ZipFile) -> set[int]:
    """The styles of cells that are shown as per cent."""
    formats = set(PERCENT_FORMATS)
    styles: list[int] = []
    inside = [""]

    def handle(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(int(attributes["numFmtId"]))
        if name in {"cellStyleXfs", "cellXfs", "cellStyles"}:
            inside[0] = name
        elif name == "xf" and inside[0] == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))

    elements(archive, "xl/styles.xml", handle)
    return {place for place, number in enumerate(styles) if number in formats}


def sheet_members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The names of the sheets with the members of the archive that hold them."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = posixpath.normpath(
                posixpath.join("/xl", attributes["Target"])
            ).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identity = next(value for key, value in attributes.items() if key.endswith(":id"))
            sheets.append((attributes["name"], targets[identity]))

    elements(archive, "xl/_rels/workbook.xml.rels", relation)
    elements(archive, "xl/workbook.xml", sheet)
    return [(name, member) for name, member in sheets if "worksheets/" in member]


def sheet_marks(archive: zipfile.ZipFile, member: str, percent_styles: set[int]) -> Marks:
    """What the cells of one sheet are."""
    marks = Marks()
    place = [0, 0]
    gives_text = [False]

    def handle(name: str, attributes: dict[str, str]) -> None:
        if name == "c" and (match := re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", attributes["r"])):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            place[:] = int(match[2]), column - 1
            gives_text[0] = attributes.get("t") == "str"
            if int(attributes.get("s", 0)) in percent_styles:
                marks.percents[place[0]].add(place[1])
        elif name == "f":
            marks.formulas[place[0]][place[1]] = gives_text[0]

    elements(archive, member, handle)
    return marks


def main() -> int:
    """Return 0, or 3 for a file under a password, 4 for one that cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path, max_columns, max_text = sys.argv[1:]
    try:
        print_rows(path, int(max_columns), int(max_text))
    except PasswordError:
        return 3
    except (CalamineError, OSError, ValueError):
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
