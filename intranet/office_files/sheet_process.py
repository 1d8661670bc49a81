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
PERCENT, DAY, MONTH, GROUPED, ZEROS = "%", "d/m", "m/y", "1.000", "0"
# How cells look by the numbers of formats that every workbook knows.
KNOWN_LOOKS = {9: PERCENT, 10: PERCENT, 16: DAY, 17: MONTH, 3: GROUPED}
MOST_REPEATED = 200
UNREADABLE = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, ValueError, RuntimeError, StopIteration),
)
Cell = str | bool | float | datetime.datetime | datetime.date | datetime.time | datetime.timedelta

Handler = Callable[[str, dict[str, str]], None]


class Marks:
    """What the cells of a sheet are beside their values, by row and column.

    Of formulas it is kept whether they give text: an empty text is a result, no number is none.
    `merged` are the first and last rows of cells merged downwards, by column.
    """

    def __init__(self) -> None:
        self.formulas: dict[int, dict[int, bool]] = defaultdict(dict)
        self.looks: dict[int, dict[int, str]] = defaultdict(dict)
        self.merged: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def formulas_in(self, number: int, texts: list[str]) -> list[int]:
        """The columns of formulas in a row, without those whose result is an empty text."""
        return [
            column
            for column, gives_text in self.formulas.get(number, {}).items()
            if not gives_text or (column < len(texts) and texts[column])
        ]

    def fill(self, texts: list[str], number: int, kept: dict[int, str]) -> list[int]:
        """Give cells of a row below the first of a merged cell its text; returns their columns."""
        filled = []
        for column, spans in self.merged.items():
            for top, bottom in spans:
                if number == top and column < len(texts):
                    kept[column] = texts[column]
                elif top < number <= bottom and column < len(texts) and kept.get(column):
                    texts[column] = kept[column]
                    filled.append(column)
        return filled


def as_text(value: Cell, look: str = "") -> str:
    """A cell as people read it: whole numbers bare, a decimal comma, days as dd/mm/yyyy."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_as_text(float(value), look)
    if isinstance(value, datetime.datetime | datetime.date):
        return day_as_text(value, look)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)


def number_as_text(value: float, look: str) -> str:
    """The number with the fifteen digits that a spreadsheet keeps: 0.85 as per cent reads 85%."""
    if look == PERCENT:
        return number_as_text(round(value * 100, 10), "") + "%"
    if value.is_integer() and abs(value) < 10**15:
        if look == GROUPED:
            return f"{int(value):,}".replace(",", ".")
        return str(int(value)).zfill(len(look) if look.startswith(ZEROS) else 0)
    return format(value, ".15g").replace(".", ",")


def day_as_text(value: datetime.datetime | datetime.date, look: str) -> str:
    """The day, without what the cell does not show."""
    if look == DAY:
        return f"{value.day}/{value.month}"
    if look == MONTH:
        return f"{value.month:02}/{value.year}"
    day = f"{value.day:02}/{value.month:02}/{value.year}"
    has_time = isinstance(value, datetime.datetime) and (value.hour or value.minute)
    return f"{day} {value:%H:%M}" if has_time else day


def print_rows(path: str, max_columns: int, max_text: int) -> None:
    """Print a line for each row with text in it.

    It holds the sheet, the number of the row, its cells, the columns of formulas, the columns
    filled from a merged cell above, those of days shown without year or day, and whether the sheet
    is hidden. One cell behind the last column that is allowed and one letter behind the last tell
    of more.
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
        seen = marks.get(about.name) or Marks()
        for column, spans in merged_columns(sheet.merged_cell_ranges or []).items():
            seen.merged[column] = spans
        first_row, first_column = sheet.start or (0, 0)
        before: list[Cell] = [""] * min(first_column, max_columns)
        kept: dict[int, str] = {}
        for number, cells in enumerate(sheet.iter_rows(), first_row + 1):
            values = before + cells
            looks = seen.looks.get(number, {})
            texts = [
                as_text(value, looks.get(place, ""))[: max_text + 1]
                for place, value in enumerate(values[:max_columns])
            ]
            texts += [text for text in map(as_text, values[max_columns:]) if text][:1]
            formulas = seen.formulas_in(number, texts)
            if any(texts) or formulas:
                filled = seen.fill(texts, number, kept)
                days = [place for place in looks if is_short_day(values, place, looks[place])]
                row = [about.name, number, texts, formulas, filled, days, is_hidden]
                sys.stdout.write(json.dumps(row) + "\n")


