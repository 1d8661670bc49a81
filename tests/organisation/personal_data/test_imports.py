"""Names in files of the roll, reports and plans go: by their own time, and with a leaver's name."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.organisation.models import (
    ActKind,
    Membership,
    Person,
    PersonalDataRules,
    ReorganisationAct,
    RollImport,
    RollImportState,
)
from intranet.organisation.personal_data import imports, leavers
from intranet.organisation.personal_data.redaction import Naming, Redaction
from intranet.organisation.roll import services
from intranet.pages.clock import registered_jobs
from tests.factories import LONG_AGO, make_person, make_unit, make_user
from tests.organisation.reorganisation.acting import make_act
from tests.organisation.roll import files

pytestmark = pytest.mark.django_db

SCREEN = "/quan-tri/nguoi-da-roi/"
ROW = ("CB-7", "Trần Thị Hồng Nhung", "Phòng Trẻ em", "", "Công chức", "nhung@so.example")
DAY = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def take_in(*rows, is_applied=True, months_ago=0):
    """An import of so many months ago."""
    text = files.csv_text(files.HEADINGS, *(rows or (ROW,)))
    moment = timezone.now() - datetime.timedelta(days=31 * months_ago)
    with time_machine.travel(moment, tick=False):
        roll_import = services.take_in(
            user=make_user(),
            upload=SimpleUploadedFile("t.csv", text.encode()),
            file_name="danh-sach.csv",
            effective_on=DAY,
            is_complete=False,
        )
        services.dry_run(roll_import=roll_import)
        if is_applied:
            services.begin(roll_import=roll_import)
            assert services.apply(roll_import=roll_import, user=None)
    return RollImport.objects.get(pk=roll_import.pk)


def kept_about(roll_import):
    roll_import.refresh_from_db()
    return json.dumps([roll_import.report, roll_import.answers], ensure_ascii=False)


def clean_by_clock():
    with time_machine.travel(timezone.now(), tick=False):
        return dict(registered_jobs())["remove_names_of_imports"](now=timezone.now())


class TestTimeOfKeeping:
    def test_file_and_names_go_and_counts_stay(self, django_capture_on_commit_callbacks):
        roll_import = take_in(months_ago=13)
        path, counts = roll_import.file.path, roll_import.counts
        assert counts["joined"] == 1
        with django_capture_on_commit_callbacks(execute=True):
            assert clean_by_clock() == 1
        kept = kept_about(roll_import)
        assert not any(word in kept for word in ("Nhung", "CB-7", "nhung@so.example"))
        assert roll_import.counts == counts
        assert roll_import.state == RollImportState.APPLIED
        assert not roll_import.file
        with pytest.raises(FileNotFoundError):
            open(path).close()  # noqa: PTH123 (only whether it is there)
        assert Person.objects.filter(full_name="Trần Thị Hồng Nhung").exists()
        line = ModelLogEntry.objects.for_instance(roll_import).get(action=imports.ACTION)
        assert line.user is None

    def test_it_is_a_setting_and_newer_ones_stay(self):
        newer, older = take_in(months_ago=2), take_in(months_ago=5, is_applied=False)
        assert clean_by_clock() == 0
        rules = PersonalDataRules.load()
        rules.months_of_imports = 4
        rules.save()
        cache.clear()
        assert clean_by_clock() == 1
        assert "Nhung" in kept_about(newer)
        assert "Nhung" not in kept_about(older)

    def test_a_dry_run_without_its_file_is_discarded(self, client):
        roll_import = take_in(months_ago=13, is_applied=False)
        clean_by_clock()
        roll_import.refresh_from_db()
        assert roll_import.state == RollImportState.DISCARDED
        client.force_login(make_user(is_superuser=True))
        page = client.get(f"/quan-tri/nhap-danh-sach/{roll_import.pk}/")
        assert "Tệp và họ tên đã được xóa" in page.text
        again = client.post(f"/quan-tri/nhap-danh-sach/{roll_import.pk}/lam-lai/")
        assert again.status_code in (302, 404)

    def test_what_is_being_worked_at_waits(self):
        roll_import = take_in(months_ago=13, is_applied=False)
        services.begin(roll_import=roll_import)
        assert clean_by_clock() == 0
        RollImport.objects.update(moved_at=timezone.now() - datetime.timedelta(days=300))
        cache.clear()
        assert clean_by_clock() == 1

    def test_the_preview_counts_them_and_the_button_does_it(self, client):
        take_in(months_ago=13)
        client.force_login(make_user(is_superuser=True))
        page = client.get(SCREEN).text
        assert "0 người, 1 lần nhập" in page
        assert "danh-sach.csv" in page
        client.post(SCREEN)
        assert RollImport.objects.get().cleaned_at is not None
        assert "danh-sach.csv" not in client.get(SCREEN).text


class TestLeavers:
    def leave(self, person):
        Membership.objects.filter(person=person).update(
            valid_from=LONG_AGO, valid_to=datetime.date(2024, 1, 1)
        )

    def test_the_name_goes_from_reports_early(self):
        other = ("CB-8", "Lê Văn Ở Lại", "Phòng Trẻ em", "", "Công chức", "olai@so.example")
        applied = take_in(ROW, other)
        draft = take_in(("CB-7", "Trần Thị Hồng Nhung", "Văn phòng"), is_applied=False)
        person = Person.objects.get(staff_code="CB-7")
        self.leave(person)
        leavers.deidentify([person])
        for roll_import in (applied, draft):
            kept = kept_about(roll_import)
            assert not any(word in kept for word in ("Nhung", "CB-7", "nhung@so.example"))
        assert "Lê Văn Ở Lại" in kept_about(applied)
        assert applied.counts["joined"] == 2
        assert not applied.file
        assert draft.file

    def test_a_name_that_others_bear_goes_by_the_code_beside_it(self):
        twin = ("CB-9", "Trần Thị Hồng Nhung", "Phòng Trẻ em", "", "Công chức", "")
        applied = take_in(ROW, twin)
        person = Person.objects.get(staff_code="CB-7")
        self.leave(person)
        leavers.deidentify([person])
        names = [line["name"] for line in RollImport.objects.get().report["lines"]["joined"]]
        assert names == [leavers.nameless(person), "Trần Thị Hồng Nhung"]
        assert "CB-9" in kept_about(applied)

    def test_plans_lose_it_too(self):
        unit = make_unit()
        person = make_person(unit, full_name="Trần Thị Hồng Nhung")
        record = make_act(ActKind.RENAME, DAY, unit, name="Phòng của Trần Thị Hồng Nhung")
        ReorganisationAct.objects.filter(pk=record.pk).update(
            reason="Theo đề nghị của Trần Thị Hồng Nhung", outcome={"sentences": ["Không đổi."]}
        )
        self.leave(person)
        leavers.deidentify([person])
        record.refresh_from_db()
        assert "Nhung" not in f"{record.reason} {record.details} {record.outcome}"
        assert record.outcome["sentences"] == ["Không đổi."]


def test_a_row_with_a_code_is_about_that_person():
    naming = Naming("X", frozenset({"An"}), frozenset(), frozenset({"CB-1"}), frozenset())
    record = {
        "lines": [
            {"name": "An", "code": "CB-1", "changes": [["full_name", "An", "An Bình"]]},
            {"name": "An", "code": "CB-2", "changes": []},
        ],
        "count": 2,
    }
    assert Redaction([naming]).of_record(record) == {
        "lines": [
            {"name": "X", "code": "X", "changes": [["full_name", "X", "X Bình"]]},
            {"name": "An", "code": "CB-2", "changes": []},
        ],
        "count": 2,
    }
