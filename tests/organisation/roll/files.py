"""Files as personnel rooms send them."""

import csv
import io
import zipfile

from openpyxl import Workbook

HEADINGS = ("Mã cán bộ", "Họ và tên", "Đơn vị", "Vai trò", "Nhóm nhân sự", "Thư điện tử")


def xlsx(*rows, sheets=None, merged=()) -> bytes:
    """A workbook of the rows; `sheets` gives more of them by name."""
    workbook = Workbook()
    page = workbook.active
    page.title = "Danh sách"
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for name, more in (sheets or {}).items():
        other = workbook.create_sheet(name)
        for row in more:
            other.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def csv_text(*rows, delimiter=";") -> str:
    """The rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def ods(*rows) -> bytes:
    """A minimal OpenDocument sheet of the rows."""
    return ods_of_rows(
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>"
            for text in row
        )
        for row in rows
    )


def ods_of_rows(rows) -> bytes:
    """A minimal OpenDocument sheet of rows whose cells are elements."""
    lines = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="Trang 1">'
        f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": content,
        }
    )


def archive(members) -> bytes:
    """A zip file of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(name, text)
    return stream.getvalue()


def far_cell_workbook() -> bytes:
    """A small workbook whose last cell stands in the last corner that there is."""
    workbook = Workbook()
    page = workbook.active
    page["A1"] = "Họ và tên"
    page["XFD1048576"] = "x"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
