"""Who sees the figures and the names of which unit, in the tree of today and in a frozen one."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from intranet.organisation.freezing import freeze
from intranet.organisation.models import Membership, MembershipRole, Unit, UnitPeriod
from intranet.organisation.participation import counted_now, participation
from intranet.organisation.permissions import sees_figures, sees_names
from tests.factories import (
    LONG_AGO,
    make_delegation,
    make_person,
    make_succession,
    make_unit,
    make_user,
    of_role,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
HEAD, DEPUTY = MembershipRole.HEAD, MembershipRole.DEPUTY


@pytest.fixture
def units():
    """Frozen: Sở ─ (A ─ A1, B, Cũ). Today A1 stands below B, which took Cũ over."""
    top = make_unit("Sở")
    room = make_unit("A", top)
    units = {"Sở": top, "A": room, "A1": make_unit("A1", room), "B": make_unit("B", top)}
    return {**units, "Cũ": make_unit("Cũ", top)}


@pytest.fixture
def figures(units, provider, everybody):
    """What was frozen a week ago, and what is counted of a duty that runs."""
    now = timezone.now()
    closed = provider.add(everybody, closes_at=now - 7 * DAY)
    freeze(closed, now)
    today = timezone.localdate()
    UnitPeriod.objects.filter(unit=units["A1"]).update(parent=units["B"])
    Unit.objects.filter(pk=units["Cũ"].pk).update(valid_to=today)
    make_succession(units["Cũ"], units["B"], today)
    return {
        "frozen": participation(closed, moment=now),
        "live": counted_now(provider.add(everybody), moment=now),
    }


def leads(unit, role=HEAD, **dates):
    return make_person(unit, role=role, user=True, **dates).user


def acting(own, led, start, end):
    person = make_person(own, user=True)
    make_delegation(person, led, start, end)
    return person.user


@pytest.fixture
def readers(units):
    """An account for each reader of the table."""
    sync_roles()
    today = timezone.localdate()
    promoted = make_person(units["A"], role=HEAD, user=True, valid_to=today)
    Membership.objects.create(person=promoted, unit=units["B"], role=HEAD, valid_from=today)
    return {
        "nobody": AnonymousUser(),
        "civil servant": make_person(units["A"], user=True).user,
        "head of A": leads(units["A"]),
        "deputy of A": leads(units["A"], DEPUTY),
        "head of A1": leads(units["A1"]),
        "head of B": leads(units["B"]),
        "acting head of A": acting(units["B"], units["A"], today, today + DAY),
        "acting head of A until today": acting(units["B"], units["A"], LONG_AGO, today),
        "former head of A": leads(units["A"], valid_to=today),
        "head of A, now of B": promoted.user,
        "former head of Cũ": leads(units["Cũ"], valid_to=today),
        "head of the department": leads(units["Sở"]),
        "Office": of_role(OFFICE),
        "Director": of_role(LEADERSHIP),
        "editor": of_role(EDITORS),
        "IT officer": of_role(IT_OFFICERS),
        "superuser": make_user(is_superuser=True),
    }


NONE = ""
ALL, ALL_FROZEN = "A A1 B Sở", "A A1 B Cũ Sở"
# Whose, then the units with figures and with names, first of today and then as frozen.
TABLE = {
    "nobody": (NONE, NONE, NONE, NONE),
    "civil servant": (NONE, NONE, NONE, NONE),
    "head of A": ("A", "A", "A A1", "A A1"),
    "deputy of A": ("A", "A", "A A1", "A A1"),
    "head of A1": ("A1", "A1", "A1", "A1"),
    "head of B": ("A1 B", "A1 B", "B Cũ", "B Cũ"),
    "acting head of A": ("A", "A", "A A1", "A A1"),
    "acting head of A until today": (NONE, NONE, NONE, NONE),
    "former head of A": (NONE, NONE, NONE, NONE),
    "head of A, now of B": ("A1 B", "A1 B", "B Cũ", "B Cũ"),
    "former head of Cũ": (NONE, NONE, NONE, NONE),
    "head of the department": (ALL, ALL, ALL_FROZEN, ALL_FROZEN),
    "Office": (ALL, ALL, ALL_FROZEN, ALL_FROZEN),
    "Director": (ALL, NONE, ALL_FROZEN, NONE),
    "editor": (NONE, NONE, NONE, NONE),
    "IT officer": (NONE, NONE, NONE, NONE),
    "superuser": (ALL, ALL, ALL_FROZEN, ALL_FROZEN),
}


@pytest.mark.parametrize("reader", TABLE)
def test_figures_and_names(figures, readers, reader):
    def seen(told, may):
        paths = {
            row.node.name: [above.node.id for above in told.view(row.node.id).path]
            for row in told.rows
        }
        return " ".join(sorted(name for name, path in paths.items() if may(readers[reader], path)))

    assert TABLE[reader] == (
        seen(figures["live"], sees_figures),
        seen(figures["live"], sees_names),
        seen(figures["frozen"], sees_figures),
        seen(figures["frozen"], sees_names),
    )
