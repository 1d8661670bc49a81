"""Making and carrying out acts in the tests."""

import datetime

from intranet.organisation.models import Membership, ReorganisationAct, UnitPeriod
from intranet.organisation.reorganisation import services
from tests.factories import make_user

DECISION = "12/QĐ-UBND"


def make_act(kind, day, *units, **details):
    """A draft; people stay unless the test says otherwise."""
    record = ReorganisationAct.objects.create(
        kind=kind,
        effective_on=day,
        decision_number=DECISION,
        decision_on=day - datetime.timedelta(days=7),
        reason="Sắp xếp tổ chức bộ máy",
        details=details,
    )
    record.units.set(units)
    return record


def carry_out(kind, day, *units, **details):
    """Draft an act and carry it out."""
    record = make_act(kind, day, *units, **details)
    return services.carry_out(record=record, user=make_user())


def new_unit(name, kind="division", parent=None, short_name=""):
    """A unit that an act founds, as the form keeps it."""
    return {
        "name": name,
        "short_name": short_name,
        "kind": kind,
        "parent": parent.pk if parent else None,
    }


def post_of(person, day):
    """The primary membership of the person on the day."""
    return Membership.objects.on_roll(day).get(person=person)


def going(day, *people_and_units):
    """The answers of the people's step: pairs of a person and a unit, a number or None."""
    answers = {}
    for person, goes_to in people_and_units:
        answers[str(post_of(person, day).pk)] = getattr(goes_to, "pk", goes_to)
    return answers


def tree(day):
    """The tree of the day as nested names, for comparing at a glance."""
    found = UnitPeriod.objects.tree_on(day)
    return [f"{'  ' * depth}{node.name}" for node, depth in found.walk()]


def people_by_unit(day):
    """People on the roll of the day by the name of their unit."""
    found = UnitPeriod.objects.tree_on(day)
    numbers = {}
    for unit_id in Membership.objects.on_roll(day).values_list("unit_id", flat=True):
        name = found.nodes[unit_id].name
        numbers[name] = numbers.get(name, 0) + 1
    return numbers
