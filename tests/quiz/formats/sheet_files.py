"""Workbooks as the tests of question sheets want them."""

import csv
import io

from openpyxl import Workbook

HEADINGS = ("STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án")
STEM = "Cơ quan nào tiếp nhận hồ sơ?"
CHOICES = ("Sở", "Huyện", "Xã", "Thôn")


def workbook(*rows, name="Câu hỏi", merged=(), formats=None, sheets=None, hidden=()) -> bytes:
    """A workbook of the rows; `formats` are number formats by cell, `sheets` more of them."""
    book = Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for place, number_format in (formats or {}).items():
        page[place].number_format = number_format
    for other, more in (sheets or {}).items():
        sheet = book.create_sheet(other)
        for row in more:
            sheet.append(list(row))
    for other in hidden:
        book[other].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_text(*rows, delimiter=";") -> str:
    """The rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()
