"""Accounts of leavers close on the first day on which the roll no longer holds them."""

import datetime

from django.db import transaction
from wagtail.log_actions import log

from intranet.accounts.models import Session
from intranet.organisation.models import Person
from intranet.organisation.personal_data.leavers import leavers

ACTION = "personal_data.account_closed"


def close_accounts_of_leavers(*, now: datetime.datetime) -> int:
    """Close what still opens a door; a job of the clock.

    Superusers are left to whoever made them. The account stays, switched off, until the name goes:
    whoever comes back gets it opened again by the IT officer.
    """
    open_still = leavers().filter(user__is_active=True, user__is_superuser=False)
    return sum(_close(person) for person in open_still.select_related("user"))


@transaction.atomic
def _close(person: Person) -> int:
    """Switch the account off and end its sessions."""
    account = person.user
    if account is None:
        return 0
    account.is_active = False
    account.save(update_fields=["is_active"])
    Session.objects.filter(user=account).delete()
    log(account, ACTION)
    return 1
