"""Hà Tĩnh in 2025 once more: what became of a closed, a running and an open-ended duty.

The example of the guide (docs/huong-dan/van-phong.md) has the same figures.
"""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from intranet.organisation.differences import Change, by_today, changes_in, differences
from intranet.organisation.freezing import freeze_due
from intranet.organisation.models import Audience, SuccessionKind
from intranet.organisation.participation import frozen_at_cut_off, participation
from intranet.organisation.progress import Progress, State
from tests.organisation.reorganisation.test_play_through import (
    JULY,
    MARCH,
    NEW_YEAR,
    _before_it_all,  # noqa: F401 - a fixture
    act,  # noqa: F401 - a fixture
    end_the_districts,
    merge_loc_ha,
    merge_the_department,
    on_day,
    province,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSED = datetime.datetime(2024, 12, 1, 17, tzinfo=HANOI)
RUNS_UNTIL = datetime.datetime(2025, 2, 15, 17, tzinfo=HANOI)
OCTOBER = datetime.datetime(2025, 10, 1, tzinfo=HANOI)

# Of the end of 2024: people asked and done, of each unit with all below it.
IN_2024 = {
    "Sở LĐTBXH": (8, 3),
    "Văn phòng Sở": (3, 2),
    "Phòng Bảo trợ xã hội": (2, 0),
    "Phòng Giáo dục nghề nghiệp": (1, 0),
    "Cấp huyện": (9, 2),
    "Phòng LĐTBXH huyện Lộc Hà": (2, 1),
    "Phòng LĐTBXH huyện Thạch Hà": (3, 1),
    "Phòng LĐTBXH thành phố Hà Tĩnh": (1, 0),
    "Phòng LĐTBXH thị xã Kỳ Anh": (1, 0),
    "Phòng LĐTBXH huyện Kỳ Anh": (2, 0),
    "Sở Nội vụ": (2, 0),
    "Sở Y tế": (1, 0),
    "Sở Giáo dục và Đào tạo": (1, 0),
}
# Since the first of January: Lộc Hà's two in Thạch Hà, one of Thạch Hà's in the city.
IN_FEBRUARY = {
    **{name: figures for name, figures in IN_2024.items() if "Lộc Hà" not in name},
    "Phòng LĐTBXH huyện Thạch Hà": (4, 1),
    "Phòng LĐTBXH thành phố Hà Tĩnh": (2, 1),
}
# Since the first of March: the department and its Office in Sở Nội vụ, rooms in two others.
IN_SPRING = {
    **{name: figures for name, figures in IN_FEBRUARY.items() if name != "Sở LĐTBXH"},
    "Sở Nội vụ": (6, 3),
    "Sở Y tế": (4, 0),
    "Sở Giáo dục và Đào tạo": (2, 0),
}
# Since the first of July: no districts; one of their nine people works in Sở Nội vụ.
IN_AUTUMN = {
    **{
        name: figures
        for name, figures in IN_SPRING.items()
        if name != "Cấp huyện" and not name.startswith("Phòng LĐTBXH")
    },
    "Sở Nội vụ": (7, 3),
}


@pytest.fixture
def duties(province, provider):  # noqa: F811
    """One that closed in 2024, one that runs until February, one without end; five have done it."""
    _units, people = province
    done = [
        people["Phòng LĐTBXH huyện Lộc Hà"][0],
        people["Phòng LĐTBXH huyện Thạch Hà"][0],  # goes to the city
        people["Sở LĐTBXH"][0],
        *people["Văn phòng Sở"][:2],
    ]
    progress = {person.pk: Progress(State.DONE) for person in done}
    everybody = Audience.objects.everybody()
    return {
        "closed": provider.add(everybody, progress=progress, closes_at=CLOSED),
        "running": provider.add(everybody, progress=progress, closes_at=RUNS_UNTIL),
        "endless": provider.add(everybody, progress=progress, opens_at=CLOSED),
    }


def told(figures):
    """Asked and done by the name of the unit."""
    return {row.node.name: (row.total.assigned, row.total.done) for row in figures.rows}


def quarter(duty, month, year=2025):
    """What is frozen at the beginning of the month."""
    return told(frozen_at_cut_off(duty, datetime.datetime(year, month, 1, tzinfo=HANOI)))


def the_clock_at(moment):
    """The clock does what is due, as it does every minute."""
    with time_machine.travel(moment):
        return freeze_due(now=moment)


def test_the_year_2025(act, province, duties):  # noqa: F811
    closed, running, endless = duties.values()
    assert the_clock_at(CLOSED) == 1
    assert told(participation(closed, moment=CLOSED)) == IN_2024
    assert told(participation(running, moment=CLOSED)) == IN_2024

    with time_machine.travel(on_day(NEW_YEAR)):
        merge_loc_ha(act, province)
    assert the_clock_at(on_day(NEW_YEAR)) == 1
    assert quarter(endless, 1) == IN_2024
    assert told(participation(closed, moment=on_day(NEW_YEAR))) == IN_2024
    assert told(participation(running, moment=on_day(NEW_YEAR))) == IN_FEBRUARY

    assert the_clock_at(RUNS_UNTIL) == 1
    with time_machine.travel(on_day(MARCH)):
        merge_the_department(act, province)
    assert told(participation(running, moment=on_day(MARCH))) == IN_FEBRUARY
    assert told(participation(endless, moment=on_day(MARCH))) == IN_SPRING

    with time_machine.travel(on_day(JULY)):
        end_the_districts(act, province)
    assert the_clock_at(OCTOBER) == 3

    assert told(participation(closed, moment=OCTOBER)) == IN_2024
    assert told(participation(running, moment=OCTOBER)) == IN_FEBRUARY
    assert quarter(endless, 1) == IN_2024
    assert quarter(endless, 4) == quarter(endless, 7) == IN_SPRING
    assert quarter(endless, 10) == told(participation(endless, moment=OCTOBER)) == IN_AUTUMN
    with time_machine.travel(OCTOBER):
        assert differences(closed, moment=OCTOBER).people_count == 0

        in_todays_units = told(by_today(closed, moment=OCTOBER))
    assert (
        sum(IN_AUTUMN[name][0] for name in ("Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo")) == 13
    )
    gone = set(in_todays_units) - set(IN_AUTUMN)
    assert {name: in_todays_units[name] for name in IN_AUTUMN} == IN_AUTUMN
    assert [in_todays_units[name] for name in gone] == [(8, 2)]


def test_the_units_say_what_became_of_them(act, province, duties):  # noqa: F811
    the_clock_at(CLOSED)
    with time_machine.travel(on_day(NEW_YEAR)):
        merge_loc_ha(act, province)
    with time_machine.travel(on_day(MARCH)):
        merge_the_department(act, province)
        found = differences(duties["closed"], moment=on_day(MARCH))
        fates = {unit.node.name: unit.fate for unit in found.units}

    assert set(fates) == {
        "Sở LĐTBXH",
        "Văn phòng Sở",
        "Phòng Bảo trợ xã hội",
        "Phòng Giáo dục nghề nghiệp",
        "Phòng LĐTBXH huyện Lộc Hà",
        "Phòng LĐTBXH huyện Thạch Hà",
    }
    department = fates["Sở LĐTBXH"]
    assert department.is_closed
    assert set(department.became) == {SuccessionKind.MERGE, SuccessionKind.TRANSFER}
    assert department.heirs == ("Sở Giáo dục và Đào tạo", "Sở Nội vụ", "Sở Y tế")
    assert fates["Văn phòng Sở"].parent_name == "Sở Nội vụ"
    assert fates["Phòng LĐTBXH huyện Lộc Hà"].heirs == ("Phòng LĐTBXH huyện Thạch Hà",)
    assert fates["Phòng LĐTBXH huyện Thạch Hà"].became == (SuccessionKind.TRANSFER,)


def test_an_act_entered_late_shows_as_a_difference(act, province, duties):  # noqa: F811
    """Frozen in February; only then somebody enters what was in force since New Year."""
    running = duties["running"]
    assert the_clock_at(RUNS_UNTIL) == 3  # the closed one, this one, and the quarter of the third

    with time_machine.travel(on_day(MARCH)):
        merge_loc_ha(act, province)
        found = differences(running, moment=on_day(MARCH))
        assert told(found.then) == IN_2024
        assert told(found.now) == IN_FEBRUARY
        assert found.people_count == 3
        assert {frozenset(changes_in(person)) for person in found.people()} == {
            frozenset({Change.UNIT})
        }
        units = {unit.node.name: unit for unit in found.units}
    assert (units["Phòng LĐTBXH huyện Thạch Hà"].came, units["Phòng LĐTBXH huyện Lộc Hà"].went) == (
        2,
        2,
    )
    assert units["Phòng LĐTBXH thành phố Hà Tĩnh"].came == 1
    assert "Cấp huyện" not in units
