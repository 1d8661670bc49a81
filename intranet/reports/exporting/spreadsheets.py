"""Sheets as CSV and XLSX files that open rightly in the offices' spreadsheet programs.

Both are written while the rows are read: memory does not grow with the table.
"""

import csv
import datetime
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from intranet.reports.sheets import Cell, Sheet, cell_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NEGATIVE = re.compile(r"-[0-9]+(,[0-9]+)?")
A4 = 9  # as XLSX counts paper sizes
BYTE_ORDER_MARK = "\ufeff"
NUMBER_FORMATS = {Decimal: "0.0", datetime.datetime: "hh:mm dd/mm/yyyy"}
MOST_ROWS_OF_A_PAGE = 1_000_000  # the programs take 1,048,576 with the heading
LINES_AT_ONCE = 500


class _Line:
    """A file of one line: what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def harmless(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula or for a damaged file."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if NEGATIVE.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """The table as CSV in pieces of many lines, each with what the head of other files says once.

    Numbers have a decimal comma. Fields are separated by semicolons: where the comma is the decimal
    sign, as it is in Viet Nam, spreadsheet programs split fields at the semicolon and would put a
    whole line into one cell otherwise. The byte order mark tells them that the text is UTF-8.
    """
    line = _Line()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")

    def written(texts: list[str]) -> str:
        writer.writerow([harmless(text) for text in texts])
        return line.text

    said = [cell_text(cell) for _label, cell in sheet.repeated]
    labels = [*sheet.labels, *(str(label) for label, _cell in sheet.repeated)]
    lines = (written([*map(cell_text, row), *said]) for row in sheet.cells())
    yield (BYTE_ORDER_MARK + written(labels)).encode()
    while piece := "".join(itertools.islice(lines, LINES_AT_ONCE)):
        yield piece.encode()


def write_csv(sheet: Sheet, file: IO[bytes]) -> None:
    """The table as CSV into the open file."""
    file.writelines(csv_lines(sheet))


def write_xlsx(sheet: Sheet, file: IO[bytes]) -> None:
    """The table as a workbook: title and facts, a heading that stays in sight, typed cells.

    What one page cannot hold goes on on the next.
    """
    workbook = Workbook(write_only=True)
    rows = sheet.cells()
    is_full = True
    while is_full:
        is_full = _write_page(workbook, sheet, rows) == MOST_ROWS_OF_A_PAGE
    workbook.save(file)


def _write_page(workbook: Workbook, sheet: Sheet, rows: Iterator[list[Cell]]) -> int:
    """Write as many rows as a page holds; returns how many those were."""
    page = workbook.create_sheet(title=f"Bao cao {len(workbook.worksheets) + 1}")
    heading_row = len(sheet.facts) + 3
    _lay_out(page, sheet, heading_row)
    page.append([typed_cell(page, sheet.title, bold=True)])
    for label, text in sheet.facts:
        page.append([typed_cell(page, label), typed_cell(page, text)])
    page.append([])
    page.append([typed_cell(page, label, bold=True) for label in sheet.labels])
    number = 0
    for row in itertools.islice(rows, MOST_ROWS_OF_A_PAGE):
        page.append([typed_cell(page, cell) for cell in row])
        number += 1
    last_column = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A{heading_row}:{last_column}{heading_row + number}"
    return number


def _lay_out(page: WriteOnlyWorksheet, sheet: Sheet, heading_row: int) -> None:
    """Widths, the heading that stays, and how it is printed."""
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"A{heading_row + 1}"
    page.print_title_rows = f"{heading_row}:{heading_row}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def typed_cell(page: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """A typed cell; a moment is written in the office's time zone, which XLSX cannot name."""
    if isinstance(value, datetime.datetime):
        content: object = localtime(value).replace(tzinfo=None)
    elif isinstance(value, int | Decimal) or value is None:
        content = value
    else:
        content = harmless(str(value))
    cell = WriteOnlyCell(page, content)
    if type(value) in NUMBER_FORMATS:
        cell.number_format = NUMBER_FORMATS[type(value)]
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
