"""Reads the wording of one option: does it speak of other options, and of which; pure.

An option is cut into lexemes, each lexeme becomes one sign of a small alphabet, and the rules are
patterns over these signs. A sentence with a word that the rules do not foresee stays ordinary, so
that «vitamin A và B» is left alone. Words may lack their marks if the whole option does.
"""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quiz.lexicon import (
    ALSO_YEAR,
    AMBIGUOUS,
    ANSWERS,
    ENTRIES,
    EVERYTHING,
    LONGEST,
    NEVER_NUMBERED,
    NO_PLACE_ABOVE,
)
from search.text import fold

MOST_LEXEMES = 40

_TOKENS = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|[,;/&+]|[-–—]|…")
_DASHES = "-–—"
_SEPARATORS = ",;/&+"
_FIRST_LETTER = ord("a")


class Kind(enum.StrEnum):
    """What an option says of others: all of them, none of them, or the named ones."""

    ALL = "all"
    NONE = "none"
    LETTERS = "letters"


class Reach(enum.Enum):
    """Which options an option means that names none by its letter."""

    OTHERS = "others"
    ABOVE = "above"
    BELOW = "below"
    FIRST = "first"
    ORDINALS = "ordinals"


@dataclass(frozen=True, slots=True)
class Name:
    """A letter or number of an option, where it stands in the text and which place it means."""

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """An option's wording understood as speaking of other options.

    `count` is the number it gives («cả hai»), `needs_count` says that only a fitting number makes
    it speak of options at all. A bare list («A và C») is doubted more than a judged one («A và C
    đều đúng»); a mixed one («A đúng, B sai») judges some options right and others wrong.
    """

    kind: Kind
    reach: Reach = Reach.OTHERS
    names: tuple[Name, ...] = ()
    ordinals: tuple[int, ...] = ()
    count: int | None = None
    needs_count: bool = False
    is_bare: bool = False
    is_range: bool = False
    is_judged: bool = False
    is_mixed: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    raw: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Lexeme:
    start: int
    end: int
    sign: str
    value: int = 0
    folded: str = ""


def understood(text: str, *, is_numbered: bool = False) -> Phrase | None:
    """What the option says of others; None for an ordinary one.

    Where the options are numbered, a bare number names one («Cả 1 và 2»).
    """
    lexemes = _lexemes(text)
    if is_numbered:
        lexemes = [_as_letter(lexemes, at) for at in range(len(lexemes))]
    if not lexemes or len(lexemes) > MOST_LEXEMES:
        return None
    signs = "".join(lexeme.sign for lexeme in lexemes)
    for rule in (_range, _letters, _ordinals, _none, _options, _things, _bare):
        phrase = rule(signs, lexemes)
        if phrase:
            return phrase
    return None


def letters_anywhere(text: str) -> tuple[Name, ...]:
    """Every letter that stands alone; the capitals only, if there are any."""
    found = [token for token in _tokens(text) if _is_letter(token)]
    capitals = [token for token in found if token.raw.isupper()]
    return tuple(_name(token.start, token.end, token.folded) for token in capitals or found)


# Cutting into lexemes ----------------------------------------------------------------------------


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.start(), match.end(), raw, fold(raw).replace(" ", ""))
        for match in _TOKENS.finditer(text)
        for raw in [unicodedata.normalize("NFKC", match[0])]
    ]


def _is_letter(token: _Token) -> bool:
    return len(token.folded) == 1 and token.folded.isalpha() and token.raw.lower() == token.folded


def _name(start: int, end: int, letter: str) -> Name:
    return Name(start, end, ord(letter) - _FIRST_LETTER)


def _lexemes(text: str) -> list[_Lexeme]:
    """The text as lexemes; the longest phrase of the lexicon wins."""
    tokens = _tokens(text)
    is_unmarked = all(token.raw.lower() == token.folded for token in tokens if token.raw.isalpha())
    return list(_cut(tokens, is_unmarked=is_unmarked))


def _as_letter(lexemes: list[_Lexeme], at: int) -> _Lexeme:
    lexeme = lexemes[at]
    if lexeme.sign != "D" or _only_counts(lexemes, at):
        return lexeme
    return replace(lexeme, sign="L", value=lexeme.value - 1)


def _cut(tokens: list[_Token], *, is_unmarked: bool) -> Iterator[_Lexeme]:
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            found = _entry(part, is_unmarked=is_unmarked)
            if found or length == 1:
                sign, value = found or _single(part[0])
                folded = " ".join(token.folded for token in part)
                yield _Lexeme(part[0].start, part[-1].end, sign, value, folded)
                at += length
                break


def _entry(part: list[_Token], *, is_unmarked: bool) -> tuple[str, int] | None:
    """The sign of a phrase of the lexicon, if the marks allow it.

    A phrase of several words is told by its letters alone, which forgives slips of the keyboard. A
    single word must bear its own marks; without any it counts where no other word is meant.
    """
    folded = " ".join(token.folded for token in part)
    for marked, sign, value in ENTRIES.get(folded, ()):
        raw = " ".join(token.raw.lower() for token in part)
        is_bare = raw == folded and (is_unmarked or folded not in AMBIGUOUS)
        if len(part) > 1 or raw == marked or is_bare:
            return sign, value
    return None


