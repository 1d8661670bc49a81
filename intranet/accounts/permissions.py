"""Who may change which account."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from intranet.accounts.models import User


def may_keep_accounts(user: Any) -> bool:
    """Whether the person keeps accounts: lifts locks, helps with lost second factors."""
    return user.has_perm("accounts.change_user")


def keep_superusers_to_themselves(request: HttpRequest, account: Any) -> None:
    """Refuse that somebody who is none sets the password of a superuser and signs in as one."""
    if account.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


def keep_bulk_actions_in_bounds(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """The same for accounts ticked in the list, where nobody gives roles to oneself either."""
    accounts = [item for item in objects if isinstance(item, User)]
    for account in accounts:
        keep_superusers_to_themselves(request, account)
    gives_roles = action_type == "assign_role" and not request.user.is_superuser
    if gives_roles and request.user in accounts:
        raise PermissionDenied
