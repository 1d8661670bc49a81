"""What editors add to the results, and what they are told of them."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any


def promoted(text: str, user: Any) -> list[Any]:
    """Return the pages that editors want to stand first for such a query."""
    if find_spec("search.promotions") is None:
        return []
    found: list[Any] = import_module("search.promotions").promoted(text, user)
    return found


def count(text: str, hits: int) -> None:
    """Count the query and how much it found."""
    if find_spec("search.counting") is not None:
        import_module("search.counting").count(text, hits)
