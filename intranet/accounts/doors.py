"""Who passes which door: the mark of views open to strangers, and the way into the admin."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse

View = TypeVar("View", bound=Callable[..., Any])

MARK = "open_to_strangers"
SCRIPTS = "answers_scripts"
REFUSAL = "was_refused"
UNSAVED = "chua-luu"  # in the address of the door: something was sent without a session


def open_to_strangers(view: View) -> View:
    """Mark a view of ours that answers people who are not signed in.

    Django's own mark is not enough here: sign-in, reset and API views of the packages that we
    stand on carry it too, and would be open without anybody having decided so.
    """
    setattr(view, MARK, True)
    return view


def answers_scripts(view: View) -> View:
    """Mark a view that a script asks: a door in its way is told in JSON, not shown as a page."""
    setattr(view, SCRIPTS, True)
    return view


def is_for_scripts(view: Callable[..., Any]) -> bool:
    """Whether what asks the view is a script, which can do nothing with a page."""
    return getattr(view, SCRIPTS, False)


def note_refusal(request: HttpRequest) -> None:
    """Note that what was asked for is there and not for this person.

    To the person it answers like something that never was; whoever reads the log is to know.
    """
    setattr(request, REFUSAL, True)


def was_refused(request: HttpRequest) -> bool:
    """Whether somebody noted a refusal on the request."""
    return getattr(request, REFUSAL, False)


def leads_into_admin(address: str) -> bool:
    """Whether the address stands in Wagtail's admin."""
    return address.startswith(reverse("wagtailadmin_home"))


def may_enter_admin(user: Any) -> bool:
    """Whether the account has anything to do in the admin."""
    return user.has_perm("wagtailadmin.access_admin")


def is_open_to_strangers(view: Callable[..., Any]) -> bool:
    """Whether somebody decided that the view answers people who are not signed in."""
    return getattr(view, MARK, False)
