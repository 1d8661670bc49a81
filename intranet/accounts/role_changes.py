"""Roles given and taken: never without a reason, and never unseen by the other IT officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from intranet.accounts.letters import ROLES_CHANGED, tell_officers
from intranet.accounts.models import User


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What one account gets and loses, by the names of the roles."""

    account: User
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@transaction.atomic
def note(*, changes: Iterable[RoleChange], reason: str, by: Any) -> None:
    """Leave a line for each account and tell all IT officers in one letter."""
    entry_ids = []
    for change in changes:
        data = {
            "added": ", ".join(change.added),
            "removed": ", ".join(change.removed),
            "reason": reason,
        }
        entry_ids.append(log(change.account, ROLES_CHANGED, user=by, data=data).pk)
    if entry_ids:
        tell_officers.enqueue(entry_ids)
