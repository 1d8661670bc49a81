"""In what order results stand; pure, so that it is the same on every database.

The database says how well the text fits; what the thing *is* decides here: its title and number,
the spelling that was typed, whether it is still in effect.
"""

import datetime
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.matching import AllOf, AnyOf, Match
from search.queries import Query, Term
from search.tokens import pieces

TEXT, TITLE, SIDE_BY_SIDE, WHOLE_TITLE, SPELLING, NUMBER = 2.0, 3.0, 1.5, 1.0, 1.5, 4.0
OVER, FILE, NEWEST = -1.5, -0.5, 0.3
HALF_LIFE = 5 * 365  # days after which a document counts half as new
FEWEST = 0.5  # of what was asked for, a result that has not everything must have this share


@dataclass(frozen=True)
class Candidate:
    """One result; `score` is that of the database, 1 for the best. `words` are those of its text.

    `words` are only needed where not everything that was asked for has to be there.
    """

    pk: int
    score: float
    title: str
    designation: str = ""
    day: datetime.date | None = None
    effective_to: datetime.date | None = None
    is_file: bool = False
    words: frozenset[str] = frozenset()

    @cached_property
    def name(self) -> tuple[str, ...]:
        """Title and number as the index has them."""
        found = pieces(f"{self.title} , {self.designation}")
        return (*found.words, *found.beside)

    @cached_property
    def number(self) -> tuple[str, ...]:
        """How it is named beside its title."""
        found = pieces(self.designation)
        return (*found.words, *found.beside)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The spellings of the title."""
        return frozenset(pieces(self.title).exact)


def in_order(
    query: Query, candidates: Sequence[Candidate], today: datetime.date
) -> list[Candidate]:
    """Return the results that have everything, the best first; equals the newest first."""
    return _sorted(candidates, lambda one: points(query, one, today))


def in_loose_order(
    query: Query,
    candidates: Sequence[Candidate],
    today: datetime.date,
    known: Mapping[str, int],
) -> list[Candidate]:
    """Return the results that have at least half of what was asked for, rare words weighing more.

    `known` says in how many entries a word stands.
    """
    weights = [_weight(term, known) for term in query.terms]
    total = sum(weights) or 1.0

    def share(one: Candidate) -> float:
        has = one.words.union(one.name)
        return (
            sum(
                weight
                for term, weight in zip(query.terms, weights, strict=True)
                if _stands_in(term.match, has)
            )
            / total
        )

    shares = {one.pk: share(one) for one in candidates}
    kept = [one for one in candidates if shares[one.pk] >= FEWEST]
    return _sorted(kept, lambda one: 2 * TITLE * shares[one.pk] + points(query, one, today))


def points(query: Query, one: Candidate, today: datetime.date) -> float:
    """Return how much speaks for the result."""
    has = frozenset(one.name)
    titled = [term for term in query.terms if _stands_in(term.match, has, one.name)]
    share = len(titled) / max(1, len(query.terms))
    found = TEXT * one.score + TITLE * share
    if len(query.words) > 1 and _is_within(query.words, one.name):
        found += SIDE_BY_SIDE
    if query.words == one.name[: len(query.words)] and share == 1:
        found += WHOLE_TITLE * len(query.words) / len(one.name)
    if query.exact:
        spelled = sum(spelling in one.spellings for spelling in query.exact)
        found += SPELLING * spelled / len(query.exact)
    if any(term.is_number and _stands_in(term.match, has, one.number) for term in query.terms):
        found += NUMBER
    if one.effective_to is not None and one.effective_to <= today:
        found += OVER
    return found + (FILE if one.is_file else 0.0) + NEWEST * _newness(one.day, today)


def _sorted(candidates: Sequence[Candidate], key: Callable[[Candidate], float]) -> list[Candidate]:
    rated = {one.pk: round(key(one), 6) for one in candidates}
    return sorted(
        candidates,
        key=lambda one: (-rated[one.pk], -(one.day or datetime.date.min).toordinal(), -one.pk),
    )


def _weight(term: Term, known: Mapping[str, int]) -> float:
    """How much it says that a result has the term: the rarer its rarest word, the more."""
    fewest = min((known.get(word, 0) for word in term.typed), default=0)
    return 1 / math.log(2 + fewest)


def _newness(day: datetime.date | None, today: datetime.date) -> float:
    if day is None:
        return 0.0
    return float(0.5 ** (max(0, (today - day).days) / HALF_LIFE))


def _stands_in(match: Match, has: Collection[str], run: Sequence[str] | None = None) -> bool:
    """Whether the words have what the match asks for; the order is only asked of a run of words."""
    if isinstance(match, AllOf):
        return all(_stands_in(part, has, run) for part in match.parts)
    if isinstance(match, AnyOf):
        return any(_stands_in(part, has, run) for part in match.parts)
    if match.is_prefix:
        return any(word.startswith(match.tokens[-1]) for word in has)
    return (
        _is_within(match.tokens, run)
        if run is not None
        else all(word in has or word.isdecimal() for word in match.tokens)
    )


def _is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    if len(part) == 1:
        return part[0] in whole
    length = len(part)
    wanted = tuple(part)
    return any(
        tuple(whole[start : start + length]) == wanted for start in range(len(whole) - length + 1)
    )
