"""The files: the figures of the screen, safe to open, written into the log."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from intranet.reports.exports import as_csv, as_xlsx, harmless
from intranet.reports.sheets import Sheet
from tests.factories import make_person


def download(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def csv_rows(response):
    assert response.content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def xlsx_page(response):
    return load_workbook(io.BytesIO(response.content)).active


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
    assert [[row[0], *row[2:-1]] for row in rows] == screen_rows(screen)


def test_the_workbook_has_typed_cells_title_date_and_filter(client, body):
    client.force_login(body.users["Office"])
    page = xlsx_page(download(client, "report_xlsx", body.duty.kind, body.duty.key))
    assert page["A1"].value == "Trắc nghiệm thử"
    assert page["B3"].value.startswith("danh sách nhân sự lúc ")
    assert [cell.value for cell in page[6]][:3] == ["Đơn vị", "Thuộc", "Được giao"]
    root = {heading.value: cell for heading, cell in zip(page[6], page[7], strict=True)}
    assert root["Được giao"].value == 22
    assert root["Hoàn thành (%)"].value == 50
    assert root["Hoàn thành (%)"].number_format == "0.0"
    assert root["Biên chế tại"].is_date
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
    sheet = Sheet("T", [("Tên", text)], [text], [10], [[text], [-3], [Decimal("-0.5")]])
    rows = list(
        csv.reader(io.StringIO(as_csv(sheet).decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert rows[1] == [f"'{text}"]
    page = load_workbook(io.BytesIO(as_xlsx(sheet))).active
    assert all(cell.data_type != "f" for row in page for cell in row)
    assert page.cell(6, 1).value == -3


def test_usual_text_stays_as_it_is():
    assert harmless("Phòng Lao động – Tiền lương") == "Phòng Lao động – Tiền lương"


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_file(client, body):
    make_person(body.first, full_name="=HYPERLINK(1)")
    client.force_login(body.users["head"])
    address = (body.duty.kind, body.duty.key, body.first.pk)
    _, *rows = csv_rows(download(client, "report_unit_csv", *address))
    assert "'=HYPERLINK(1)" in [row[0] for row in rows]


def test_signs_that_no_file_may_hold_are_left_out():
    sheet = Sheet("Báo cáo", [], ["Tên"], [10], [["Nguyễn\x0b Thị\x07 Lam"]])

    page = load_workbook(io.BytesIO(as_xlsx(sheet))).active

    assert [cell.value for cell in page["A"]][-1] == "Nguyễn Thị Lam"
    assert "Nguyễn Thị Lam" in as_csv(sheet).decode()
