"""Loads units, made-up people, their memberships and the audiences of the demonstration."""

import datetime
from collections.abc import Sequence

from intranet.demo.content import read
from intranet.demo.roster import MadeUpPerson, made_up_staff
from intranet.organisation.models import (
    Audience,
    Membership,
    Person,
    Unit,
    UnitKind,
    UnitPeriod,
)

# The organisation stands as the plan of 2021 knew it.
FOUNDED = datetime.date(2021, 1, 1)
ROOMS_AUDIENCE = "Văn phòng Sở và các phòng chuyên môn"


def load_units() -> dict[str, Unit]:
    """Create every unit with its name and place, in the order of the data file."""
    rows = read("units.json")
    units = {
        row["code"]: Unit(
            code=row["code"],
            kind=row["kind"],
            is_sample=row["source"] == "sample",
            valid_from=FOUNDED,
        )
        for row in rows
    }
    Unit.objects.bulk_create(units.values())
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=units[row["code"]],
            name=row["name"],
            short_name=row["short_name"],
            parent=units.get(row["parent"]),
            position=position,
            valid_from=FOUNDED,
        )
        for position, row in enumerate(rows)
    )
    return units


def load_people(units: dict[str, Unit]) -> list[MadeUpPerson]:
    """Create the made-up staff, each with one primary membership; returns the list."""
    staff = made_up_staff(read("units.json"))
    people = [
        Person(
            staff_code=person.staff_code,
            full_name=person.name,
            work_email=person.email,
            is_sample=True,
        )
        for person in staff
    ]
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        _membership(person, made_up, units) for person, made_up in zip(people, staff, strict=True)
    )
    return staff


def load_rooms_audience(units: Sequence[Unit]) -> Audience:
    """Create the circle of the Office and the specialised divisions."""
    audience = Audience.objects.create(name=ROOMS_AUDIENCE, kind="chosen")
    audience.units.set(u for u in units if u.kind in (UnitKind.OFFICE, UnitKind.DIVISION))
    return audience


def transfer(staff_code: str, unit_code: str, day: datetime.date) -> None:
    """Move somebody on the day, unless the roll says otherwise of them by now."""
    posts = Membership.objects.filter(person__staff_code=staff_code, is_primary=True)
    post = posts.filter(valid_from__lt=day, valid_to=None).first()
    if post is None:
        return
    posts.filter(pk=post.pk).update(valid_to=day)
    Membership.objects.create(
        person_id=post.person_id,
        unit=Unit.objects.get(code=unit_code),
        role=post.role,
        staff_category=post.staff_category,
        valid_from=day,
    )


def take_transfer_back(staff_code: str, day: datetime.date) -> None:
    """Have the post last on that ended with the transfer of the day."""
    posts = Membership.objects.filter(person__staff_code=staff_code, is_primary=True)
    before, after = posts.filter(valid_to=day).first(), posts.filter(valid_from=day).first()
    if before and after:
        posts.filter(pk=after.pk).delete()
        posts.filter(pk=before.pk).update(valid_to=after.valid_to)


def _membership(person: Person, made_up: MadeUpPerson, units: dict[str, Unit]) -> Membership:
    return Membership(
        person=person,
        unit=units[made_up.unit],
        role=made_up.role,
        staff_category=made_up.category,
        valid_from=FOUNDED,
    )
