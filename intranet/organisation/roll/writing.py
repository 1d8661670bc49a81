"""Writes a plan as dated facts, in batches; the caller holds the transaction."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator

from django.contrib.auth.hashers import make_password
from django.db.models import Max, Q

from intranet.accounts.models import User
from intranet.organisation.models import Membership, Person, Unit, UnitPeriod
from intranet.organisation.roll.plan import (
    JOINED,
    LEFT,
    NewUnit,
    Plan,
    Step,
    category_of,
    needs_membership,
    new_username,
    role_of,
    title_of,
)
from intranet.organisation.roll.state import accounts_named
from intranet.organisation.roll.units import Place

BATCH = 500
Written = Callable[[list[Step], dict[int, int]], None]


class Writer:
    """Writes the steps of one plan; facts hold from the day.

    `written` is called with the steps of each batch and the ids of their people.
    """

    def __init__(self, day: datetime.date, code_prefix: str, written: Written) -> None:
        self.day = day
        self._written = written
        self.unit_ids: dict[str, int] = {}
        self._code_prefix = code_prefix
        self._provisional = itertools.count(1)

    def write(self, plan: Plan) -> None:
        """Write units, then people in batches: a fixed number of statements for each."""
        self._create_units(plan.new_units)
        for steps in _batches(plan.steps):
            self._write_batch(steps)

    def _create_units(self, new_units: list[NewUnit]) -> None:
        """The new units with name and place, behind the ones that stand."""
        units = Unit.objects.bulk_create(
            [Unit(code=unit.code, kind=unit.kind, valid_from=self.day) for unit in new_units]
        )
        self.unit_ids = {new.key: unit.pk for new, unit in zip(new_units, units, strict=True)}
        last = UnitPeriod.objects.aggregate(last=Max("position"))["last"] or 0
        UnitPeriod.objects.bulk_create(
            UnitPeriod(
                unit_id=self.unit_ids[unit.key],
                name=unit.name,
                parent_id=None if unit.parent is None else self._unit_id(unit.parent),
                position=last + number,
                valid_from=self.day,
            )
            for number, unit in enumerate(new_units, 1)
        )

    def _unit_id(self, place: Place | None) -> int:
        """The id of a unit that stood before or was made just now."""
        if place is None:
            raise ValueError("everybody who stays on the roll belongs to a unit")
        return self.unit_ids[place] if isinstance(place, str) else place

    def _write_batch(self, steps: list[Step]) -> None:
        person_ids = self._write_people(steps)
        self._end_memberships([step for step in steps if step.kind == LEFT])
        self._write_memberships([step for step in steps if needs_membership(step)], person_ids)
        self._written(steps, person_ids)

    def _write_people(self, steps: list[Step]) -> dict[int, int]:
        """People and their accounts; returns the id of the person of each step by its identity."""
        accounts = self._accounts(steps)
        made: list[tuple[Step, Person]] = []
        changed: list[Person] = []
        for step in steps:
            person = self._person(step, accounts)
            if person.pk is None:
                made.append((step, person))
            elif step.changes:
                changed.append(person)
        Person.objects.bulk_create([person for _step, person in made])
        fields = ["staff_code", "full_name", "work_email", "phone", "search_name", "sort_name"]
        Person.objects.bulk_update(changed, fields)
        linked = [person for person in changed if person.user_id]
        Person.objects.bulk_update(linked, ["user"])
        ids = {id(step): step.person.id for step in steps if step.person}
        return ids | {id(step): person.pk for step, person in made}

    def _person(self, step: Step, accounts: dict[str, int]) -> Person:
        """The person as the row says, with what the row leaves open as it was."""
        known, row = step.person, step.row
        person = Person(
            pk=known.id if known else None,
            staff_code=(row.staff_code if row else "") or (known.staff_code if known else ""),
            full_name=row.full_name if row else known.full_name if known else "",
            work_email=(row.email if row else "") or (known.email if known else ""),
            phone=(row.phone if row else "") or (known.phone if known else ""),
            user_id=accounts.get(new_username(step)),
        )
        if known and row and not any(change.field == "staff_code" for change in step.changes):
            person.staff_code = known.staff_code
        if not person.staff_code:
            person.staff_code = f"{self._code_prefix}{next(self._provisional)}"
        for name in ("search_name", "sort_name"):
            Person._meta.get_field(name).pre_save(person, add=False)
        return person

    def _accounts(self, steps: list[Step]) -> dict[str, int]:
        """Ids of the accounts named in the rows; new ones open no door before a password is set."""
        names = {name for step in steps if (name := new_username(step))}
        ids = {name: account.id for name, account in accounts_named(names).items()}
        users = User.objects.bulk_create(
            User(username=name, password=make_password(None)) for name in sorted(names - ids.keys())
        )
        return ids | {user.username: user.pk for user in users}

    def _end_memberships(self, steps: list[Step]) -> None:
        """Everything that people who leave belonged to ends; what began that day never was."""
        people = [step.person.id for step in steps if step.person]
        if not people:
            return
        rows = Membership.objects.filter(person__in=people)
        rows.filter(valid_from=self.day).delete()
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=self.day), valid_from__lt=self.day)
        rows.update(valid_to=self.day)

    def _write_memberships(self, steps: list[Step], person_ids: dict[int, int]) -> None:
        """End the old memberships and begin new ones; one that began that day is put right."""
        begun: list[Membership] = []
        put_right: list[Membership] = []
        ended: list[int] = []
        for step in steps:
            row = self._membership(step, person_ids[id(step)])
            known = step.person if step.kind != JOINED else None
            if known and known.since == self.day:
                row.pk = known.membership_id
                put_right.append(row)
            else:
                ended += [known.membership_id] if known and known.membership_id else []
                begun.append(row)
        Membership.objects.filter(pk__in=ended).update(valid_to=self.day)
        Membership.objects.bulk_create(begun)
        fields = ["unit", "role", "staff_category", "position_title"]
        Membership.objects.bulk_update(put_right, fields)

    def _membership(self, step: Step, person_id: int) -> Membership:
        return Membership(
            person_id=person_id,
            unit_id=self._unit_id(step.unit),
            role=role_of(step),
            staff_category=category_of(step),
            position_title=title_of(step),
            valid_from=self.day,
            valid_to=step.person.until if step.person else None,
            is_primary=True,
        )


def _batches(steps: Iterable[Step]) -> Iterator[list[Step]]:
    rest = iter(steps)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch
