"""Delegating the lead of a unit: given for a time, ended earlier, one at a time."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.organisation.models import ActKind, Delegation, DelegationKind
from intranet.organisation.permissions import led_unit_ids
from tests.factories import LONG_AGO, make_delegation, make_person, make_unit, make_user
from tests.organisation.reorganisation.acting import carry_out

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def it_officer(client):
    """A signed-in IT officer."""
    sync_roles()
    return signed_in(client, IT_OFFICERS)


def signed_in(client, group):
    user = make_user()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    client.user = user
    return client


def asked(person, unit, start, end, **values):
    """The form as a browser sends it."""
    return {
        "unit": unit.pk,
        "person": person.pk,
        "kind": DelegationKind.IN_CHARGE,
        "valid_from": f"{start:%d/%m/%Y}",
        "valid_to": f"{end:%d/%m/%Y}" if end else "",
        "decision_number": "7/QĐ-SLĐTBXH",
        "decision_on": f"{start:%d/%m/%Y}",
        "reason": "Trưởng phòng đi học",
        **values,
    }


@pytest.mark.parametrize(
    ("group", "is_allowed"), [(IT_OFFICERS, True), (OFFICE, False), (EDITORS, False), (None, False)]
)
def test_who_may(client, today, group, is_allowed):
    sync_roles()
    if group:
        signed_in(client, group)
    delegation = make_delegation(make_person(make_unit()), make_unit(), today, today + DAY)
    addresses = [
        reverse("giao-quyen:index"),
        reverse("giao-quyen:add"),
        reverse("giao-quyen:edit", args=[delegation.pk]),
    ]
    opened = [address for address in addresses if client.get(address).status_code == 200]
    assert opened == (addresses if is_allowed else [])
    client.post(reverse("giao-quyen:delete", args=[delegation.pk]))
    assert Delegation.objects.exists()


def test_given_and_ended_on_the_screens(it_officer, today):
    unit = make_unit("Phòng Người có công")
    person = make_person(make_unit(), user=True, full_name="Bùi Thị Ánh")
    data = asked(person, unit, today, today + 9 * DAY)

    response = it_officer.post(reverse("giao-quyen:add"), data)

    assert response.status_code == 302, response.context["form"].errors
    delegation = Delegation.objects.get()
    assert delegation.granted_by == it_officer.user
    assert led_unit_ids(User.objects.get(pk=person.user.pk)) == {unit.pk}
    page = it_officer.get(reverse("giao-quyen:index")).content.decode()
    assert "Bùi Thị Ánh" in page
    assert "Phòng Người có công" in page

    edit = reverse("giao-quyen:edit", args=[delegation.pk])
    longer = {"valid_to": f"{today + 20 * DAY:%d/%m/%Y}", "why": "Về sớm"}
    assert it_officer.post(edit, longer).context["form"].errors["valid_to"]
    earlier = {"valid_to": f"{today + 2 * DAY:%d/%m/%Y}", "why": "Về sớm"}
    assert it_officer.post(edit, earlier).status_code == 302

    delegation.refresh_from_db()
    assert delegation.valid_to == today + 2 * DAY
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert led_unit_ids(User.objects.get(pk=person.user.pk)) == set()
    lines = ModelLogEntry.objects.filter(action__startswith="organisation.").order_by("pk")
    assert [line.action for line in lines] == [
        "organisation.delegate",
        "organisation.end_delegation",
    ]
    assert all("Phòng Người có công" in line.message for line in lines)


@pytest.mark.parametrize("what", ["no end", "off the roll", "closed unit", "closes before", "two"])
def test_refused_in_words(it_officer, today, what):
    ends = {"closed unit": today, "closes before": today + DAY}
    unit = make_unit(valid_to=ends.get(what))
    person = make_person(None if what == "off the roll" else make_unit())
    if what == "two":
        make_delegation(make_person(), unit, LONG_AGO, today + DAY)
    field = {
        "no end": "valid_to",
        "off the roll": "person",
        "closed unit": "unit",
        "closes before": "valid_to",
        "two": "valid_from",
    }[what]
    data = asked(person, unit, today, None if what == "no end" else today + 9 * DAY)
    response = it_officer.post(reverse("giao-quyen:add"), data)
    assert response.context["form"].errors[field]


def test_what_has_ended_is_not_ended_again(it_officer, today):
    delegation = make_delegation(make_person(make_unit()), make_unit(), LONG_AGO, today)
    edit = reverse("giao-quyen:edit", args=[delegation.pk])
    earlier = {"valid_to": f"{today - DAY:%d/%m/%Y}", "why": "Nhầm"}
    assert it_officer.post(edit, earlier).context["form"].errors["valid_to"]


def test_the_tree_says_who_is_in_charge(it_officer, today):
    unit = make_unit("Phòng Người có công")
    person = make_person(make_unit(), full_name="Bùi Thị Ánh")
    make_delegation(person, unit, today, today + DAY)
    page = it_officer.get(reverse("don-vi:index")).content.decode()
    assert "Bùi Thị Ánh (phụ trách)" in page


def test_the_database_refuses_two_at_a_time(today):
    unit = make_unit()
    make_delegation(make_person(), unit, today, today + 9 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_delegation(make_person(), unit, today + DAY, today + 2 * DAY)


def test_it_ends_with_its_unit(today):
    unit, target = make_unit(), make_unit()
    delegation = make_delegation(make_person(), unit, LONG_AGO, today + 9 * DAY)
    carry_out(ActKind.MERGE, today, unit, targets=[target.pk], rest=target.pk)
    delegation.refresh_from_db()
    assert delegation.valid_to == today


def test_the_list_takes_the_same_statements_at_any_size(it_officer, today, sql):
    def grow():
        for _ in range(5):
            make_delegation(make_person(), make_unit(), today, today + DAY)

    grow()
    sql.flat(lambda: it_officer.get(reverse("giao-quyen:index")), grow)