def is_short_day(values: list[Cell], place: int, look: str) -> bool:
    """Whether a cell is a day of which not all is shown; often it was meant as «1/2»."""
    is_day = place < len(values) and isinstance(values[place], datetime.date)
    return is_day and look in {DAY, MONTH}


def merged_columns(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, list[tuple[int, int]]]:
    """By column the first and last row, from one, of cells merged over several rows."""
    columns: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, right) in ranges:
        if left == right and bottom > top:
            columns[left].append((top + 1, bottom + 1))
    return columns


def marks_of(content: bytes) -> dict[str, Marks]:
    """What is known of cells by sheet; XLSX and ODS tell, and what is damaged tells nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "content.xml" in archive.namelist():
                return ods_marks(archive)
            looks = looks_of_styles(archive)
            return {
                name: sheet_marks(archive, member, looks) for name, member in sheet_members(archive)
            }
    except UNREADABLE:
        return {}


def elements(archive: zipfile.ZipFile, member: str, handle: Handler) -> None:
    """Call `handle` with the name, without its prefix, and the attributes of each element."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: handle(name.split(":")[-1], attributes)
    with archive.open(member) as file:
        parser.ParseFile(file)


def looks_of_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """How cells of a style look, for the looks that matter."""
    looks = dict(KNOWN_LOOKS)
    styles: list[int] = []
    inside = [""]

    def handle(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            looks[int(attributes["numFmtId"])] = look_of(attributes.get("formatCode", ""))
        if name in {"cellStyleXfs", "cellXfs", "cellStyles"}:
            inside[0] = name
        elif name == "xf" and inside[0] == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))

    elements(archive, "xl/styles.xml", handle)
    return {place: looks[number] for place, number in enumerate(styles) if looks.get(number)}


def look_of(code: str) -> str:
    """How a number looks in a format: per cent, grouped, with zeros before it, part of a day."""
    bare = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", code.lower()).split(";")[0].strip()
    if "%" in bare:
        return PERCENT
    if "#,##0" in bare:
        return GROUPED
    if re.fullmatch("0{2,15}", bare):
        return bare
    if "m" in bare and "h" not in bare and "s" not in bare:
        if "d" in bare and "y" not in bare:
            return DAY
        if "y" in bare and "d" not in bare:
            return MONTH
    return ""


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


def sheet_marks(archive: zipfile.ZipFile, member: str, looks: dict[int, str]) -> Marks:
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
            if look := looks.get(int(attributes.get("s", 0))):
                marks.looks[place[0]][place[1]] = look
        elif name == "f":
            marks.formulas[place[0]][place[1]] = gives_text[0]

    elements(archive, member, handle)
    return marks


def ods_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """What the cells of an OpenDocument workbook are; rows and cells may stand for several."""
    found: dict[str, Marks] = {}
    table = [Marks()]
    row, column, rows, columns = [0], [0], [0], [0]

    def handle(name: str, attributes: dict[str, str]) -> None:
        said = {key.split(":")[-1]: value for key, value in attributes.items()}
        if name == "table" and "name" in said:
            table[0] = found[said["name"]] = Marks()
            row[0], rows[0] = 0, 0
        elif name == "table-row":
            row[0], rows[0] = row[0] + rows[0], int(said.get("number-rows-repeated", 1))
            column[0], columns[0] = 0, 0
        elif name in {"table-cell", "covered-table-cell"}:
            column[0] += columns[0]
            columns[0] = int(said.get("number-columns-repeated", 1))
            for number in range(row[0] + 1, row[0] + 1 + min(rows[0], MOST_REPEATED)):
                for place in range(column[0], column[0] + min(columns[0], MOST_REPEATED)):
                    mark_ods_cell(table[0], number, place, said)

    elements(archive, "content.xml", handle)
    return found


def mark_ods_cell(marks: Marks, number: int, column: int, said: dict[str, str]) -> None:
    """Note what an OpenDocument cell is."""
    if said.get("value-type") == "percentage":
        marks.looks[number][column] = PERCENT
    if "formula" in said:
        marks.formulas[number][column] = said.get("value-type") == "string"
    height = int(said.get("number-rows-spanned", 1))
    if height > 1 and said.get("number-columns-spanned", "1") == "1":
        marks.merged[column].append((number, number + height - 1))


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
