"""A small body with three rooms, and one duty that it is asked to do."""

import datetime
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from intranet.accounts.models import User
from intranet.organisation import duties
from intranet.organisation.duties import Duty, Progress, State
from intranet.organisation.models import Audience, MembershipRole, Person, Unit
from tests.factories import (
    FakeProvider,
    make_person,
    make_unit,
    make_user,
)

FIGURES = "organisation.view_participation"
NAMES = "organisation.view_participants"


@dataclass
class Body:
    """Who is there, by role; `duty` is done by six of eight in «Phòng Một»."""

    department: Unit
    first: Unit
    part: Unit
    second: Unit
    duty: Duty
    provider: FakeProvider
    staff: dict[str, list[Person]]
    users: dict[str, User] = field(default_factory=dict)


def passed(score: float = 80.0) -> Progress:
    return Progress(State.PASSED, score, timezone.now())


@pytest.fixture
def provider(monkeypatch):
    """The only registered kind of duty, whose duties and progress the test sets."""
    monkeypatch.setattr(duties, "_providers", {})
    provider = FakeProvider()
    duties.register(provider)
    return provider


@pytest.fixture
def body(db, provider):
    department = make_unit("Sở Thử nghiệm", kind="department")
    first = make_unit("Phòng Một", department)
    part = make_unit("Tổ Một A", first)
    second = make_unit("Phòng Hai", department)
    staff = {
        "first": [make_person(first) for _ in range(6)],
        "part": [make_person(part) for _ in range(2)],
        "second": [make_person(second) for _ in range(9)],
    }
    users = {
        "civil servant": make_person(first, user=True).user,
        "head": make_person(first, role=MembershipRole.HEAD, user=True).user,
        "deputy": make_person(first, role=MembershipRole.DEPUTY, user=True).user,
        "head of the part": make_person(part, role=MembershipRole.HEAD, user=True).user,
        "head of the other": make_person(second, role=MembershipRole.HEAD, user=True).user,
        "former head": former_head(first),
        "Director": make_user("giam-doc", permissions=[FIGURES]),
        "Office": make_user("van-phong", permissions=[FIGURES, NAMES]),
        "editor": make_user("bien-tap"),
    }
    progress = {person.pk: passed(70.0 + place) for place, person in enumerate(staff["first"])}
    progress |= {person.pk: passed() for person in staff["second"][:5]}
    progress[staff["part"][0].pk] = Progress(State.IN_PROGRESS, at=timezone.now())
    progress[staff["first"][0].pk] = Progress(State.DONE, 40.0, timezone.now())
    duty = provider.add(
        Audience.objects.everybody(),
        title="Trắc nghiệm thử",
        progress=progress,
        has_pass_mark=True,
        score_label="%",
        due_at=timezone.now() + datetime.timedelta(days=3),
    )
    return Body(department, first, part, second, duty, provider, staff, users)


def former_head(unit: Unit) -> User:
    """Somebody who headed the unit until yesterday."""
    today = timezone.localdate()
    person = make_person(unit, role=MembershipRole.HEAD, user=True, valid_to=today)
    return person.user
