"""The workbook to fill in: headings, examples, and what each column means."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# The words of the file itself are Vietnamese whatever the language of the screen: the reader
# knows them by heart.
HEADINGS = (
    "Mã cán bộ",
    "Họ và tên",
    "Đơn vị",
    "Mã đơn vị",
    "Đơn vị cấp trên",
    "Vai trò",
    "Nhóm nhân sự",
    "Chức danh",
    "Thư điện tử",
    "Điện thoại",
    "Tên đăng nhập",
)
EXAMPLES = (
    (
        "CB-001",
        "Nguyễn Thị Ánh",
        "Văn phòng",
        "van-phong",
        "Sở",
        "Cấp trưởng",
        "Công chức",
        "Chánh Văn phòng",
        "anh.nguyen@example.gov.vn",
        "0239 000 001",
        "anh.nguyen",
    ),
    ("CB-002", "Trần Đình Độ", "Văn phòng", "", "", "Thành viên", "Người lao động", "Lái xe"),
    ("CB-003", "Lê Viết Sơn", "Phòng Người có công", "", "Sở", "Cấp phó", "Công chức"),
)
WIDTHS = (14, 28, 36, 16, 30, 16, 18, 26, 32, 18, 18)


def explanations() -> list[tuple[str, str]]:
    """What each column means, in the order of the headings."""
    return [
        ("Mã cán bộ", _("Recognises the person in every later file. One row for each code.")),
        ("Họ và tên", _("Required. Letters only, with marks, in Unicode.")),
        ("Đơn vị", _("Required unless «Mã đơn vị» is given. A name not yet known is a new unit.")),
        ("Mã đơn vị", _("Letters without marks, digits and hyphens. Decides if the name differs.")),
        ("Đơn vị cấp trên", _("Needed for new units and where two units have the same name.")),
        ("Vai trò", _("«Thành viên» (also when empty), «Cấp trưởng», «Cấp phó» or «Đầu mối».")),
        ("Nhóm nhân sự", _("«Cán bộ», «Công chức», «Viên chức» or «Người lao động».")),
        ("Chức danh", _("As in the decision of appointment.")),
        ("Thư điện tử", _("The work address; the link for the first password goes there.")),
        ("Điện thoại", _("The work telephone.")),
        ("Tên đăng nhập", _("Optional. Links or makes an account, without a password.")),
        ("", _("The columns may stand in any order; other columns are left out.")),
        ("", _("An empty cell leaves what is on the roll as it is, but for «Vai trò».")),
        ("", _("The results of formulas are read, formulas are never computed.")),
    ]


def write_template() -> bytes:
    """The workbook as a file."""
    workbook = Workbook(write_only=True)
    _table(workbook.create_sheet("Danh sách"), [])
    _table(workbook.create_sheet("Ví dụ"), EXAMPLES)
    sheet = workbook.create_sheet("Hướng dẫn")
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 90
    for heading, text in explanations():
        sheet.append([_bold(sheet, heading), text])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _table(sheet: WriteOnlyWorksheet, rows: Sequence[Sequence[str]]) -> None:
    """Headings that stay in sight, and rows."""
    for index, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, heading) for heading in HEADINGS])
    for row in rows:
        sheet.append(list(row))


def _bold(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
