"""What a query asks of the index, and how the two databases are asked for it; pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand one behind the other; `is_prefix` when the last may go on."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Everything of this."""

    parts: tuple["Match", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of this."""

    parts: tuple["Match", ...]


Match: TypeAlias = Words | AllOf | AnyOf
Rendered: TypeAlias = Callable[[Words], str]


def all_of(parts: Iterable[Match]) -> Match | None:
    """Return the parts joined; None where there are none."""
    return _joined(AllOf, parts)


def any_of(parts: Iterable[Match]) -> Match | None:
    """Return the parts as alternatives; None where there are none."""
    return _joined(AnyOf, parts)


def _joined(kind: type[AllOf | AnyOf], parts: Iterable[Match]) -> Match | None:
    kept = tuple(dict.fromkeys(parts))
    if len(kept) < 2:
        return kept[0] if kept else None
    return kind(kept)


def fts5(match: Match) -> str:
    """Return the match as SQLite's FTS5 reads it."""
    return _rendered(match, _fts5_words, " AND ", " OR ")


def tsquery(match: Match, weights: str = "") -> str:
    """Return the match as PostgreSQL's tsquery reads it, in words of these weights only."""

    def words(phrase: Words) -> str:
        last = len(phrase.tokens) - 1
        labels = [
            f"{'*' if phrase.is_prefix and place == last else ''}{weights}"
            for place in range(last + 1)
        ]
        lexemes = [
            f"'{_safe(token)}'{':' if label else ''}{label}"
            for token, label in zip(phrase.tokens, labels, strict=True)
        ]
        return f"({' <-> '.join(lexemes)})"

    return _rendered(match, words, " & ", " | ")


def _fts5_words(phrase: Words) -> str:
    return f'"{" ".join(map(_safe, phrase.tokens))}"{" *" if phrase.is_prefix else ""}'


def _rendered(match: Match, words: Rendered, both: str, either: str) -> str:
    if isinstance(match, Words):
        return words(match)
    sign = both if isinstance(match, AllOf) else either
    return f"({sign.join(_rendered(part, words, both, either) for part in match.parts)})"


def _safe(token: str) -> str:
    """Refuse whatever could end a quotation: tokens are letters and digits only."""
    if not (token.isascii() and token.isalnum()):
        raise ValueError(token)
    return token
