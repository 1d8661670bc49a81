"""Files become rows whatever they are called; what cannot be read is refused with a reason."""

import datetime
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.office_files.refusal import FileRefusedError
from intranet.office_files.workbooks import Cells
from intranet.organisation.roll import reading
from intranet.organisation.roll.reading import read_cells
from intranet.organisation.roll.rows import Problem, RollRow, read_rows
from tests.organisation.roll import files


@pytest.fixture
def path(tmp_path):
    """Writes a file and returns where it is; the name says nothing."""

    def write(content):
        target = tmp_path / "danh-sach"
        target.write_bytes(content)
        return target

    return write


def people(path):
    return [line for line in read_rows(read_cells(path)) if isinstance(line, RollRow)]


def problems(path):
    return [line for line in read_rows(read_cells(path)) if isinstance(line, Problem)]


ROWS = [
    files.HEADINGS,
    ("CB-1", "Nguyễn Thị Ánh", "Văn phòng", "Cấp trưởng", "Công chức", "anh@example.vn"),
    ("CB-2", "Trần Đình Độ", "Phòng Người có công", "", "Người lao động", ""),
]
TEXT = files.csv_text(*ROWS)
FORMS = {
    "xlsx": files.xlsx(*ROWS),
    "ods": files.ods(*ROWS),
    "csv": TEXT.encode(),
    "csv with a byte order mark": TEXT.encode("utf-8-sig"),
    "csv with commas": files.csv_text(*ROWS, delimiter=",").encode(),
    "csv with tabs": files.csv_text(*ROWS, delimiter="\t").encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 little without mark": TEXT.encode("utf-16-le"),
    "utf-16 big without mark": TEXT.encode("utf-16-be"),
    "csv in decomposed letters": unicodedata.normalize("NFD", TEXT).encode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_every_form_gives_the_same_people(path, content):
    first, second = people(path(content))

    assert (first.staff_code, first.full_name, first.unit) == (
        "CB-1",
        "Nguyễn Thị Ánh",
        "Văn phòng",
    )
    assert (first.role, first.category, first.email) == (
        "head",
        "civil_servant",
        "anh@example.vn",
    )
    assert (second.full_name, second.role, second.category) == (
        "Trần Đình Độ",
        "member",
        "contract_worker",
    )
    assert unicodedata.is_normalized("NFC", second.full_name)


REFUSED = {
    "empty": b"",
    "not_a_sheet": files.archive({"word/document.xml": "<x/>"}),
    "damaged": b"PK\x03\x04" + b"x" * 400,
    "encoding": "Họ và tên;Mã\nNguyễn".encode("cp1258", "replace") + b"\xd0\xf1",
    "no_headings": "Một bảng khác;1\n2;3\n".encode(),
    "bomb": files.far_cell_workbook(),
}


@pytest.mark.parametrize(("code", "content"), REFUSED.items(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused(path, code, content):
    with pytest.raises(FileRefusedError) as caught:
        people(path(content))
    assert caught.value.code == code


def test_an_archive_that_unpacks_to_too_much_is_refused(path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_UNPACKED", 1000)
    with pytest.raises(FileRefusedError, match="bomb"):
        people(path(FORMS["xlsx"]))


def test_a_file_that_is_too_large_or_too_long_is_refused(path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    with pytest.raises(FileRefusedError, match="too_many_rows"):
        people(path(FORMS["xlsx"]))
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(FileRefusedError, match="too_large"):
        people(path(FORMS["xlsx"]))


def test_a_sheet_as_personnel_rooms_keep_it(path):
    content = files.xlsx(
        ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        [],
        ["STT", "HỌ VÀ TÊN (*)", "Chức vụ", "Mã số", "Số điện thoại", "Ngày sinh"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I", "VĂN PHÒNG"],
        [1, "Nguyễn Thị Ánh", "Chánh Văn phòng", 101, 912345678, datetime.date(1980, 1, 2)],
        [2, "Trần Đình Độ", "Phó Chánh Văn phòng", 102.0, "0239 3855 001", None],
        [],
        ["II. PHÒNG NGƯỜI CÓ CÔNG"],
        [3, "  Lê   Viết Sơn ", "Chuyên viên", 103],
        ["Tổng cộng: 3 người"],
        [None, None, "Người lập biểu"],
        merged=["A1:F1", "A2:F2", "A10:F10"],
    )

    found = people(path(content))

    assert [(p.staff_code, p.full_name, p.unit, p.role, p.phone) for p in found] == [
        ("101", "Nguyễn Thị Ánh", "VĂN PHÒNG", "head", "0912345678"),
        ("102", "Trần Đình Độ", "VĂN PHÒNG", "deputy", "0239 3855 001"),
        ("103", "Lê Viết Sơn", "PHÒNG NGƯỜI CÓ CÔNG", "member", ""),
    ]
    assert {p.code for p in problems(path(content))} == {"roles_from_titles", "no_categories"}


def test_several_sheets_and_those_of_the_template(path):
    more = {
        "Ví dụ": [files.HEADINGS, ("X", "Người Ví Dụ", "Phòng")],
        "Ghi chú": [("không phải bảng",)],
        "Phòng khác": [("Họ đệm", "Tên", "Đơn vị"), ("Phan Văn", "Hòa", "Phòng Hai")],
    }
    content = files.xlsx(*ROWS, sheets=more)

    assert [p.full_name for p in people(path(content))][2:] == ["Phan Văn Hòa"]
    assert "sheet_without_headings" in {p.code for p in problems(path(content))}


FAULTS = [
    ("name_missing", "B", ("CB-1", "", "Phòng", "", "", "")),
    ("name_odd", "B", ("CB-1", "Nguyễn 4", "Phòng", "", "", "")),
    ("name_odd", "B", ("CB-1", "=HYPERLINK(1)", "Phòng", "", "", "")),
    ("old_encoding", "B", ("CB-1", "NguyÔn V¨n An", "Phòng", "", "", "")),
    ("old_encoding", "B", ("CB-1", "Nguyeãn Vaên An", "Phòng", "", "", "")),
    ("unit_missing", "C", ("CB-1", "Lê An", "", "", "", "")),
    ("unit_missing", "C", ("CB-1", "Lê An", "…", "", "", "")),
    ("role_odd", "D", ("CB-1", "Lê An", "Phòng", "Vua", "", "")),
    ("category_odd", "E", ("CB-1", "Lê An", "Phòng", "", "Khách", "")),
    ("email_odd", "F", ("CB-1", "Lê An", "Phòng", "", "", "an@")),
    ("too_long", "A", ("C" * 31, "Lê An", "Phòng", "", "", "")),
]


@pytest.mark.parametrize(("code", "column", "row"), FAULTS)
def test_a_fault_is_told_with_its_place(path, code, column, row):
    content = path(files.csv_text(files.HEADINGS, row).encode())

    (problem,) = problems(content)
    assert (problem.code, problem.row, problem.column) == (code, 2, column)
    assert people(content) == []


@pytest.mark.parametrize(
    "name",
    ["Hoàng Thị Thúy", "Y Kdăm Niê", "H'Mai Êban", "Bùi Thị Xoèn", "Nguyễn Văn A (B)", "Lê Ðức"],
)
def test_names_that_are_names(path, name):
    content = path(files.csv_text(files.HEADINGS, ("1", name, "Phòng", "", "", "")).encode())
    assert [p.full_name for p in people(content)] == [name.replace("Ð", "Đ")]


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_crash_the_reader(tmp_path_factory, content):
    target = tmp_path_factory.mktemp("roll") / "tep"
    target.write_bytes(content)
    with suppress(FileRefusedError):
        list(read_rows(read_cells(target)))


@given(st.data())
@settings(max_examples=12)
def test_no_damage_to_a_workbook_crashes_the_reader(tmp_path_factory, data):
    content = bytearray(FORMS[data.draw(st.sampled_from(["xlsx", "ods"]))])
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    target = tmp_path_factory.mktemp("roll") / "tep"
    target.write_bytes(content)
    with suppress(FileRefusedError):
        list(read_rows(read_cells(target)))


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=12))
def test_no_text_crashes_the_rows(rows):
    lines = [Cells("", 1, list(files.HEADINGS))]
    lines += [
        Cells("", number, [reading.clean(text) for text in row])
        for number, row in enumerate(rows, 2)
    ]
    for line in read_rows(lines):
        assert isinstance(line, Problem) or (line.full_name and (line.unit or line.unit_code))
