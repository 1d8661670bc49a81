"""Hà Tĩnh in 2025, on the screens: a district merged, then the department, then no districts."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from intranet.accounts.roles import IT_OFFICERS, sync_roles
from intranet.organisation.frames import Frame
from intranet.organisation.models import ActKind, ReorganisationAct, UnitKind
from intranet.organisation.participation import participation
from intranet.organisation.progress import Progress, State
from tests.factories import make_audience, make_person, make_unit, make_user
from tests.organisation.counting import rows_of
from tests.organisation.reorganisation.acting import people_by_unit, post_of, tree

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NEW_YEAR = datetime.date(2025, 1, 1)
MARCH = datetime.date(2025, 3, 1)
JULY = datetime.date(2025, 7, 1)
CLOSED_AT = datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC)

UNITS = {
    # Name: below which unit, of which kind, with how many people.
    "Sở LĐTBXH": (None, UnitKind.DEPARTMENT, 2),
    "Văn phòng Sở": ("Sở LĐTBXH", UnitKind.OFFICE, 3),
    "Phòng Bảo trợ xã hội": ("Sở LĐTBXH", UnitKind.DIVISION, 2),
    "Phòng Giáo dục nghề nghiệp": ("Sở LĐTBXH", UnitKind.DIVISION, 1),
    "Cấp huyện": (None, UnitKind.GROUP, 0),
    "Phòng LĐTBXH huyện Lộc Hà": ("Cấp huyện", UnitKind.DISTRICT_OFFICE, 2),
    "Phòng LĐTBXH huyện Thạch Hà": ("Cấp huyện", UnitKind.DISTRICT_OFFICE, 3),
    "Phòng LĐTBXH thành phố Hà Tĩnh": ("Cấp huyện", UnitKind.DISTRICT_OFFICE, 1),
    "Phòng LĐTBXH thị xã Kỳ Anh": ("Cấp huyện", UnitKind.DISTRICT_OFFICE, 1),
    "Phòng LĐTBXH huyện Kỳ Anh": ("Cấp huyện", UnitKind.DISTRICT_OFFICE, 2),
    "Sở Nội vụ": (None, UnitKind.DEPARTMENT, 2),
    "Sở Y tế": (None, UnitKind.DEPARTMENT, 1),
    "Sở Giáo dục và Đào tạo": (None, UnitKind.DEPARTMENT, 1),
}
DISTRICTS = [name for name, (above, *_rest) in UNITS.items() if above == "Cấp huyện"]


@pytest.fixture(autouse=True)
def _before_it_all():
    with time_machine.travel(datetime.datetime(2024, 12, 20, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def province():
    """The units of the end of 2024 by name, each with its people in `people`."""
    units, people = {}, {}
    for name, (above, kind, number) in UNITS.items():
        units[name] = make_unit(name, units.get(above), kind=kind)
        people[name] = [make_person(units[name]) for _ in range(number)]
    return units, people


@pytest.fixture
def act(client):
    """Carry an act out on the screens as the IT officer."""
    sync_roles()
    user = make_user()
    user.groups.add(Group.objects.get(name=IT_OFFICERS))

    def on_screens(kind, day, units, details, people=()):
        first = {
            "kind": kind,
            "effective_on": f"{day:%d/%m/%Y}",
            "decision_number": "1286/NQ-UBTVQH15",
            "decision_on": "14/11/2024",
            "reason": "Sắp xếp tổ chức bộ máy",
            "units": [unit.pk for unit in units],
        }
        client.force_login(user)  # the months between the acts outlast any session
        response = client.post(reverse("sap-xep:add"), first)
        response = client.post(response.url, details)
        if "nguoi" in response.url:
            response = client.post(response.url, dict(people))
        preview = client.get(response.url).context["preview"]
        assert preview.problems == []
        outcome = client.post(response.url, {"seen": preview.fingerprint})
        assert ReorganisationAct.objects.latest("pk").is_done
        assert client.get(outcome.url).status_code == 200
        return preview

    return on_screens


@pytest.fixture
def closed_duty(province, provider):
    """A duty that closed before it all, addressed to Lộc Hà; one of two has done it."""
    units, people = province
    somebody = people["Phòng LĐTBXH huyện Lộc Hà"][0]
    audience = make_audience(units["Phòng LĐTBXH huyện Lộc Hà"], name="Lộc Hà")
    done = {somebody.pk: Progress(State.DONE)}
    return provider.add(audience, progress=done, closes_at=CLOSED_AT)


def figures(duty):
    """What a report of the duty says today."""
    now = timezone.now()
    counted = participation(duty, moment=now)
    return [(row.node.name, row.total) for row in counted.rows], rows_of(duty, moment=now)


def circle(audience, day):
    """Names of the units that the audience means on the day."""
    frame = Frame(day)
    units = frame.circle(audience.pk).unit_ids
    return {frame.tree.nodes[unit_id].name for unit_id in units}


def on_day(day):
    """Noon of the day."""
    return datetime.datetime.combine(day, datetime.time(5), tzinfo=datetime.UTC)


def merge_loc_ha(act, province):
    """Lộc Hà goes into Thạch Hà, and one of Thạch Hà's people to the city."""
    units, people = province
    thach_ha, city = units["Phòng LĐTBXH huyện Thạch Hà"], units["Phòng LĐTBXH thành phố Hà Tĩnh"]
    townsman = people["Phòng LĐTBXH huyện Thạch Hà"][0]
    act(
        ActKind.TRANSFER,
        NEW_YEAR,
        [thach_ha],
        {"function": "Địa bàn xã Tượng Sơn", "targets": [city.pk]},
        {"rest": "0", f"to_{post_of(townsman, NEW_YEAR).pk}": str(city.pk)},
    )
    return act(
        ActKind.MERGE,
        NEW_YEAR,
        [units["Phòng LĐTBXH huyện Lộc Hà"]],
        {"target": thach_ha.pk},
        {"rest": str(thach_ha.pk)},
    )


