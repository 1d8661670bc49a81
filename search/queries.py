"""How a typed query is read: terms with everything that may stand for each of them; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from search.matching import AllOf, Match, Words, all_of, any_of
from search.text import nfc
from search.tokens import Token, beside, tokens, words

LONGEST = 200  # signs of a query that are read
MOST_TERMS = 16
LONGEST_EXPANSION = 8  # words
Expansions = Mapping[str, Sequence[str]]

# As written in the south or formerly, and as documents write today.
SPELLINGS = {
    "chanh": "chinh",
    "nhon": "nhan",
    "nhut": "nhat",
    "sanh": "sinh",
    "tanh": "tinh",
}
# Words of a question that say nothing of what is asked about.
QUESTION_WORDS = frozenset(
    "bao nhieu|nhu the nao|the nao|lam sao|lam the nao|o dau|la gi|khi nao|luc nao|ra sao|vi sao"
    "|tai sao|can gi|gom gi|gom nhung gi|nhung gi|cai gi|gi|ai|nao|may|toi|minh|em|anh|chi|muon|hoi"
    "|tim|xin|cho hoi|duoc khong|co duoc|khong|phai|can|thi|la|o|co|de|cua|ve|khi|bi|duoc|cac"
    "|nhung|mot|va|voi|theo|tai|trong|cho|ngay|so".split("|")
)
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“”]*)[“”]')
_LONE_SLASH = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for.

    `ways` are alternatives; `typed` are the words as typed, `exact` their spellings with marks;
    `start` and `end` say where they stand in the query. A term that is `fixed` is no subject of
    corrections: a number, a phrase in quotes, an abbreviation of the list.
    """

    ways: tuple[Match, ...]
    typed: tuple[str, ...]
    exact: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    fixed: bool = False
    is_number: bool = False

    @property
    def match(self) -> Match:
        """What is asked of the index."""
        found = any_of(self.ways)
        assert found is not None  # noqa: S101  a term without ways is never made
        return found


