"""A prepared queryset answers what the queryset answers."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group

from intranet.accounts.models import User
from intranet.organisation.models import Membership
from intranet.prepared import Prepared
from tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db
MEMBERS = Prepared(
    lambda person, day: (
        Membership.objects.on(day)
        .filter(person=person)
        .select_related("person__user", "unit")
        .order_by("pk")
    ),
    person=int,
    day=datetime.date,
)
JOINED = Prepared(
    lambda name, moment: User.objects.filter(username=name, date_joined__lte=moment),
    name=str,
    moment=datetime.datetime,
)


def test_it_answers_with_the_values_of_the_moment(sql: Any) -> None:
    unit, old = make_unit(), make_unit()
    since = datetime.date(2026, 1, 1)
    one = make_person(unit, user=True, valid_from=since)
    two = make_person(old, valid_to=since)
    for _ in range(2):
        with sql.count(maximum=1):
            (membership,) = MEMBERS.all(person=one.pk, day=since)
            assert membership.unit == unit
            assert membership.person.user == one.user
            assert membership.valid_from == since
    assert MEMBERS.first(person=two.pk, day=since) is None
    before = since - datetime.timedelta(days=1)
    assert MEMBERS.first(person=two.pk, day=before).unit == old
    assert MEMBERS.first(person=one.pk, day=before) is None


def test_texts_and_moments_are_values_too() -> None:
    user = make_person(user=True).user
    user.refresh_from_db()
    earlier = user.date_joined - datetime.timedelta(seconds=1)
    assert JOINED.all(name=user.username, moment=user.date_joined) == [user]
    assert JOINED.first(name=user.username, moment=user.date_joined).date_joined == user.date_joined
    assert JOINED.all(name=user.username, moment=earlier) == []
    assert JOINED.all(name="' OR 1=1 --", moment=user.date_joined) == []


def test_a_value_that_decides_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        Prepared(lambda pk: Group.objects.all(), pk=int).first(pk=1)
