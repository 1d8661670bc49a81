"""The mark of views that answer people who are not signed in."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

MARK = "open_to_strangers"


def open_to_strangers(view: View) -> View:
    """Mark a view of ours that answers people who are not signed in.

    Django's own mark is not enough here: sign-in, reset and API views of the packages that we
    stand on carry it too, and would be open without anybody having decided so.
    """
    setattr(view, MARK, True)
    return view


def is_open_to_strangers(view: Callable[..., Any]) -> bool:
    """Whether somebody decided that the view answers people who are not signed in."""
    return getattr(view, MARK, False)
