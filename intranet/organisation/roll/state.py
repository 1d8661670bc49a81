"""The roll of a day as the dry run compares it: few statements, slim rows."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from intranet.accounts.models import User
from intranet.organisation.models import Membership, Person, Unit, UnitPeriod
from intranet.organisation.roll.people import KnownPerson
from intranet.organisation.roll.plan import KnownAccount
from intranet.organisation.roll.units import KnownUnit

CHUNK = 5_000
NAMES_A_STATEMENT = 500
NO_POST = (None, None, "", "", "", None, None)


def units_on(day: datetime.date) -> list[KnownUnit]:
    """The units of the day."""
    rows = UnitPeriod.objects.in_tree_on(day).order_by("unit_id")
    columns = ("unit_id", "unit__code", "name", "short_name", "unit__kind", "parent_id")
    return [KnownUnit(*row) for row in rows.values_list(*columns)]


def codes_of_units() -> list[str]:
    """The codes of all units, closed ones too."""
    return list(Unit.objects.order_by().values_list("code", flat=True))


def people_on(day: datetime.date) -> Iterator[KnownPerson]:
    """Everybody, with the primary membership of the day."""
    posts = {
        row[0]: row[1:]
        for row in Membership.objects.on_roll(day)
        .order_by()
        .values_list(
            "person_id",
            "pk",
            "unit_id",
            "role",
            "staff_category",
            "position_title",
            "valid_from",
            "valid_to",
        )
        .iterator(CHUNK)
    }
    later = _later_starts(day)
    columns = ("pk", "staff_code", "full_name", "work_email", "phone", "user__username")
    for row in Person.objects.order_by("pk").values_list(*columns).iterator(CHUNK):
        post: Any = posts.get(row[0]) or NO_POST
        yield KnownPerson._make((*row[:5], row[5] or "", *post, later.get(row[0])))


def _later_starts(day: datetime.date) -> dict[int, datetime.date]:
    """The first day after the given one on which a primary membership of somebody begins."""
    later = Membership.objects.filter(is_primary=True, valid_from__gt=day)
    rows = later.order_by("-valid_from").values_list("person_id", "valid_from")
    return dict(rows.iterator(CHUNK))


def accounts_named(names: Collection[str]) -> dict[str, KnownAccount]:
    """The accounts of these names; free is one in use that no person has and no superuser."""
    found: dict[str, KnownAccount] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), NAMES_A_STATEMENT):
        part = wanted[start : start + NAMES_A_STATEMENT]
        users = User.objects.filter(Q(username__in=part)).values_list(
            "username", "pk", "is_active", "is_superuser", "person"
        )
        for name, pk, is_active, is_superuser, person_id in users:
            found[name] = KnownAccount(pk, is_active and not is_superuser and person_id is None)
    return found
