"""Units, people and duties for the tests, with defaults for what a test leaves open."""

import datetime
import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import (
    Case,
    DateTimeField,
    F,
    Field,
    FloatField,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.test import Client

from intranet.accounts.models import User
from intranet.organisation import duties
from intranet.organisation.duties import Duty, Progress, State
from intranet.organisation.models import (
    Audience,
    AudienceKind,
    Delegation,
    Membership,
    MembershipRole,
    Person,
    StaffCategory,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitPeriod,
)

LONG_AGO = datetime.date(2020, 1, 1)
PASSWORD = "mot-mat-khau-dai"

_numbers = itertools.count(1)


def make_unit(
    name: str = "",
    parent: Unit | None = None,
    *,
    kind: str = UnitKind.DIVISION,
    valid_from: datetime.date = LONG_AGO,
    valid_to: datetime.date | None = None,
    **period: Any,
) -> Unit:
    """Make a unit with its one name and place, valid since long ago."""
    number = next(_numbers)
    unit = Unit.objects.create(
        code=f"don-vi-{number}", kind=kind, valid_from=valid_from, valid_to=valid_to
    )
    period = {"position": number, **period}
    UnitPeriod.objects.create(
        unit=unit,
        name=name or f"Phòng {number}",
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
        **period,
    )
    return unit


def make_user(username: str = "", *, permissions: Iterable[str] = (), **fields: Any) -> User:
    """Make an account with `PASSWORD` and permissions given as app.codename."""
    user = User.objects.create_user(username or f"tai-khoan-{next(_numbers)}", **fields)
    user.set_password(PASSWORD)
    user.save()
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def of_role(name: str) -> User:
    """Make an account of staff with the role; `sync_roles` has made the roles."""
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


def signed_in(user: User) -> Client:
    """A browser in which the account is signed in."""
    client = Client()
    client.force_login(user)
    return client


def make_person(
    unit: Unit | None = None,
    *,
    role: str = MembershipRole.MEMBER,
    user: User | bool = False,
    full_name: str = "",
    staff_category: str = StaffCategory.CIVIL_SERVANT,
    valid_from: datetime.date = LONG_AGO,
    valid_to: datetime.date | None = None,
) -> Person:
    """Make a person, in the unit since long ago if one is given; `user=True` makes an account."""
    number = next(_numbers)
    person = Person.objects.create(
        staff_code=f"NV-{number:04d}",
        full_name=full_name or f"Nguyễn Văn {number}",
        user=make_user(f"nguoi-{number}") if user is True else user or None,
    )
    if unit is not None:
        Membership.objects.create(
            person=person,
            unit=unit,
            role=role,
            staff_category=staff_category,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    return person


def make_audience(
    *units: Unit, categories: Iterable[str] = (), name: str = "", kind: str = AudienceKind.CHOSEN
) -> Audience:
    """Make an audience of chosen units and categories."""
    audience = Audience.objects.create(
        name=name or f"Đối tượng {next(_numbers)}", kind=kind, staff_categories=list(categories)
    )
    audience.units.set(units)
    return audience


def make_succession(
    predecessor: Unit,
    successor: Unit | None,
    effective_on: datetime.date,
    kind: str = SuccessionKind.MERGE,
) -> Succession:
    """Say that one unit came after another."""
    return Succession.objects.create(
        predecessor=predecessor, successor=successor, effective_on=effective_on, kind=kind
    )


def make_delegation(
    person: Person, unit: Unit, start: datetime.date, end: datetime.date | None
) -> Delegation:
    """Let the person lead the unit for a time."""
    return Delegation.objects.create(
        person=person,
        unit=unit,
        valid_from=start,
        valid_to=end,
        decision_number="7/QĐ-SLĐTBXH",
        decision_on=start,
        reason="Trưởng phòng đi học",
    )


class FakeProvider:
    """A kind of duty whose progress a test sets."""

    def __init__(self, kind: str = "test") -> None:
        self.kind = kind
        self.known: dict[str, Duty] = {}
        self.done: dict[str, dict[int, Progress]] = {}
        self.withdrawn: dict[str, Duty] = {}

    def add(
        self, audience: Audience, *, progress: Mapping[int, Progress] | None = None, **fields: Any
    ) -> Duty:
        """Add a duty that is open without end unless the test says otherwise."""
        key = fields.pop("key", str(len(self.known) + 1))
        values: dict[str, Any] = {
            "kind_label": "Nhiệm vụ thử",
            "title": f"Nhiệm vụ {key}",
            "url": f"/nhiem-vu/{key}/",
            "opens_at": None,
            "due_at": None,
            "closes_at": None,
            **fields,
        }
        duty = Duty(kind=self.kind, key=key, audience_id=audience.pk, **values)
        self.known[key] = duty
        self.done[key] = dict(progress or {})
        return duty

    def withdraw(self, duty: Duty) -> None:
        """Let the duty be published no more."""
        self.withdrawn[duty.key] = replace(self.known.pop(duty.key), url="")

    def duties(self, moment: datetime.datetime) -> list[Duty]:
        return [d for d in self.known.values() if d.opens_at is None or d.opens_at <= moment]

    def get(self, key: str) -> Duty | None:
        return self.known.get(key)

    def kept(self, keys: Collection[str]) -> list[Duty]:
        found = {**self.withdrawn, **self.known}
        return [found[key] for key in keys if key in found]

    def settled(self, moment: datetime.datetime) -> list[Duty]:
        return [d for d in self.known.values() if d.closes_at and d.closes_at <= moment]

    def standings(self, duty: Duty, moment: datetime.datetime) -> QuerySet[Any]:
        begun = self.done[duty.key]

        def told(value: Any, output_field: Field, of_nobody: Any) -> Case:
            whens = [When(pk=pk, then=Value(value(row))) for pk, row in begun.items()]
            typed = When(pk=0, then=Value(of_nobody))  # so that PostgreSQL knows a column of NULLs
            return Case(typed, *whens, output_field=output_field)

        return (
            Person.objects.filter(pk__in=begun)
            .order_by()
            .values(
                person_id=F("pk"),
                reached=told(lambda row: row.state.value, IntegerField(), 0),
                percent=told(lambda row: row.score, FloatField(), 0.0),
                reached_at=told(lambda row: row.at, DateTimeField(), moment),
            )
        )

    def later_ends(self, duty: Duty, moment: datetime.datetime) -> Mapping[int, datetime.datetime]:
        ends = {pk: row.open_until for pk, row in self.done[duty.key].items()}
        return {pk: end for pk, end in ends.items() if end is not None and end > moment}

    def progress_of(self, person: Person, duties: list[Duty]) -> Mapping[str, Progress]:
        return {d.key: self.done[d.key][person.pk] for d in duties if person.pk in self.done[d.key]}


def standings_of(duty: Duty, moment: datetime.datetime) -> dict[int, Progress]:
    """What the kind of duty says of everybody who has begun, by person id."""
    return {
        row["person_id"]: Progress(State(row["reached"]), row["percent"], row["reached_at"])
        for row in duties.standings(duty, moment)
    }
