"""A roll of 50,000 people: bounded memory, and statements that grow with the batches only."""

import datetime
import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.organisation.models import Membership, RollImportState
from intranet.organisation.roll import services
from intranet.organisation.roll.writing import BATCH
from tests.factories import make_user
from tests.organisation.roll import files

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

DAY = datetime.date(2026, 3, 1)
PEOPLE = 50_000
UNITS = 200
KILOBYTES_A_MEGABYTE = 1024
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Hạnh", "Khoa", "Lộc", "Oanh", "Tú", "Vân")


def rows(number, moved=0):
    """So many people over the units; the first ones moved on by a unit."""
    for index in range(number):
        unit = (index + (index < moved)) % UNITS
        name = f"{FAMILY[index % 8]} Văn {GIVEN[index % 10]}"
        yield (f"CB-{index}", name, f"Phòng số {unit}", "", "Công chức", f"cb{index}@example.vn")


def take_in(people, moved=0):
    text = files.csv_text(files.HEADINGS, *rows(people, moved))
    return services.take_in(
        user=make_user(),
        upload=SimpleUploadedFile("danh-sach.csv", text.encode()),
        file_name="danh-sach.csv",
        effective_on=DAY,
        is_complete=True,
    )


def peak():
    """The most memory that this process and the readers of files have held, in megabytes."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / KILOBYTES_A_MEGABYTE


def test_fifty_thousand_people_in_bounded_memory():
    roll_import = take_in(PEOPLE)
    before = peak()
    services.dry_run(roll_import=roll_import)
    services.begin(roll_import=roll_import)

    assert services.apply(roll_import=roll_import, user=None)

    assert roll_import.state == RollImportState.APPLIED
    assert Membership.objects.on_roll(DAY).count() == PEOPLE
    assert peak() - before < 300


def test_statements_grow_with_the_batches_only(sql):
    def statements(people):
        roll_import = take_in(people)
        services.dry_run(roll_import=roll_import)
        services.begin(roll_import=roll_import)
        with sql.capture() as captured:
            services.apply(roll_import=roll_import, user=None)
        assert roll_import.state == RollImportState.APPLIED
        return len(captured)

    statements(1)
    one_batch, two_batches = statements(BATCH), statements(3 * BATCH)  # the first one is there
    assert two_batches - one_batch <= 25
