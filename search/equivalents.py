"""Which words may stand for which, from the lists that editors keep; pure."""

from collections.abc import Iterable, Sequence

from search.queries import LONGEST_EXPANSION
from search.tokens import words

FEWEST_TERMS, MOST_TERMS = 2, 12


def key_of(text: str) -> str:
    """The words of a text as the index has them, one space apart."""
    return " ".join(words(text))


def terms_of(lines: str) -> list[str]:
    """The terms of a list with one a line: tidied, and of those found alike the first."""
    found: dict[str, str] = {}
    for line in lines.splitlines():
        term = " ".join(line.split())
        if term:
            found.setdefault(key_of(term), term)
    return list(found.values())


def is_too_long(term: str) -> bool:
    """Whether a term has more words than a query is looked through for."""
    return len(words(term)) > LONGEST_EXPANSION


def expansions_of(
    abbreviations: Iterable[tuple[str, str]], groups: Iterable[Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return for folded words what may stand for them.

    An abbreviation and its long form stand for each other, and so do the terms of a group. What is
    put in the place of words is not looked up again: lists neither grow nor go in circles.
    """
    found: dict[str, dict[str, None]] = {}
    for terms in [*abbreviations, *groups]:
        keys = list(dict.fromkeys(filter(None, map(key_of, terms))))
        for key in keys:
            others = {other: None for other in keys if other != key}
            if others:
                found.setdefault(key, {}).update(others)
    return {key: tuple(others) for key, others in found.items()}
