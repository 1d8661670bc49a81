"""The files: the figures of the screen, safe to open, written into the log."""

import csv
import io
import tracemalloc
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from openpyxl import load_workbook
from pypdf import PdfReader
from wagtail.models import ModelLogEntry

from intranet.reports.exporting import spreadsheets
from intranet.reports.exporting.kinds import CSV, XLSX, written
from intranet.reports.exporting.spreadsheets import harmless
from intranet.reports.sheets import Column, Sheet
from tests.factories import make_person


def download(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def csv_rows(response):
    content = response.getvalue()
    assert content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_page(response):
    return load_workbook(io.BytesIO(response.getvalue())).active


def sheet_of(label, *cells, title="Báo cáo", facts=()):
    """A table of one column."""
    return Sheet(title, list(facts), [Column(label, lambda cell: cell)], cells)


def csv_text(sheet):
    with written(sheet, CSV) as file:
        return file.read().decode("utf-8-sig")


def xlsx_cells(sheet):
    with written(sheet, XLSX) as file:
        return load_workbook(file).active


def screen_rows(response):
    return [
        [row["name"], *(cell["text"].replace("–", "") for cell in row["cells"])]
        for row in response.context["rows"]
    ]


@pytest.mark.parametrize("person", ["head", "Director", "Office"])
@pytest.mark.parametrize("order", ["", "ten", "chua-lam"])
def test_the_csv_has_exactly_the_figures_of_the_screen(client, body, person, order):
    client.force_login(body.users[person])
    address = (body.duty.kind, body.duty.key)
    screen = client.get(reverse("report", args=address), {"sap-xep": order})
    heading, *rows = csv_rows(download(client, "report_csv", *address, **{"sap-xep": order}))
    assert heading[0] == "Đơn vị"
    figures = slice(2, heading.index(gettext("Roll at")))
    assert [[row[0], *row[figures]] for row in rows] == screen_rows(screen)


def test_the_workbook_has_typed_cells_title_date_and_filter(client, body):
    client.force_login(body.users["Office"])
    page = xlsx_page(download(client, "report_xlsx", body.duty.kind, body.duty.key))
    assert page["A1"].value == "Trắc nghiệm thử"
    assert page["B3"].value.startswith("danh sách nhân sự ngày ")
    assert [cell.value for cell in page[6]][:3] == ["Đơn vị", "Thuộc", "Được giao"]
    root = {heading.value: cell for heading, cell in zip(page[6], page[7], strict=True)}
    assert root["Được giao"].value == 22
    assert root["Hoàn thành (%)"].value == 50
    assert root["Hoàn thành (%)"].number_format == "0.0"
    assert page.cell(7, len(root)).is_date
    assert page.freeze_panes == "A7"
    assert page.auto_filter.ref.startswith("A6:")


def test_the_names_are_filtered_as_on_the_screen(client, body):
    client.force_login(body.users["head"])
    address = (body.duty.kind, body.duty.key, body.first.pk)
    query = {"trang-thai": "chua-lam"}
    screen = client.get(reverse("report_unit", args=address), query)
    _, *rows = csv_rows(download(client, "report_unit_csv", *address, **query))
    assert [row[0] for row in rows] == [row["name"] for row in screen.context["rows"]]
    page = xlsx_page(download(client, "report_unit_xlsx", *address, **query))
    assert [page.cell(row, 1).value for row in range(8, page.max_row + 1)] == [
        row[0] for row in rows
    ]
    assert page["B5"].value == "Chưa làm"


def test_files_are_named_by_title_and_minute_and_not_kept_by_caches(client, body):
    client.force_login(body.users["Office"])
    response = download(client, "report_csv", body.duty.kind, body.duty.key)
    name = response["Content-Disposition"]
    assert f'filename="trac-nghiem-thu-{localdate():%Y%m%d}-' in name
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["report_csv", "report_xlsx"])
def test_an_export_leaves_a_line_in_the_log(client, body, name):
    client.force_login(body.users["head"])
    download(client, name, body.duty.kind, body.duty.key)
    entry = ModelLogEntry.objects.get(action="reports.export")
    assert entry.user == body.users["head"]
    assert entry.object_id == str(body.first.pk)
    assert entry.data["duty"] == f"{body.duty.kind}:{body.duty.key}"
    assert "Trắc nghiệm thử" in entry.message
    assert entry.data["file"] in entry.message


