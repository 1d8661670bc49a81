"""The screens of the roll import: who may do what, files that cannot be read, progress, the log."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.organisation.models import RollImport, RollImportState
from intranet.organisation.roll import services
from tests.factories import make_user
from tests.organisation.roll.acting import DAY, act, row, upload

pytestmark = pytest.mark.django_db


SCREENS = ("index", "template", "show")


@pytest.mark.parametrize(
    ("group", "is_allowed"), [(IT_OFFICERS, True), (OFFICE, False), (EDITORS, False), (None, False)]
)
def test_who_may_open_and_press_what(client, group, is_allowed):
    sync_roles()
    roll_import = RollImport.objects.create(effective_on=DAY, state=RollImportState.DRAFT)
    user = make_user()
    if group:
        user.groups.add(Group.objects.get(name=group))
    client.force_login(user)

    opened = {
        name: client.get(
            reverse(f"nhap-danh-sach:{name}", args=[roll_import.pk] if name == "show" else [])
        ).status_code
        == 200
        for name in SCREENS
    }
    assert opened == dict.fromkeys(SCREENS, is_allowed)

    upload_form = client.post(reverse("nhap-danh-sach:index"), {})
    assert (upload_form.status_code == 422) == is_allowed
    act(client, roll_import, "discard")
    assert (roll_import.state == RollImportState.DISCARDED) == is_allowed
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("nhap-danh-sach" in menu) == is_allowed


@pytest.mark.parametrize("name", ["answer", "apply", "discard", "again"])
def test_buttons_answer_only_to_post(officer, name):
    assert officer.get(reverse(f"nhap-danh-sach:{name}", args=[1])).status_code == 405
    assert officer.post(reverse(f"nhap-danh-sach:{name}", args=[1])).status_code == 404


def test_everything_leaves_a_line_in_the_log(officer, department):
    act(officer, upload(officer, row("1", "Lê Một", "Văn phòng")), "apply")
    act(officer, upload(officer, row("2", "Lê Hai", "Văn phòng")), "discard")
    lines = ModelLogEntry.objects.filter(action__startswith="organisation.roll").order_by("pk")
    assert [line.action for line in lines] == [
        services.UPLOAD_ACTION,
        services.APPLY_ACTION,
        services.UPLOAD_ACTION,
        services.DISCARD_ACTION,
    ]
    assert {line.user_id for line in lines} == {officer.user.pk}
    assert lines[1].data["joined"] == 1
    assert "01/03/2026" in lines[1].message
    assert "danh-sach.xlsx" in lines[1].message


def test_large_files_go_to_the_worker_and_show_their_progress(officer, department, monkeypatch):
    monkeypatch.setattr(services, "ROWS_AT_ONCE", 1)
    roll_import = upload(officer, row("1", "Lê Một", "Văn phòng"), row("2", "Lê Hai", "Văn phòng"))
    assert roll_import.is_draft  # in tests the worker answers at once
    address = reverse("nhap-danh-sach:show", args=[roll_import.pk])
    assert "Refresh" not in officer.get(address)

    roll_import.state, roll_import.done = RollImportState.READING, 1
    roll_import.save()
    response = officer.get(address)
    assert response["Refresh"]
    assert "1 trên 2 người (50 %)" in " ".join(response.content.decode().split())

    roll_import.moved_at -= datetime.timedelta(hours=1)
    roll_import.save()
    assert "Refresh" not in officer.get(address)
    act(officer, roll_import, "again")
    assert roll_import.is_draft
    act(officer, roll_import, "apply")
    assert roll_import.state == RollImportState.APPLIED


@pytest.mark.parametrize(
    "content", [b"khong phai bang tinh", b"PK\x03\x04", "Họ;Tên".encode("utf-16")[:-1], b" "]
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(officer, content):
    data = {"file": SimpleUploadedFile("x.xlsx", content), "effective_on": DAY.isoformat()}
    response = officer.post(reverse("nhap-danh-sach:index"), data)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not RollImport.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31", "2026-02-30", ""])
def test_a_day_that_can_only_be_a_slip_is_refused(officer, day):
    data = {"file": SimpleUploadedFile("x.csv", b"x"), "effective_on": day}
    response = officer.post(reverse("nhap-danh-sach:index"), data)
    assert response.status_code == 422
    assert response.context["form"].errors["effective_on"]


def test_the_template_can_be_filled_in_and_read(officer):
    content = officer.get(reverse("nhap-danh-sach:template")).content
    response = officer.post(
        reverse("nhap-danh-sach:index"),
        {"file": SimpleUploadedFile("mau.xlsx", content), "effective_on": DAY.isoformat()},
    )
    assert response.status_code == 302
    assert RollImport.objects.get().total == 0, "the examples are no people"


def test_the_list_takes_the_same_statements_at_any_size(officer, sql):
    def grow():
        for _ in range(5):
            RollImport.objects.create(effective_on=DAY, uploaded_by=make_user())

    grow()
    sql.flat(lambda: officer.get(reverse("nhap-danh-sach:index")), grow)
