"""What is said about a file: faults with what to do, questions, answers, kinds of change."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.models import MembershipRole, StaffCategory

Text = str | Promise

REFUSALS: dict[str, Text] = {
    "empty": gettext_lazy("The file is empty. Choose the file once more."),
    "too_large": gettext_lazy(
        "The file is larger than %(megabytes)s MB. Remove pictures and sheets that are not needed."
    ),
    "too_many_rows": gettext_lazy("The file has more than %(rows)s rows. Split it by unit."),
    "password": gettext_lazy(
        "The file is under a password. Save it without the password, then choose it again."
    ),
    "damaged": gettext_lazy(
        "The file cannot be read: it is damaged or no spreadsheet. "
        "Open it in Excel or LibreOffice, save it as XLSX, then choose it again."
    ),
    "not_a_sheet": gettext_lazy(
        "This is no spreadsheet. Choose a file in the form XLSX, XLS, ODS or CSV."
    ),
    "bomb": gettext_lazy(
        "Unpacked, the file is too large to be read safely. "
        "Copy only the table into a new workbook and choose that one."
    ),
    "encoding": gettext_lazy(
        "The text of the file is not Unicode: it may be TCVN3 (.VnTime), VNI or Windows-1258. "
        "Open it in Excel, check that all names read well, and save it as "
        "«CSV UTF-8» or as XLSX."
    ),
    "no_headings": gettext_lazy(
        "No row of headings was found. One of the first rows of the table must have at least "
        "«Họ và tên» and «Mã cán bộ» or «Đơn vị»; the template shows how."
    ),
}

PROBLEMS: dict[str, Text] = {
    "sheet_without_headings": gettext_lazy(
        "This sheet was left out: it has no row of headings with «Họ và tên»."
    ),
    "roles_from_titles": gettext_lazy(
        "There is no column «Vai trò»: heads and deputies were recognised by «Chức danh». "
        "Look through the list of roles below."
    ),
    "no_categories": gettext_lazy(
        "There is no column «Nhóm nhân sự»: new people are entered as civil servants."
    ),
    "no_codes": gettext_lazy(
        "There is no column «Mã cán bộ»: people are recognised by name and unit, "
        "new ones get a provisional code."
    ),
    "name_missing": gettext_lazy("The name is missing. Enter it or delete the row."),
    "name_odd": gettext_lazy(
        "A name has letters only. Take out numbers and signs; notes belong into another column."
    ),
    "old_encoding": gettext_lazy(
        "The text is in the old code TCVN3 or VNI. Convert it to Unicode "
        "(in Unikey: Công cụ → Chuyển mã), then choose the file again."
    ),
    "too_long": gettext_lazy("The text is too long for this column. Shorten it."),
    "unit_missing": gettext_lazy(
        "The unit is missing. Enter «Đơn vị» or «Mã đơn vị» in the row, "
        "or delete the row if it is no person."
    ),
    "role_odd": gettext_lazy(
        "This role is not known. Use «Thành viên», «Cấp trưởng», «Cấp phó» or «Đầu mối»."
    ),
    "category_odd": gettext_lazy(
        "This staff category is not known. Use «Cán bộ», «Công chức», «Viên chức» "
        "or «Người lao động»."
    ),
    "email_odd": gettext_lazy("This is no e-mail address. Correct it or leave the cell empty."),
    "username_odd": gettext_lazy(
        "An account name has letters without marks, digits and . _ - @ only. Correct it."
    ),
    "phone_odd": gettext_lazy("This is no telephone number; it is not taken over."),
    "unit_closed": gettext_lazy(
        "The unit with this code does not stand on the day. Use the code of its successor."
    ),
    "unit_code_unknown": gettext_lazy(
        "No unit has this code. Correct it, or enter the name too: then the unit is created."
    ),
    "unit_named_otherwise": gettext_lazy(
        "The code belongs to a unit of another name, which it keeps. "
        "If it was renamed, do that under «Units» first."
    ),
    "unit_below_itself": gettext_lazy(
        "A unit cannot stand below itself. Correct «Đơn vị cấp trên»."
    ),
    "unit_on_top": gettext_lazy(
        "The file does not say below which unit this new one stands: it will stand on top."
    ),
    "code_twice": gettext_lazy(
        "This staff code stands in an earlier row too. Keep one row for each person; "
        "a second post is entered on the screen of the person."
    ),
    "person_twice": gettext_lazy(
        "Two rows were answered with the same person. Change one of the answers."
    ),
    "later_membership": gettext_lazy(
        "A later membership of this person is already entered. "
        "Choose a later day, or change it on the screen of the person."
    ),
    "username_twice": gettext_lazy("This account name stands in two rows. Correct one of them."),
    "username_taken": gettext_lazy(
        "This account belongs to somebody else. Choose another name or leave the cell empty."
    ),
    "many_leave": gettext_lazy(
        "Many people would leave. Check whether the list is really complete for its units."
    ),
}

QUESTIONS: dict[str, Text] = {
    "unit": gettext_lazy("Which unit is meant?"),
    "person": gettext_lazy("Is this the same person as on the roll?"),
    "twin": gettext_lazy("Is this another person than in the earlier row of the same name?"),
    "code_of_another": gettext_lazy("This staff code belongs to another name. Is it one person?"),
}

ANSWERS: dict[str, Text] = {
    "unit": gettext_lazy("It is %(text)s"),
    "unit_new": gettext_lazy("It is a new unit"),
    "person": gettext_lazy("The same person: %(text)s"),
    "person_new": gettext_lazy("Another person, who joins"),
    "renamed": gettext_lazy("The same person, whose name changes: %(text)s"),
    "left_out": gettext_lazy("Leave this row out"),
}

FIELDS: dict[str, Text] = {
    "unit": gettext_lazy("Unit"),
    "role": gettext_lazy("Role"),
    "category": gettext_lazy("Staff category"),
    "title": gettext_lazy("Job title"),
    "full_name": gettext_lazy("Full name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "staff_code": gettext_lazy("Staff code"),
    "username": gettext_lazy("Account"),
}

KINDS: dict[str, Text] = {
    "units": gettext_lazy("New units"),
    "joined": gettext_lazy("Joined"),
    "moved": gettext_lazy("Moved"),
    "changed": gettext_lazy("Changed"),
    "left": gettext_lazy("Left"),
    "same": gettext_lazy("Unchanged"),
}


def refusal(code: str, details: dict[str, Any]) -> str:
    """Why the file cannot be read, and what to do."""
    return str(REFUSALS[code]) % details


def value_of(field: str, value: str) -> str:
    """A value as it is read on the screen."""
    if field == "role" and value:
        return str(MembershipRole(value).label)
    if field == "category" and value:
        return str(StaffCategory(value).label)
    return value or _("empty")
