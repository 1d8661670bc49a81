"""Where in a text stands what was asked for, and which piece of it is shown; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.matching import Match, Words
from search.queries import Query
from search.tokens import Token, beside, tokens

SHOWN = 260  # signs of a passage
LEAD = 60  # signs before the first place that is marked
ELLIPSIS = "…"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a shown text."""

    text: str
    is_marked: bool = False


def marked(text: str, query: Query) -> list[Piece]:
    """Return the whole text with what was asked for marked, in its own spelling."""
    return list(_cut(text, spans(text, query), 0, len(text)))


def excerpt(text: str, query: Query) -> list[Piece]:
    """Return the piece of the text where most of what was asked for stands, marked."""
    found = spans(text, query)
    start, end = _window(text, found)
    shown = list(_cut(text, found, start, end))
    if start > 0:
        shown.insert(0, Piece(f"{ELLIPSIS} "))
    if end < len(text):
        shown.append(Piece(f" {ELLIPSIS}"))
    return shown


def spans(text: str, query: Query) -> list[Span]:
    """Return the places of what was asked for; those with nothing but a space between are one."""
    found = tokens(text)
    places: set[Span] = set()
    for phrase in phrases(query):
        places.update(_places(phrase, found))
    for token in beside(text, found):
        if any(phrase.tokens == (token.folded,) for phrase in phrases(query)):
            places.add((token.start, token.end))
    return _merged(text, sorted(places))


def count(text: str, query: Query) -> int:
    """Return how many of the things asked for stand in the text."""
    found = tokens(text)
    joined = {token.folded for token in beside(text, found)}

    def stands(phrase: Words) -> bool:
        return any(_places(phrase, found)) or phrase.tokens[0] in joined

    return sum(any(map(stands, _phrases(term.match))) for term in query.terms)


def spelled(text: str, query: Query) -> int:
    """Return how many words of the text are spelled as they were typed."""
    typed = frozenset(query.exact)
    return len(typed.intersection(token.exact for token in tokens(text))) if typed else 0


def phrases(query: Query) -> list[Words]:
    """Return everything that may stand in a text for some part of the query."""
    return [phrase for term in query.terms for phrase in _phrases(term.match)]


def _phrases(match: Match) -> Iterator[Words]:
    if isinstance(match, Words):
        yield match
        return
    for part in match.parts:
        yield from _phrases(part)


def _places(phrase: Words, found: Sequence[Token]) -> Iterator[Span]:
    length = len(phrase.tokens)
    for start in range(len(found) - length + 1):
        run = found[start : start + length]
        if all(map(_is_word, phrase.tokens[:-1], run)) and _ends(phrase, run[-1]):
            yield run[0].start, run[-1].end


def _is_word(word: str, token: Token) -> bool:
    return token.folded == word


def _ends(phrase: Words, token: Token) -> bool:
    last = phrase.tokens[-1]
    return token.folded.startswith(last) if phrase.is_prefix else token.folded == last


def _merged(text: str, places: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in places:
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip()):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _window(text: str, found: Sequence[Span]) -> Span:
    """The stretch of the text with most that is marked, cut between words."""
    if len(text) <= SHOWN:
        return 0, len(text)
    starts = [start for start, _end in found] or [0]
    best = max(starts, key=lambda start: (_marked_within(found, start, start + SHOWN), -start))
    start = max(0, best - LEAD)
    if start:
        space = text.find(" ", start, best)
        start = space + 1 if space >= 0 else best
    end = min(len(text), start + SHOWN)
    if end < len(text):
        space = text.rfind(" ", start + SHOWN // 2, end)
        end = space if space >= 0 else end
    return start, end


def _marked_within(found: Sequence[Span], start: int, end: int) -> int:
    return sum(last - first for first, last in found if start <= first and last <= end)


def _cut(text: str, found: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    place = start
    for first, last in found:
        if first < start or last > end:
            continue
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], is_marked=True)
        place = last
    if place < end:
        yield Piece(text[place:end])
