"""Who of a unit has no way in yet, and what each would get; shown before anything is made."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils import timezone

from intranet.accounts.first_passwords import first_password_until, link_until, taken_usernames
from intranet.accounts.models import User
from intranet.accounts.readable import free_username, username_of_code, username_of_name
from intranet.organisation.first_accounts.choices import Naming, Way, Who
from intranet.organisation.models import Membership, Person, Unit, UnitPeriod

MOST_AT_ONCE = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One person: the account there is or the name of the one to be made, and how it is told."""

    person: Person
    unit_name: str
    account: User | None
    username: str
    way: Way


@dataclass(frozen=True, slots=True)
class Plan:
    """The first so many people, unit by unit, and how many more wait for the next round."""

    lines: list[Line]
    left_out: int

    @property
    def waiting(self) -> int:
        """How many people wait, those of this round included."""
        return len(self.lines) + self.left_out


def plan(
    *,
    unit: Unit,
    who: Who,
    naming: Naming,
    way: Way,
    since: datetime.datetime | None = None,
) -> Plan:
    """What would be given out in the unit with all below it today; three statements.

    Whoever got something after `since`, in an earlier round, is not among them again.
    """
    today = timezone.localdate()
    tree = UnitPeriod.objects.tree_on(today)
    units = tree.descendants(unit.pk) or {unit.pk}
    order = {node.id: place for place, (node, _depth) in enumerate(tree.walk())}
    members = (
        Membership.objects.on_roll(today)
        .filter(_without_way_in(who), unit_id__in=units, person__deidentified_at=None)
        .exclude(_given_after(since))
        .select_related("person__user")
        .order_by("person__sort_name", "person__staff_code")
    )
    found = sorted(members, key=lambda member: order.get(member.unit_id, 0))
    taken = taken_usernames()
    lines = []
    for member in found[:MOST_AT_ONCE]:
        person = member.person
        account = person.user
        username = account.username if account else free_username(_wanted(person, naming), taken)
        taken.add(username)
        name = tree.nodes[member.unit_id].name if member.unit_id in tree else ""
        lines.append(Line(person, name, account, username, _way(person, way)))
    return Plan(lines, max(0, len(found) - MOST_AT_ONCE))


def _without_way_in(who: Who) -> Q:
    """People without an account or password, or with a first one that was never used."""
    never_in = Q(person__user__last_login=None, person__user__is_superuser=False)
    open_account = never_in & Q(person__user__is_active=True)
    if who == Who.UNUSED:
        return open_account & Q(person__user__must_change_password=True)
    is_closed = Q(person__user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    waits_for_link = Q(person__user__first_password_until__gt=timezone.now())
    return Q(person__user=None) | (open_account & is_closed & ~waits_for_link)


def _given_after(since: datetime.datetime | None) -> Q:
    """Accounts that got a password or a link after the moment; nobody, if there is none."""
    if since is None:
        return Q(pk__in=[])
    is_closed = Q(person__user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    password = Q(person__user__first_password_until__gte=first_password_until(since))
    link = Q(person__user__first_password_until__gte=link_until(since))
    return (password & ~is_closed) | (link & is_closed)


def _wanted(person: Person, naming: Naming) -> str:
    if naming == Naming.CODE:
        return username_of_code(person.staff_code)
    return username_of_name(person.full_name)


def _way(person: Person, way: Way) -> Way:
    """A link needs an address."""
    return Way.LINK if way == Way.LINK and person.work_email else Way.SLIP