def merge_the_department(act, province):
    """Two rooms go elsewhere, the rest of the department goes into Sở Nội vụ."""
    units, people = province
    health, education = units["Sở Y tế"], units["Sở Giáo dục và Đào tạo"]
    act(ActKind.MOVE, MARCH, [units["Phòng Bảo trợ xã hội"]], {"parent": health.pk})
    act(ActKind.MOVE, MARCH, [units["Phòng Giáo dục nghề nghiệp"]], {"parent": education.pk})
    deputy = people["Sở LĐTBXH"][1]
    return act(
        ActKind.MERGE,
        MARCH,
        [units["Sở LĐTBXH"]],
        {"target": units["Sở Nội vụ"].pk, "others": [health.pk, education.pk]},
        {
            "rest": str(units["Sở Nội vụ"].pk),
            f"to_{post_of(deputy, MARCH).pk}": str(health.pk),
        },
    )


def end_the_districts(act, province):
    """All district rooms that are left end together with their group."""
    units, people = province
    left = [units[name] for name in DISTRICTS if "Lộc Hà" not in name] + [units["Cấp huyện"]]
    stays = people["Phòng LĐTBXH huyện Kỳ Anh"][0]
    home = units["Sở Nội vụ"]
    return act(
        ActKind.DISSOLVE,
        JULY,
        left,
        {"targets": [home.pk]},
        {"rest": "leave", f"to_{post_of(stays, JULY).pk}": str(home.pk)},
    )


