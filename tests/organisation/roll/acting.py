"""What an IT officer does with a file, for the tests of its screens."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intranet.organisation.models import Membership, Person, RollImport
from tests.organisation.roll import files

DAY = datetime.date(2026, 3, 1)
HEADINGS = (*files.HEADINGS, "Đơn vị cấp trên", "Tên đăng nhập", "Chức danh")


def person(name):
    return Person.objects.get(full_name=name)


def row(code, name, unit, *rest):
    """A row of the file, short ones filled up."""
    return [code, name, unit, *rest, *[""] * (len(HEADINGS) - 3 - len(rest))]


def upload(client, *rows, day=DAY, complete=False, content=None, name="danh-sach.xlsx"):
    """Send a file through the form; returns the import."""
    content = files.xlsx(HEADINGS, *rows) if content is None else content
    data = {"file": SimpleUploadedFile(name, content), "effective_on": day.isoformat()}
    if complete:
        data["is_complete"] = "on"
    response = client.post(reverse("nhap-danh-sach:index"), data)
    assert response.status_code == 302, response.context["form"].errors
    return RollImport.objects.latest("pk")


def act(client, roll_import, name, **data):
    """Press a button of the import."""
    response = client.post(reverse(f"nhap-danh-sach:{name}", args=[roll_import.pk]), data)
    roll_import.refresh_from_db()
    return response


def answer(client, roll_import, *values):
    """Answer the questions in their order."""
    data = {f"answer-{number}": value for number, value in enumerate(values)}
    act(client, roll_import, "answer", **data)


def counts(roll_import):
    """The numbers of the dry run that are not nought."""
    return {kind: n for kind, n in roll_import.counts.items() if n and kind != "rows"}


def posts(name):
    """Where somebody belonged: unit, from, until."""
    rows = Membership.objects.filter(person__full_name=name).order_by("valid_from")
    return [(str(post.unit), post.valid_from, post.valid_to) for post in rows]


def problem_codes(roll_import):
    return [problem["code"] for problem in roll_import.report["problems"]]