def _single(token: _Token) -> tuple[str, int]:
    if token.raw in _SEPARATORS:
        return "S", 0
    if token.raw in _DASHES:
        return "-", 0
    if _is_letter(token):
        return "L", ord(token.folded) - _FIRST_LETTER
    if token.folded.isdigit() and token.folded.isascii() and len(token.folded) <= 2:
        return "D", int(token.folded)
    return "x", 0


# Rules -------------------------------------------------------------------------------------------

_NUMBER = "[ND]"
_TRUTH = r"(?:(?:E*N?O?R|E*W|E+K)[CA]?)"
_STRONG = rf"(?:C?A[CP]*{_NUMBER}?P?|C{_NUMBER}P?|CP{_NUMBER}?|MP?{_NUMBER}?P?)"
_EVERY = rf"(?:{_STRONG}|P{_NUMBER}?|{_NUMBER})"

_ITEM = r"(?:O?P?#?L|O#?D)"
_NEXT = r"(?:S?J*C?O?P?#?L|S?J*C?O?#?D|-#?L)"
_HEAD = rf"(?:[HCAPKVEMR]|{_NUMBER}(?=[OPLJ])|O(?=[REU])|U)"
_CLAUSE = re.compile(rf"[SZJ]*{_HEAD}*J?{_ITEM}{_NEXT}*(?:S?{_TRUTH})?H?")
_BARE_LETTERS = re.compile(r"L(?:[SJ]+L)+")
_SIDE_BY_SIDE = re.compile(r"[L-]+")
_EXCEPT = re.compile(rf"[^Lx]*A[^Lx]*V(?P<list>{_ITEM}{_NEXT}*)")
_RANGE = re.compile(rf"[HCAPE]*{_NUMBER}?O?T?O?L>O?L{_TRUTH}?")

_ORDINALS = re.compile(rf"[HCKPE]*O?[QF](?:[SJ]+O?[QF])*{_TRUTH}?")
_FIRST = re.compile(rf"[HCKPE]*(?P<count>{_NUMBER})OF{_TRUTH}?")

_OPTIONS_ABOVE = re.compile(rf"[^L]{{0,4}}?{_EVERY}OI?(?P<reach>[UB])(?P<tail>{_TRUTH}?|[EWSV].*)")
_OPTIONS = re.compile(rf"[EHC]*{_EVERY}OI?(?P<tail>{_TRUTH}?)")
_THINGS_ABOVE = re.compile(
    rf"(?:[^LK]{{0,4}}?{_STRONG}[xGJSHO]{{0,6}}|[EH]*{_EVERY}[xGJSHO]{{1,4}})I?U"
    rf"(?P<tail>{_TRUTH}?)"
)
_COUNTED = re.compile(rf"[EH]*C{_NUMBER}G?{_TRUTH}?")
_BARE = re.compile(rf"[EH]*a{_TRUTH}?|E*A(?:P?E+)?[RWK]|E+[RW]|[RW][CA]{_NUMBER}?P?O?U?")

_NO_OPTION = re.compile(rf"[KV]+[EPM]*{_NUMBER}?[Oc]I?(?:[MPES]*[Oc]?I?U)?(?:E*[RW])?")
_NO_OPTION_NEEDS = re.compile(r"[IURW]")
_NO_THING = re.compile(rf"[KV]+[EPM]*{_NUMBER}?P?[xG]{{1,5}}(?:I(?:[MPE]*[xG]{{0,4}})?)?U{_TRUTH}?")
_NO_THING_NEEDS = re.compile(r"[IPND]")
_OTHER_OPTION = re.compile(r"1?OY|0[OU]*")