def test_the_year_2025(act, province, closed_duty):
    units, _people = province
    loc_ha = make_audience(units["Phòng LĐTBXH huyện Lộc Hà"])
    thach_ha = make_audience(units["Phòng LĐTBXH huyện Thạch Hà"])
    department = make_audience(units["Sở LĐTBXH"])
    town, district = (
        make_audience(units["Phòng LĐTBXH thị xã Kỳ Anh"]),
        make_audience(units["Phòng LĐTBXH huyện Kỳ Anh"]),
    )
    before_tree, before_people = tree(NEW_YEAR - DAY), people_by_unit(NEW_YEAR - DAY)
    before = figures(closed_duty)

    with time_machine.travel(on_day(NEW_YEAR)):
        merge_loc_ha(act, province)
    assert figures(closed_duty) == before
    numbers = people_by_unit(NEW_YEAR)
    assert numbers["Phòng LĐTBXH huyện Thạch Hà"] == 3 - 1 + 2
    assert numbers["Phòng LĐTBXH thành phố Hà Tĩnh"] == 1 + 1
    assert sum(numbers.values()) == sum(before_people.values())
    assert circle(loc_ha, NEW_YEAR) == {"Phòng LĐTBXH huyện Thạch Hà"}
    assert circle(thach_ha, NEW_YEAR) == {"Phòng LĐTBXH huyện Thạch Hà"}
    assert circle(town, NEW_YEAR) == {"Phòng LĐTBXH thị xã Kỳ Anh"}
    assert circle(district, NEW_YEAR) == {"Phòng LĐTBXH huyện Kỳ Anh"}

    with time_machine.travel(on_day(MARCH)):
        merge_the_department(act, province)
        assert figures(closed_duty) == before
    assert tree(MARCH) == [
        "Cấp huyện",
        "  Phòng LĐTBXH huyện Thạch Hà",
        "  Phòng LĐTBXH thành phố Hà Tĩnh",
        "  Phòng LĐTBXH thị xã Kỳ Anh",
        "  Phòng LĐTBXH huyện Kỳ Anh",
        "Sở Nội vụ",
        "  Văn phòng Sở",
        "Sở Y tế",
        "  Phòng Bảo trợ xã hội",
        "Sở Giáo dục và Đào tạo",
        "  Phòng Giáo dục nghề nghiệp",
    ]
    numbers = people_by_unit(MARCH)
    assert (numbers["Sở Nội vụ"], numbers["Sở Y tế"]) == (3, 2)
    assert sum(numbers.values()) == sum(before_people.values())
    successors = {"Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo"}
    assert circle(department, MARCH) >= successors
    assert circle(department, MARCH - DAY) >= {"Sở LĐTBXH", "Phòng Bảo trợ xã hội"}

    with time_machine.travel(on_day(JULY)):
        end_the_districts(act, province)
        assert figures(closed_duty) == before
    assert [name for name in tree(JULY) if "huyện" in name or "thị xã" in name] == []
    assert people_by_unit(JULY)["Sở Nội vụ"] == 4
    assert sum(people_by_unit(JULY).values()) == sum(before_people.values()) - 8
    for audience in (loc_ha, thach_ha, town, district):
        assert circle(audience, JULY) == set()
    assert circle(loc_ha, JULY - DAY) == {"Phòng LĐTBXH huyện Thạch Hà"}

    assert tree(NEW_YEAR - DAY) == before_tree
    assert people_by_unit(NEW_YEAR - DAY) == before_people


def test_the_preview_says_what_it_means(act, province, closed_duty):
    preview = merge_loc_ha(act, province)
    (meaning,) = [row for row in preview.audiences if row.audience == "Lộc Hà"]
    assert (meaning.before, meaning.people_before) == ("Phòng LĐTBXH huyện Lộc Hà", 2)
    assert (meaning.after, meaning.people_after) == ("Phòng LĐTBXH huyện Thạch Hà", 4)
    numbers = {row.unit: (row.before, row.after) for row in preview.headcounts}
    assert numbers == {
        "Phòng LĐTBXH huyện Lộc Hà": (2, 0),
        "Phòng LĐTBXH huyện Thạch Hà": (2, 4),
    }
    assert len(preview.movers) == 2
    assert len(preview.warnings) == 1


def test_what_the_preview_says_of_audiences_is_what_happens(act, province):
    units, _people = province
    audiences = {name: make_audience(unit, name=name) for name, unit in units.items()}
    for step, day in (
        (merge_loc_ha, NEW_YEAR),
        (merge_the_department, MARCH),
        (end_the_districts, JULY),
    ):
        told = {row.audience: row for row in step(act, province).audiences}
        assert told
        for name, row in told.items():
            numbers = people_by_unit(day)
            meant = circle(audiences[name], day)
            assert row.people_after == sum(numbers.get(unit, 0) for unit in meant), (day, name)


def test_town_and_district_of_one_name_stay_two(act, province):
    units, people = province
    town, district = units["Phòng LĐTBXH thị xã Kỳ Anh"], units["Phòng LĐTBXH huyện Kỳ Anh"]
    meant = make_audience(town)
    answers = {"rest": "leave"}
    act(ActKind.DISSOLVE, NEW_YEAR, [town], {"targets": []}, answers)
    numbers = people_by_unit(NEW_YEAR)
    assert numbers["Phòng LĐTBXH huyện Kỳ Anh"] == len(people["Phòng LĐTBXH huyện Kỳ Anh"])
    assert "  Phòng LĐTBXH huyện Kỳ Anh" in tree(NEW_YEAR)
    assert circle(meant, NEW_YEAR) == set()
    assert town.code != district.code
