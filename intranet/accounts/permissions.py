"""Who may change which account."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def may_keep_accounts(user: Any) -> bool:
    """Whether the person keeps accounts: lifts locks, helps with lost second factors."""
    return user.has_perm("accounts.change_user")


def keep_superusers_to_themselves(request: HttpRequest, account: Any) -> None:
    """Refuse that somebody who is none sets the password of a superuser and signs in as one."""
    if account.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