def test_a_refused_export_leaves_no_line(client, body):
    client.force_login(body.users["Director"])
    client.get(reverse("report_unit_csv", args=[body.duty.kind, body.duty.key, body.first.pk]))
    assert not ModelLogEntry.objects.filter(action="reports.export").exists()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula(start):
    text = f"{start}1+1"
    cells = (text, -3, Decimal("-0.5"))
    read = csv.reader(io.StringIO(csv_text(sheet_of(text, *cells)), newline=""), delimiter=";")
    assert [row[0] for row in read][:2] == [f"'{text}", f"'{text}"]
    page = xlsx_cells(sheet_of(text, *cells, facts=[("Tên", text)]))
    assert all(cell.data_type != "f" for row in page for cell in row)
    assert page.cell(6, 1).value == -3


def test_usual_text_stays_as_it_is():
    assert harmless("Phòng Lao động – Tiền lương") == "Phòng Lao động – Tiền lương"


@pytest.mark.parametrize(
    ("text", "written"),
    [("-1,4", "-1,4"), ("-12", "-12"), ("-1+2", "'-1+2"), ("-", "'-"), ("-1,4\n", "'-1,4\n")],
)
def test_a_negative_number_stays_one(text, written):
    assert harmless(text) == written


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_file(client, body):
    make_person(body.first, full_name="=HYPERLINK(1)")
    client.force_login(body.users["head"])
    address = (body.duty.kind, body.duty.key, body.first.pk)
    _, *rows = csv_rows(download(client, "report_unit_csv", *address))
    assert "'=HYPERLINK(1)" in [row[0] for row in rows]


def test_signs_that_no_file_may_hold_are_left_out():
    text = "Nguyễn\x0b Thị\x07 Lam"

    page = xlsx_cells(sheet_of("Tên", text))

    assert [cell.value for cell in page["A"]][-1] == "Nguyễn Thị Lam"
    assert "Nguyễn Thị Lam" in csv_text(sheet_of("Tên", text))


def test_what_one_page_cannot_hold_goes_on_on_the_next(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS_OF_A_PAGE", 2)

    with written(sheet_of("Số", 1, 2, 3), XLSX) as file:
        pages = load_workbook(file).worksheets

    assert [[cell.value for cell in page["A"]][2:] for page in pages] == [
        ["Số", 1, 2],
        ["Số", 3],
    ]


def test_a_file_is_written_while_the_rows_are_read():
    read = []

    def rows():
        for number in range(5_000):
            read.append(number)
            yield number

    pieces = spreadsheets.csv_lines(
        Sheet("Báo cáo", [], [Column("Số", lambda number: number)], rows())
    )
    next(pieces)
    next(pieces)
    assert len(read) < 1_000


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_memory_does_not_grow_with_the_table(kind):
    def peak(rows):
        table = Sheet("Báo cáo", [], [Column("Tên", lambda row: f"Nguyễn {row}")], range(rows))
        tracemalloc.start()
        with written(table, kind):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(8_000) < 1.5 * peak(1_000)


def test_paper_is_tagged_and_has_body_title_and_text(client, body):
    client.force_login(body.users["head"])
    make_person(body.first, full_name="#let *Trần* _Thị_ $Lạ$")
    address = (body.duty.kind, body.duty.key, body.first.pk)
    response = download(client, "report_unit_pdf", *address)
    assert response["Content-Type"] == "application/pdf"
    content = response.getvalue()
    assert content.startswith(b"%PDF-")
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "#let *Trần* _Thị_ $Lạ$" in text
    assert "Trắc nghiệm thử – Phòng Một" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("vi")
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