def _range(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Từ A đến C»: every option between is meant, no letter can be rewritten by itself."""
    if not _RANGE.fullmatch(signs):
        return None
    names = tuple(_names(lexemes))
    return Phrase(_polarity(signs), names=names, is_range=True)


def _letters(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Cả A và B đều đúng», «Chỉ A đúng», «Phương án 1 và 2», «Tất cả các ý trên, trừ C»."""
    exception = _EXCEPT.fullmatch(signs)
    if exception:
        return Phrase(Kind.LETTERS, names=tuple(_names(lexemes[exception.start("list") :])))
    if not _are_clauses(signs) or _SIDE_BY_SIDE.fullmatch(signs):
        return None
    if "D" in signs and not _names_by_number(signs, lexemes):
        return None
    is_denied = signs.startswith("K") or ("W" in signs and "R" not in signs and "H" not in signs)
    kind = Kind.NONE if is_denied else Kind.LETTERS
    is_bare = bool(_BARE_LETTERS.fullmatch(signs))
    return Phrase(
        kind,
        names=tuple(_names(lexemes)),
        is_bare=is_bare,
        is_judged="R" in signs or "W" in signs,
        is_mixed="R" in signs and "W" in signs,
    )


def _are_clauses(signs: str) -> bool:
    """Whether the signs are clauses about letters, taken one by one: none is given back.

    One expression for all of them would try every way of dividing a long list.
    """
    if signs[:1] in {"S", "Z"}:
        return False
    end = 0
    while end < len(signs):
        clause = _CLAUSE.match(signs, end)
        if clause is None:
            return False
        end = clause.end()
    return bool(signs)


def _names(lexemes: list[_Lexeme]) -> Iterator[Name]:
    """Letters, and the numbers of options; a number before «phương án» only counts them."""
    for at, lexeme in enumerate(lexemes):
        if lexeme.sign == "L":
            yield Name(lexeme.start, lexeme.end, lexeme.value)
        elif lexeme.sign == "D" and not _only_counts(lexemes, at):
            yield Name(lexeme.start, lexeme.end, lexeme.value - 1)


def _only_counts(lexemes: list[_Lexeme], at: int) -> bool:
    return at + 1 < len(lexemes) and lexemes[at + 1].sign in "OPLG"


def _names_by_number(signs: str, lexemes: list[_Lexeme]) -> bool:
    """Whether numbers count or name options; «Câu 1 và 2», «Ý 3» speak of something else."""
    numbers = [at for at, sign in enumerate(signs) if sign == "D" and not _only_counts(lexemes, at)]
    if not numbers:
        return True
    noun = signs.rfind("O", 0, numbers[0])
    return "L" not in signs and noun >= 0 and lexemes[noun].folded not in NEVER_NUMBERED


def _ordinals(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Phương án thứ nhất và thứ ba», «hai phương án đầu tiên»."""
    first = _FIRST.fullmatch(signs)
    if first:
        return Phrase(_polarity(signs), Reach.FIRST, count=lexemes[first.start("count")].value)
    if not _ORDINALS.fullmatch(signs) or "O" not in signs:
        return None
    ordinals = tuple(max(lexeme.value, 1) - 1 for lexeme in lexemes if lexeme.sign in "QF")
    return Phrase(_polarity(signs), Reach.ORDINALS, ordinals=ordinals)


def _none(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Không có phương án nào đúng», «Không thuộc trường hợp nào nêu trên», «Đáp án khác»."""
    reach = Reach.ABOVE if "U" in signs else Reach.OTHERS
    if _OTHER_OPTION.fullmatch(signs):
        return Phrase(Kind.NONE, reach)
    says_which = _NO_OPTION_NEEDS.search(signs) or lexemes[-1].folded in ANSWERS
    if _NO_OPTION.fullmatch(signs) and says_which:
        return Phrase(Kind.NONE, reach)
    if _NO_THING.fullmatch(signs) and _NO_THING_NEEDS.search(signs) and _is_above(signs, lexemes):
        return Phrase(Kind.NONE, reach)
    return None


def _options(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Tất cả các phương án trên», «Cả 3 đáp án đều đúng», «Các câu trên đều sai»."""
    above = _OPTIONS_ABOVE.fullmatch(signs)
    if above:
        reach = Reach.ABOVE if above["reach"] == "U" else Reach.BELOW
        return Phrase(_polarity(above["tail"]), reach, count=_count(lexemes))
    plain = _OPTIONS.fullmatch(signs)
    if not plain or not ("A" in signs or "C" in signs or "M" in signs or "E" in plain["tail"]):
        return None
    return Phrase(_polarity(plain["tail"]), count=_count(lexemes))


def _things(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Tất cả các nội dung nêu trên», «Cả hai trường hợp trên»."""
    match = _THINGS_ABOVE.fullmatch(signs)
    if not match or not _is_above(signs, lexemes):
        return None
    return Phrase(_polarity(match["tail"]), Reach.ABOVE, count=_count(lexemes))


def _bare(signs: str, lexemes: list[_Lexeme]) -> Phrase | None:
    """«Tất cả», «Tất cả đều đúng», «Cả hai», «Cả ba đều sai»."""
    if _COUNTED.fullmatch(signs) and lexemes[-1].folded not in ALSO_YEAR:
        return Phrase(_polarity(signs), count=_count(lexemes), needs_count=True)
    if signs in {"A", "HA"} and lexemes[-1].folded in EVERYTHING:
        return Phrase(Kind.ALL)
    if _BARE.fullmatch(signs) and (set(signs) & set("AaCK") or lexemes[0].folded == "deu"):
        return Phrase(_polarity(signs))
    return None


def _is_above(signs: str, lexemes: list[_Lexeme]) -> bool:
    """Whether «trên» points upwards and is no part of a word such as «cấp trên»."""
    at = signs.rindex("U")
    words = lexemes[at - 1].folded.split()
    return not (lexemes[at].folded == "tren" and words and words[-1] in NO_PLACE_ABOVE)


def _count(lexemes: list[_Lexeme]) -> int | None:
    counts = [lexeme.value for lexeme in lexemes if lexeme.sign in "ND" and lexeme.value > 1]
    return counts[0] if counts else None


def _polarity(signs: str) -> Kind:
    return Kind.NONE if "W" in signs or "K" in signs else Kind.ALL
