"""Who may read the log. That nobody may change it follows from there being no screen for it."""

from typing import Any

VIEW_LOG = "wagtailcore.view_modellogentry"


def may_read_log(user: Any) -> bool:
    """Whether the account may read who did what."""
    return user.has_perm(VIEW_LOG)
