"""Giving out accounts: made, told once on paper or by a link, and noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intranet.accounts import first_passwords
from intranet.accounts.models import User
from intranet.organisation.first_accounts.choices import Way
from intranet.organisation.first_accounts.plan import Line
from intranet.organisation.models import Person
from intranet.organisation.person_lines import ACCOUNT_GIVEN, PersonLine, note


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person; it exists only in the answer to one request."""

    name: str
    unit_name: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class GivenOut:
    """Slips to print now, and to how many people a link is on its way."""

    slips: list[Slip]
    mailed: int


def give_out(*, lines: Iterable[Line], by: Any) -> GivenOut:
    """Make the accounts that are missing and give each a first password or a link."""
    slips, mailed = [], []
    lines = list(lines)
    with transaction.atomic():
        note((_log_line(line.person, line.username, line.way) for line in lines), user=by)
        for line in lines:
            account = line.account or _make(line)
            if line.way == Way.LINK:
                _set_address(account, line.person.work_email)
                first_passwords.prepare_link(account=account, by=by)
                mailed.append(account.pk)
            else:
                password = first_passwords.issue(account=account, by=by)
                name = line.person.full_name
                slips.append(Slip(name, line.unit_name, account.username, password))
    if mailed:
        first_passwords.send_links.enqueue(mailed, by.pk)
    return GivenOut(slips, len(mailed))


def give_again(
    *, account: User, person: Person | None, unit_name: str, way: Way, reason: str, by: Any
) -> GivenOut:
    """Give one account a new first password or link, for somebody who cannot sign in."""
    with transaction.atomic():
        if person is not None:
            note([_log_line(person, account.username, way)], user=by)
        if way == Way.LINK:
            _set_address(account, person.work_email if person else "")
            first_passwords.prepare_link(account=account, by=by, reason=reason)
        else:
            password = first_passwords.issue(account=account, by=by, reason=reason)
            name = person.full_name if person else account.get_full_name()
            return GivenOut([Slip(name, unit_name, account.username, password)], 0)
    first_passwords.send_links.enqueue([account.pk], by.pk)
    return GivenOut([], 1)


def _log_line(person: Person, username: str, way: Way) -> PersonLine:
    """For the log of the person; when and until when stands in the log of the account."""
    told = _("slip") if way == Way.SLIP else _("link by e-mail")
    return PersonLine(
        ACCOUNT_GIVEN, person.pk, person.full_name, {"username": username, "way": told}
    )


def _make(line: Line) -> User:
    account = first_passwords.make_account(
        username=line.username, email=line.person.work_email, full_name=line.person.full_name
    )
    Person.objects.filter(pk=line.person.pk).update(user=account)
    return account


def _set_address(account: User, address: str) -> None:
    """The roll knows better where a person gets mail than an account made long ago."""
    if address and account.email != address:
        account.email = address
        account.save(update_fields=["email"])
