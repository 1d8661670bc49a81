"""Who may read which page."""

from typing import Any

from wagtail.models import Page

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
