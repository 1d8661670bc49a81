"""What search knows of words beyond the documents: abbreviations and other names of a thing."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec


def expansions() -> Mapping[str, Sequence[str]]:
    """Return what may stand for folded words, as editors keep the lists."""
    if find_spec("search.synonyms") is None:
        return {}
    found: Mapping[str, Sequence[str]] = import_module("search.synonyms").expansions()
    return found
