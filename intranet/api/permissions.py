"""Who may issue and revoke access tokens."""

from typing import Any

MANAGE_TOKENS = "api.manage_tokens"


def may_manage_tokens(user: Any) -> bool:
    """Whether the account may."""
    return user.has_perm(MANAGE_TOKENS)
