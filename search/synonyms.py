"""Abbreviations, spellings and other words for the same, as editors keep them."""

from collections.abc import Mapping

from search import lists


def expansions() -> Mapping[str, tuple[str, ...]]:
    """Return by folded words what may stand for them; what stands there is not looked up again."""
    return lists.current().expansions
