"""A department with rooms, a centre and districts, three duties running and two that closed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from intranet.accounts.models import User
from intranet.organisation.duties import Duty, Progress, State
from intranet.organisation.models import Audience, Membership, MembershipRole, Person, Unit
from tests.factories import (
    LONG_AGO,
    FakeProvider,
    make_audience,
    make_delegation,
    make_person,
    make_unit,
    make_user,
)
from tests.reports.conftest import FIGURES, NAMES, former_head

DAY = datetime.timedelta(days=1)


@dataclass
class House:
    """`units` and `staff` by name; `running` is due in three days, `overdue` was yesterday."""

    provider: FakeProvider
    units: dict[str, Unit]
    staff: dict[str, list[Person]]
    running: Duty
    overdue: Duty
    everybody: Audience
    users: dict[str, User] = field(default_factory=dict)

    def make_circle(self, *names: str) -> Audience:
        """An audience of the units with these names, and all below them."""
        return make_audience(*(self.units[name] for name in names))

    def let_do(self, duty: Duty, people: Iterable[Person], state: State = State.DONE) -> None:
        """Have the people come so far with the duty."""
        now = timezone.now()
        rows = {person.pk: Progress(state, None, now) for person in people}
        self.provider.done[duty.key] |= rows


@pytest.fixture
def house(db, provider):
    """Six people in the office, four in a room of two groups, twelve in the centre, six outside."""
    department = make_unit("Sở Thử nghiệm", kind="department")
    districts = make_unit("Các phòng cấp huyện", kind="group")
    units = {
        "department": department,
        "districts": districts,
        "office": make_unit("Văn phòng", department, kind="office"),
        "room": make_unit("Phòng Một", department),
        "centre": make_unit("Trung tâm", department, kind="public_service_unit"),
        "north": make_unit("Huyện Bắc", districts, kind="district_office"),
        "south": make_unit("Huyện Nam", districts, kind="district_office"),
    }
    units["group"] = make_unit("Tổ Một A", units["room"])
    units["other group"] = make_unit("Tổ Một B", units["room"])
    sizes = {"office": 6, "room": 1, "group": 2, "other group": 1, "centre": 12, "north": 3,
             "south": 3, "department": 1}  # fmt: skip
    staff = {name: [make_person(units[name]) for _ in range(size)] for name, size in sizes.items()}
    everybody = Audience.objects.everybody()
    now = timezone.now()
    running = provider.add(
        everybody, title="Trắc nghiệm đang chạy", opens_at=now - 9 * DAY, due_at=now + 3 * DAY
    )
    overdue = provider.add(
        make_audience(units["office"], units["room"]),
        title="Trắc nghiệm quá hạn",
        opens_at=now - 9 * DAY,
        due_at=now - 2 * DAY,
    )
    house = House(provider, units, staff, running, overdue, everybody)
    house.let_do(running, [*staff["office"][:3], *staff["room"], *staff["group"]])
    house.let_do(running, staff["office"][3:4], State.IN_PROGRESS)
    house.let_do(running, [*staff["centre"][:9], *staff["north"][:1], *staff["department"]])
    house.let_do(overdue, [*staff["office"], staff["group"][0]])
    house.users = _users(units)
    return house


def _users(units: dict[str, Unit]) -> dict[str, User]:
    outside = make_unit("Ngoài danh sách được giao")

    def leader(unit: Unit, role: str) -> User:
        """Somebody who leads the unit beside a membership elsewhere, so that no figure changes."""
        person = make_person(outside, user=True)
        Membership.objects.create(
            person=person, unit=unit, role=role, valid_from=LONG_AGO, is_primary=False
        )
        return person.user

    acting = make_person(outside, user=True)
    make_delegation(acting, units["room"], LONG_AGO, None)
    return {
        "civil servant": make_person(outside, user=True).user,
        "head": leader(units["room"], MembershipRole.HEAD),
        "deputy": leader(units["room"], MembershipRole.DEPUTY),
        "acting head": acting.user,
        "head of the office": leader(units["office"], MembershipRole.HEAD),
        "former head": former_head(units["room"]),
        "Director": make_user("giam-doc", permissions=[FIGURES]),
        "Office": make_user("van-phong", permissions=[FIGURES, NAMES]),
        "editor": make_user("bien-tap"),
        "IT officer": make_user("can-bo-cntt", is_staff=True),
    }
