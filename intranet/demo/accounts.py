"""The six demonstration accounts and their one password."""

import os
import secrets

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE
from intranet.demo.roster import ACCOUNTS, EMAIL_DOMAIN
from intranet.organisation.models import Person

# Letters and digits that nobody takes for one another when typing them from a screen.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 12

GROUPS = {
    "editors": EDITORS,
    "office": OFFICE,
    "leadership": LEADERSHIP,
    "it_officers": IT_OFFICERS,
}
LABELS = {
    "canbo": _("civil servant: reads, takes quizzes"),
    "bientap": _("editor: writes and submits pages and questions"),
    "truongphong": _("head of a division: who in the division has taken part"),
    "vanphong": _("the Office: approves, sees all units"),
    "giamdoc": _("Director: all units at a glance"),
    "quantri": _("IT officer: accounts, people and units"),
}


def chosen_password() -> str | None:
    """Return the password that the environment asks for, if any."""
    return os.environ.get("DEMO_PASSWORD") or None


def random_password() -> str:
    """Return a password that is shown once and kept only as a hash."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def create_accounts(password: str) -> dict[str, User]:
    """Create the accounts, each tied to its person and in the group of its role."""
    users = {}
    people = {person.work_email: person for person in Person.objects.filter(is_sample=True)}
    groups = {group.name: group for group in Group.objects.filter(name__in=GROUPS.values())}
    for account in ACCOUNTS:
        email = f"{account.username}@{EMAIL_DOMAIN}"
        # Django prints the last name last, so a Vietnamese name stands whole in the first one.
        user = User.objects.create_user(account.username, email, password, first_name=account.name)
        if account.group:
            user.groups.add(groups[GROUPS[account.group]])
        person = people[email]
        person.user = user
        person.save(update_fields=["user"])
        users[account.username] = user
    return users


def demo_users() -> list[User]:
    """Return the demonstration accounts that exist, in the order of the roles."""
    users = {user.username: user for user in User.objects.filter(username__in=LABELS)}
    return [users[name] for name in LABELS if name in users]


def set_password(password: str) -> None:
    """Give all demonstration accounts this password."""
    for user in demo_users():
        user.set_password(password)
        user.save(update_fields=["password"])


def has_password(password: str) -> bool:
    """Whether all demonstration accounts already have this password."""
    return all(user.check_password(password) for user in demo_users())
