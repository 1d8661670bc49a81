"""Who may have a file: its collection decides, nothing else.

«Công khai» and what is below it is for everybody. A collection bound to a page, and what is below
it, is for whoever may read that page. Anything else is for people who are signed in.
"""

from typing import Any

from wagtail.models import Page

from intranet.organisation.belonging import belongs


def may_have(user: Any, file: Any) -> bool:
    """Whether the person may have a file that was fetched for them, see `with_readers`."""
    if file.bound is None:
        return file.is_public or user.is_authenticated
    if file.bound["page_id"] is None:
        return False
    return (file.bound["is_live"] and _is_reader(user, file.bound)) or _may_edit(user, file.bound)


def _is_reader(user: Any, bound: dict[str, Any]) -> bool:
    """Whether the live page is for the person; the same as `may_read`, from what came along."""
    if bound["audience_id"] is None:
        return False
    if bound["is_open"]:
        return True
    return user.is_authenticated and (bound["is_home"] or belongs(bound["belonging"]))


def _may_edit(user: Any, bound: dict[str, Any]) -> bool:
    """Whether the person may edit the page, which they then read as a draft too.

    The right to change pages came along. Wagtail is asked about the rest, the own page of somebody
    who may only add some and the page that waits for their approval: few people have any right.
    """
    has_role = user.is_authenticated and getattr(user, "rights", "") is not None
    if not (has_role or user.is_superuser):
        return False
    if bound["is_editable"]:
        return True
    return Page.objects.get(pk=bound["page_id"]).permissions_for_user(user).can_edit()
