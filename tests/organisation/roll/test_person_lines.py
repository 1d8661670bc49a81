"""What an import or a reorganisation does to a person stands in the log of that person."""

import datetime

import pytest
from wagtail.models import ModelLogEntry

from intranet.organisation.models import Person, RollImportState
from intranet.organisation.roll import services
from intranet.organisation.roll.progress import Progress
from tests.factories import make_user
from tests.organisation.roll.acting import act, row, upload
from tests.organisation.roll.test_size import take_in

pytestmark = pytest.mark.django_db

LATER = datetime.date(2026, 4, 1)


def told(name):
    """The sentences in the log of the person, the oldest first."""
    person = Person.objects.get(full_name=name)
    lines = ModelLogEntry.objects.for_instance(person).order_by("timestamp", "pk")
    return [(line.user, line.message) for line in lines]


def test_each_person_finds_what_an_import_did(officer, department):
    first = upload(
        officer,
        row("A1", "Nguyễn Văn Một", "Văn phòng"),
        row("A2", "Nguyễn Văn Hai", "Văn phòng"),
        row("A3", "Nguyễn Văn Ba", "Văn phòng"),
        row("A4", "Nguyễn Văn Bốn", "Văn phòng"),
    )
    act(officer, first, "apply")
    second = upload(
        officer,
        row("A1", "Nguyễn Văn Một", "Phòng Người có công"),
        row("A2", "Nguyễn Văn Hai", "Văn phòng", "", "", "hai@so.example"),
        row("A3", "Nguyễn Văn Ba", "Văn phòng"),
        day=LATER,
        complete=True,
        name="thang-4.xlsx",
    )
    act(officer, second, "apply")
    assert second.state == RollImportState.APPLIED
    joined = (officer.user, "Vào «Văn phòng» từ 01/03/2026; theo tệp «danh-sach.xlsx»")
    moved = "Chuyển từ «Văn phòng» sang «Phòng Người có công» từ 01/04/2026"
    assert told("Nguyễn Văn Một") == [
        joined,
        (officer.user, f"{moved}; theo tệp «thang-4.xlsx»"),
    ]
    assert told("Nguyễn Văn Ba") == [joined]
    assert told("Nguyễn Văn Bốn") == [
        joined,
        (officer.user, "Rời «Văn phòng» ngày 01/04/2026; theo tệp «thang-4.xlsx»"),
    ]
    (_joined, (_by, changed)) = told("Nguyễn Văn Hai")
    assert changed.startswith("Thay đổi tại «Văn phòng» từ 01/04/2026: ")
    assert "hai@" not in changed


def test_lines_are_written_in_batches(sql):
    roll_import = take_in(1200)
    services.dry_run(roll_import=roll_import)
    services.begin(roll_import=roll_import)
    with sql.capture() as captured:
        services.apply(roll_import=roll_import, user=make_user())
    inserts = [text for text in captured if text.startswith('INSERT INTO "wagtailcore_modellog')]
    assert len(inserts) <= 20
    assert ModelLogEntry.objects.filter(action="organisation.person_joined").count() == 1200


def test_a_roll_that_was_not_written_leaves_no_lines(officer, department):
    roll_import = upload(officer, row("A1", "Nguyễn Văn Một", "Văn phòng"))
    services.begin(roll_import=roll_import)
    roll_import.report["digest"] = "khác"
    assert not services.apply(roll_import=roll_import, user=officer.user)
    assert not ModelLogEntry.objects.filter(action="organisation.person_joined").exists()


class TestProgress:
    def test_the_screen_says_how_much_is_written(self, officer, department, monkeypatch):
        roll_import = take_in(1200)
        services.dry_run(roll_import=roll_import)
        services.begin(roll_import=roll_import)
        address = f"/quan-tri/nhap-danh-sach/{roll_import.pk}/"
        seen = []
        tell = Progress._tell

        def telling(progress, percent):
            tell(progress, percent)
            seen.append(Progress(roll_import).told())
            assert f'value="{seen[-1]}"' in officer.get(address).text

        monkeypatch.setattr(Progress, "_tell", telling)
        services.apply(roll_import=roll_import, user=officer.user)
        assert seen == sorted(seen)
        assert seen[0] < 50
        assert seen[-1] == 100
        assert Progress(roll_import).told() is None

    def test_nothing_told_is_no_percent(self, officer, department):
        roll_import = upload(officer, row("A1", "Nguyễn Văn Một", "Văn phòng"))
        services.begin(roll_import=roll_import)
        shown = officer.get(f"/quan-tri/nhap-danh-sach/{roll_import.pk}/").text
        assert "<progress" in shown
        assert 'max="100"' not in shown
