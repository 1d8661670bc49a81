"""Makes the demonstration larger: a policy ten times as long, ten times as many units.

Runs in the environment of a copy of the demonstration.
"""

import datetime
import json

import django

FACTOR = 10


def lengthen_policy() -> None:
    """Publish the policy with each of its parts ten times."""
    from intranet.policies.models import PolicyPage

    policy = PolicyPage.objects.live().order_by("path").first()
    body = []
    for number in range(FACTOR):
        for part in policy.body.raw_data:
            value = dict(part["value"])
            if number and value.get("anchor"):
                value["anchor"] += f"-{number}"
            body.append({"type": part["type"], "value": value})
    policy.body = json.dumps(body)
    policy.save_revision().publish()


def multiply_units() -> None:
    """Give every unit nine sisters of the same size."""
    from intranet.organisation.models import Membership, Person, Unit, UnitPeriod

    since = datetime.date(2020, 1, 1)
    sizes = {period.unit_id: 0 for period in UnitPeriod.objects.all()}
    for unit_id in Membership.objects.values_list("unit_id", flat=True):
        sizes[unit_id] += 1
    for period in list(UnitPeriod.objects.select_related("unit")):
        if period.parent_id is None:
            continue
        for number in range(1, FACTOR):
            unit = Unit.objects.create(
                code=f"{period.unit.code}-{number}", kind=period.unit.kind, valid_from=since
            )
            UnitPeriod.objects.create(
                unit=unit,
                name=f"{period.name} {number}",
                parent_id=period.parent_id,
                valid_from=since,
            )
            people = Person.objects.bulk_create(
                Person(staff_code=f"{unit.code}-{index}", full_name=f"Người {index}")
                for index in range(sizes[period.unit_id])
            )
            Membership.objects.bulk_create(
                Membership(person=person, unit=unit, valid_from=since) for person in people
            )


def main() -> None:
    """Grow both."""
    django.setup()
    multiply_units()
    lengthen_policy()


if __name__ == "__main__":
    main()
