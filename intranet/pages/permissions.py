"""Who may read which page and which file."""

from typing import Any

from wagtail.models import Collection, Page

from intranet.accounts.roles import PUBLIC_COLLECTION
from intranet.pages.models import BasePage, HomePage


def may_read(user: Any, page: Page) -> bool:
    """Whether the person may read the live page; a page that is not one of ours is nobody's.

    The home page is where everybody who is signed in arrives, on the roll or not; it shows nobody
    more than they may read. Whoever may edit a page reads it in the admin anyway, so its address
    answers them as well.
    """
    if not isinstance(page, BasePage):
        return False
    if not user.is_authenticated:
        return page.is_open_to_everybody()
    return (
        isinstance(page, HomePage)
        or page.is_addressed_to(user)
        or page.is_open_to_everybody()
        or page.permissions_for_user(user).can_edit()
    )


def may_have_files_of(user: Any, collection: Collection | None) -> bool:
    """Whether the person may have files of the collection; without one there is nothing to have."""
    if collection is None:
        return False
    return user.is_authenticated or is_public_collection(collection)


def is_public_collection(collection: Collection) -> bool:
    """Whether the collection is «Công khai» or a part of it."""
    line = collection.get_ancestors(inclusive=True)
    return line.filter(depth=2, name=PUBLIC_COLLECTION).exists()