@dataclass(frozen=True)
class Query:
    """A query as it was read."""

    text: str
    terms: tuple[Term, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as typed, folded."""
        return tuple(word for term in self.terms for word in term.typed)

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The spellings of the words that were typed with marks."""
        return tuple(spelling for term in self.terms for spelling in term.exact)

    @cached_property
    def match(self) -> Match | None:
        """Every term, in one of its ways."""
        return all_of(term.match for term in self.terms)

    @cached_property
    def loose_match(self) -> Match | None:
        """Any term."""
        return any_of(term.match for term in self.terms)

    @cached_property
    def bonus(self) -> Match | None:
        """What is not asked for, but lifts who has it: the spelling, the words side by side."""
        parts: list[Match] = [Words((spelling,)) for spelling in self.exact]
        if len(self.exact) > 1:
            parts.append(Words(self.exact))
        if len(self.words) > 1:
            parts.append(Words(self.words))
        return any_of(parts)

    def __bool__(self) -> bool:
        return bool(self.terms)


def read(text: str, expansions: Expansions | None = None) -> Query:
    """Return what a query asks for; `expansions` by folded words has what may stand for them."""
    text = _LONE_SLASH.sub("/", nfc(text)[:LONGEST])
    terms: list[Term] = []
    place = 0
    for quoted in _QUOTED.finditer(text):
        terms += _plain_terms(text, place, quoted.start())
        terms += _phrase(text, quoted)
        place = quoted.end()
    terms += _plain_terms(text, place, len(text))
    terms = _with_joined(text, terms[:MOST_TERMS])
    return Query(text, tuple(_expanded(terms, _as_read(expansions or {}))))


def read_beginning(text: str, expansions: Expansions | None = None) -> Query:
    """Return what is asked for while somebody types: each word may go on."""
    query = read(text, expansions)
    return replace(query, terms=tuple(map(_going_on, query.terms)))


def without_question_words(query: Query) -> Query:
    """Return the query without words such as «bao nhiêu»; the same where nothing else is left."""
    kept = [True] * len(query.terms)
    folded = [term.typed[0] if len(term.typed) == 1 else "" for term in query.terms]
    for length in (3, 2, 1):
        for start in range(len(folded) - length + 1):
            window = folded[start : start + length]
            if all(kept[start : start + length]) and " ".join(window) in QUESTION_WORDS:
                kept[start : start + length] = [False] * length
    terms = tuple(term for term, is_kept in zip(query.terms, kept, strict=True) if is_kept)
    return replace(query, terms=terms) if terms else query


def with_words(
    query: Query, others: Mapping[int, str], expansions: Expansions | None = None
) -> Query:
    """Return the query with other words in the place of these terms, as if typed so."""
    text = query.text
    offset = 0
    for number, term in enumerate(query.terms):
        if number in others:
            start, end = term.start + offset, term.end + offset
            text = f"{text[:start]}{others[number]}{text[end:]}"
            offset += len(others[number]) - (end - start)
    return read(text, expansions)


def _plain_terms(text: str, start: int, end: int) -> list[Term]:
    """The terms of what stands outside of quotes: each run of signs without a space is one."""
    found = []
    for chunk in re.finditer(r"\S+", text[start:end]):
        first, last = start + chunk.start(), start + chunk.end()
        inside = [
            replace(token, start=token.start + first, end=token.end + first)
            for token in tokens(text[first:last])
        ]
        if inside:
            found.append(_term(text, inside))
    return found


def _term(text: str, inside: Sequence[Token]) -> Term:
    """The term of words that were typed without a space between them."""
    typed = tuple(token.folded for token in inside)
    start, end = inside[0].start, inside[-1].end
    ways: list[Match] = [Words(typed)]
    if len(inside) == 1 and typed[0] in SPELLINGS:
        ways.append(Words((SPELLINGS[typed[0]],)))
    if len(inside) > 1:
        part = text[start:end]
        joined = [token for token in _joined(part) if (token.start, token.end) == (0, len(part))]
        ways += [Words((token.folded,)) for token in joined]
        if _is_attached(text, inside) or not any(map(str.isdecimal, typed)):
            ways.append(AllOf(tuple(Words((word,)) for word in dict.fromkeys(typed))))
    return Term(
        ways=tuple(dict.fromkeys(ways)),
        typed=typed,
        exact=tuple(token.exact for token in inside if token.exact),
        start=start,
        end=end,
        fixed=len(inside) > 1 or typed[0].isdecimal(),
        is_number=any(map(str.isdecimal, typed)),
    )


def _joined(text: str) -> list[Token]:
    """What stands beside the words of a query; where there is a day, not its month."""
    found = beside(text, tokens(text))
    days = {(token.start, token.end) for token in found if token.folded.startswith(("d1", "d2"))}
    return [
        token
        for token in found
        if not (token.folded.startswith("m") and (token.start, token.end) in days)
    ]


def _is_attached(text: str, inside: Sequence[Token]) -> bool:
    """Whether letters and digits stand side by side without a sign: «28KH»."""
    return any(before.end == after.start for before, after in pairwise(inside))


def _with_joined(text: str, terms: list[Term]) -> list[Term]:
    """Let groups of digits that stand side by side, and dates in words, be found as one too."""
    whole = [token for token in _joined(text) if _is_date_or_number(token)]
    starts = {term.start: number for number, term in enumerate(terms)}
    ends = {term.end: number for number, term in enumerate(terms)}
    joined: dict[tuple[int, int], list[Match]] = {}
    for token in whole:
        first, last = starts.get(token.start, 0), ends.get(token.end, 0)
        if token.start in starts and first < last:
            joined.setdefault((first, last), []).append(Words((token.folded,)))
    rest = len(terms)
    for (first, last), ways in sorted(joined.items(), key=_later_and_longer):
        if last < rest:
            terms = _merged(terms, first, last, ways)
            rest = first
    return terms


def _later_and_longer(item: tuple[tuple[int, int], list[Match]]) -> tuple[int, int]:
    (first, last), _ways = item
    return -last, first


def _is_date_or_number(token: Token) -> bool:
    return token.folded.lstrip("dm").isdecimal()


def _merged(terms: list[Term], first: int, last: int, ways: Sequence[Match]) -> list[Term]:
    """The terms with those from first to last as one, which is also found by these ways."""
    parts = terms[first : last + 1]
    all_parts = all_of(part.match for part in parts)
    merged = Term(
        ways=tuple(filter(None, (all_parts, *ways))),
        typed=tuple(word for part in parts for word in part.typed),
        exact=tuple(spelling for part in parts for spelling in part.exact),
        start=parts[0].start,
        end=parts[-1].end,
        fixed=True,
        is_number=any(part.is_number for part in parts),
    )
    return [*terms[:first], merged, *terms[last + 1 :]]


def _phrase(text: str, quoted: re.Match[str]) -> list[Term]:
    """The term of what stands between quotation marks."""
    start = next(quoted.start(group) for group in range(1, 5) if quoted[group] is not None)
    found = tokens(text[start : quoted.end() - 1])
    if not found:
        return []
    typed = tuple(token.folded for token in found)
    exact = tuple(token.exact for token in found if token.exact)
    return [
        Term(
            ways=(Words(typed),),
            typed=typed,
            exact=exact,
            start=quoted.start(),
            end=quoted.end(),
            fixed=True,
            is_number=any(map(str.isdecimal, typed)),
        )
    ]


def _expanded(terms: Sequence[Term], expansions: Expansions) -> list[Term]:
    """The terms with abbreviations and what they stand for, the longest first, once."""
    found: list[Term] = []
    place = 0
    while place < len(terms):
        length = _longest_known(terms[place:], expansions)
        if not length:
            found.append(terms[place])
            place += 1
            continue
        part = list(terms[place : place + length])
        forms = expansions[_key(part)]
        ways = [Words(tuple(form.split())) for form in forms if form]
        found += _merged(part, 0, length - 1, ways)
        place += length
    return found


def _as_read(expansions: Expansions) -> Expansions:
    """The expansions with their words as the index has them."""
    return {
        " ".join(words(short)): [" ".join(words(form)) for form in forms]
        for short, forms in expansions.items()
    }


def _longest_known(terms: Sequence[Term], expansions: Expansions) -> int:
    """How many terms from the first on are a known abbreviation or its long form."""
    for length in range(min(len(terms), LONGEST_EXPANSION), 0, -1):
        if _key(terms[:length]) in expansions:
            return length
    return 0


def _key(terms: Sequence[Term]) -> str:
    return " ".join(word for term in terms for word in term.typed)


def _going_on(term: Term) -> Term:
    """The term found by the beginnings of its words."""
    return replace(term, ways=tuple(map(_beginning, term.ways)))


def _beginning(match: Match) -> Match:
    if isinstance(match, Words):
        return replace(match, is_prefix=True)
    return type(match)(tuple(map(_beginning, match.parts)))
