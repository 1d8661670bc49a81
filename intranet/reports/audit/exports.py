"""The log as CSV and XLSX, written while it is read: memory does not grow with it."""

import csv
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from intranet.reports.audit.rows import LogRow, columns
from intranet.reports.exports import BYTE_ORDER_MARK, harmless, typed_cell
from intranet.reports.sheets import cell_text

MOST_ROWS_OF_A_SHEET = 1_000_000


class _Line:
    """A file of one line: what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def csv_lines(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """The file line by line, in the form of the other files of the site."""
    line = _Line()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column.label) for column in columns()])
    yield (BYTE_ORDER_MARK + line.text).encode()
    for row in rows:
        writer.writerow([harmless(cell_text(column.value(row))) for column in columns()])
        yield line.text.encode()


def xlsx_file(rows: Iterable[LogRow]) -> IO[bytes]:
    """A workbook on disk, open for reading, that is gone when it is closed."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(title="Nhat ky")
    page.freeze_panes = "A2"
    for number, column in enumerate(columns(), 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([typed_cell(page, str(column.label), bold=True) for column in columns()])
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS_OF_A_SHEET:
            break
        page.append([typed_cell(page, column.value(row)) for column in columns()])
    file: Any = TemporaryFile()  # noqa: SIM115  (the response closes it)
    workbook.save(file)
    file.seek(0)
    return file
