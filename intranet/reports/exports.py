"""Sheets as CSV and XLSX files that open rightly in the offices' spreadsheet programs."""

import csv
import datetime
import io
from decimal import Decimal

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from intranet.reports.sheets import Cell, Sheet, cell_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
A4 = 9  # as XLSX counts paper sizes
BYTE_ORDER_MARK = "\ufeff"
NUMBER_FORMATS = {Decimal: "0.0", datetime.datetime: "hh:mm dd/mm/yyyy"}


def harmless(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula or for a damaged file."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_csv(sheet: Sheet) -> bytes:
    """The bare table as CSV, numbers with a decimal comma.

    Fields are separated by semicolons: where the comma is the decimal sign, as it is in Viet Nam,
    spreadsheet programs split fields at the semicolon and would put a whole line into one cell
    otherwise. The byte order mark tells them that the text is UTF-8.
    """
    stream = io.StringIO()
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(label) for label in sheet.labels])
    writer.writerows([harmless(cell_text(cell)) for cell in row] for row in sheet.rows)
    return stream.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """The table as a workbook: title and facts, a heading that stays in sight, typed cells."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(title="Bao cao")
    heading_row = len(sheet.facts) + 3
    _lay_out(page, sheet, heading_row)
    page.append([typed_cell(page, sheet.title, bold=True)])
    for label, text in sheet.facts:
        page.append([typed_cell(page, label), typed_cell(page, text)])
    page.append([])
    page.append([typed_cell(page, label, bold=True) for label in sheet.labels])
    for row in sheet.rows:
        page.append([typed_cell(page, cell) for cell in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _lay_out(page: WriteOnlyWorksheet, sheet: Sheet, heading_row: int) -> None:
    """Widths, the heading that stays, the filter, and how it is printed."""
    last_column = get_column_letter(len(sheet.labels))
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = f"A{heading_row + 1}"
    page.auto_filter.ref = f"A{heading_row}:{last_column}{heading_row + len(sheet.rows)}"
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
