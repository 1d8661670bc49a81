"""From the records to the plain values that a plan is made of."""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable

from django.db.models import Q

from intranet.organisation.models import (
    Delegation,
    Membership,
    ReorganisationAct,
    Unit,
    UnitPeriod,
)
from intranet.organisation.reorganisation.acts import Act, Kind, NewUnit, Plan
from intranet.organisation.reorganisation.planning import plan_of
from intranet.organisation.reorganisation.roll import Acting, Place, Post, Roll, UnitRow


def act_of(record: ReorganisationAct) -> Act:
    """What the record asks for."""
    details = record.details
    return Act(
        kind=Kind(record.kind),
        day=record.effective_on,
        unit_ids=tuple(sorted(record.units.values_list("pk", flat=True))),
        name=details.get("name", ""),
        short_name=details.get("short_name", ""),
        parent_id=details.get("parent"),
        closes=details.get("closes", False),
        target_ids=tuple(details.get("targets", ())),
        new_units=tuple(
            NewUnit(unit["name"], unit["short_name"], unit["kind"], unit["parent"])
            for unit in details.get("new_units", ())
        ),
        people={int(post): goes_to for post, goes_to in details.get("people", {}).items()},
        roles={int(post): role for post, role in details.get("roles", {}).items()},
        rest=details.get("rest", 0),
        has_rest="rest" in details,
    )


def planned(record: ReorganisationAct) -> tuple[Plan, Roll]:
    """What the act would do by the roll as it is now, and that roll; five statements."""
    act = act_of(record)
    roll = roll_for(act.day, act.unit_ids)
    return plan_of(act, roll), roll


def roll_for(day: datetime.date, unit_ids: Iterable[int]) -> Roll:
    """The units from the day on, with the people of those given; four statements."""
    return Roll(
        day=day,
        units=_units(),
        places=_places(day),
        posts=_posts(day, unit_ids),
        actings=_actings(day, unit_ids),
    )


def fingerprint(plan: Plan) -> str:
    """A short text that changes with anything the plan would do."""
    values = repr(sorted(dataclasses.asdict(plan).items()))
    return hashlib.sha256(values.encode()).hexdigest()[:32]


def _from_day_on(day: datetime.date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=day)


def _units() -> dict[int, UnitRow]:
    columns = ("pk", "valid_from", "valid_to", "kind")
    return {row[0]: UnitRow(*row) for row in Unit.objects.order_by("pk").values_list(*columns)}


def _places(day: datetime.date) -> list[Place]:
    columns = (
        "pk",
        "valid_from",
        "valid_to",
        "unit_id",
        "parent_id",
        "name",
        "short_name",
        "position",
    )
    rows = UnitPeriod.objects.filter(_from_day_on(day)).order_by("pk")
    return [Place(*row) for row in rows.values_list(*columns)]


def _posts(day: datetime.date, unit_ids: Iterable[int]) -> list[Post]:
    columns = (
        "pk",
        "valid_from",
        "valid_to",
        "unit_id",
        "person_id",
        "person__full_name",
        "person__staff_code",
        "role",
        "staff_category",
        "position_title",
        "is_primary",
    )
    rows = Membership.objects.filter(_from_day_on(day), unit__in=unit_ids)
    ordered = rows.order_by("unit_id", "person__sort_name", "person__staff_code", "pk")
    return [Post(*row) for row in ordered.values_list(*columns)]


def _actings(day: datetime.date, unit_ids: Iterable[int]) -> list[Acting]:
    columns = ("pk", "valid_from", "valid_to", "unit_id", "person__full_name")
    rows = Delegation.objects.filter(_from_day_on(day), unit__in=unit_ids).order_by("pk")
    return [Acting(*row) for row in rows.values_list(*columns)]
