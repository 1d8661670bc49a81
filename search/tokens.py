"""What of a text stands in the index, and where in the text each piece is; pure.

A word is folded: «Hội nghị» gives `hoi nghi`. Beside it stand, as pieces of their own:

- the spelling of each word with marks, `hoi8`, which only ranks: a letter with its marks as digits
  (˘ 1, ˆ 2, horn 3, đ 9), the tone last (grave 4, acute 5, tilde 6, hook 7, dot 8), so that «hoà»
  and «hòa» are the same;
- groups of digits joined, so that a phone number is found however it is grouped;
- dates, `d20210122`, and months, `m202101`;
- abbreviations with a hyphen inside joined, «LĐ-TBXH» gives `ldtbxh`.

Words and numbers are never joined and pieces of the other kinds always have letters and digits or
many digits, so that no kind is taken for another.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.text import fold

Check = Callable[["Token"], bool]

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_RUN = re.compile(rf"{_LETTERS}(?:&{_LETTERS})*|\d+")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_MARKS = {
    "\u0306": "1",
    "\u0302": "2",
    "\u031b": "3",
}
_TONES = {
    "\u0300": "4",
    "\u0301": "5",
    "\u0303": "6",
    "\u0309": "7",
    "\u0323": "8",
}
_BAR = "9"
# «kỹ» and «kĩ», «quý» and «quí» are one word, «thúy» and «thúi» are two.
_Y_AS_I = re.compile(r"^(qu|[bcdghklmnprstvx]+)y(?=[0-9]*$)")
LONGEST_WORD = 30  # letters; what is longer is no word of any language that is written here
_BETWEEN_DIGITS = re.compile(r"\)?(?:[ \u00a0]|[.\-–])?")
_BETWEEN_ABBREVIATIONS = re.compile(r"[-–]")
_DATE_SIGNS = {"/", ".", "-", "–"}
_MOST_GROUPS = 5
_JOINED_DIGITS = range(6, 16)
_PHONE_DIGITS = range(9, 12)
_SHORT_AREAS = ("024", "028")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: as it stands in the index, its spelling with marks or nothing, and its place."""

    folded: str
    exact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the index has it: words in their order, what stands beside them, spellings."""

    words: tuple[str, ...]
    beside: tuple[str, ...]
    exact: tuple[str, ...]


def pieces(text: str) -> Pieces:
    """Return everything of the text that the index has."""
    found = tokens(text)
    return Pieces(
        tuple(token.folded for token in found),
        tuple(token.folded for token in beside(text, found)),
        tuple(token.exact for token in found if token.exact),
    )


def words(text: str) -> list[str]:
    """Return the folded words and numbers of the text, in their order."""
    return [token.folded for token in tokens(text)]


def tokens(text: str) -> list[Token]:
    """Return words and numbers with their places; letters and digits are always apart."""
    return [token for match in _RUN.finditer(text) for token in _of_run(match)]


def _of_run(match: re.Match[str]) -> Iterator[Token]:
    run = match.group().replace("&", "")
    folded, exact = _folded(run)
    if folded.isalpha() or (folded and run.isdecimal()):
        yield Token(folded, exact, match.start(), match.end())
    else:  # signs such as «²» that turn into digits, or letters of other scripts
        for part in _PARTS.findall(folded):
            yield Token(part[:LONGEST_WORD], "", match.start(), match.end())


@lru_cache(maxsize=50_000)
def _folded(run: str) -> tuple[str, str]:
    """A run of letters or digits without marks, and its spelling if it had any."""
    if run.isdecimal():
        return _number(fold(run)), ""
    folded = fold(run).replace(" ", "")
    if not folded.isalpha():
        return folded, ""
    folded = _Y_AS_I.sub(r"\1i", folded)[:LONGEST_WORD]
    return folded, "" if run.isascii() else _spelling(run)


def _number(digits: str) -> str:
    """A number without the zeros in front that people leave out: 05/2020, 01/01."""
    return digits.lstrip("0") or "0" if len(digits) <= 3 else digits


def _spelling(run: str) -> str:
    letters, tones = [], []
    for char in unicodedata.normalize("NFKD", run.lower()):
        if char == "đ":
            letters.append(f"d{_BAR}")
        elif "a" <= char <= "z":
            letters.append(char)
        elif char in _MARKS:
            letters.append(_MARKS[char])
        elif char in _TONES:
            tones.append(_TONES[char])
    spelled = _Y_AS_I.sub(r"\1i", "".join([*letters, *sorted(tones)]))[: 2 * LONGEST_WORD]
    return "" if spelled.isalpha() else spelled


def beside(text: str, found: Sequence[Token]) -> list[Token]:
    """Return joined digits, dates and joined abbreviations, with their places."""
    return [*_joined_digits(text, found), *_dates(text, found), *_abbreviations(text, found)]


def _joined_digits(text: str, found: Sequence[Token]) -> Iterator[Token]:
    for group in _runs(text, found, _BETWEEN_DIGITS, _is_number):
        digits = "".join(fold(text[token.start : token.end]) for token in group)
        start, end = group[0].start, group[-1].end
        if len(group) > _MOST_GROUPS or len(digits) not in _JOINED_DIGITS:
            continue
        if digits.startswith("84") and text[max(start - 1, 0) : start] == "+":
            digits = f"0{digits[2:].removeprefix('0')}"
        local = _local(digits)
        for joined in filter(None, (digits if len(group) > 1 or local else "", local)):
            yield Token(joined, "", start, end)


def _local(digits: str) -> str:
    """The number of a telephone at a desk without the code of the province."""
    if len(digits) not in _PHONE_DIGITS or not digits.startswith("02"):
        return ""
    return digits[3:] if digits.startswith(_SHORT_AREAS) else digits[4:]


def _dates(text: str, found: Sequence[Token]) -> Iterator[Token]:
    """Days and months, in digits or with «tháng» and «năm» between them."""
    for number, first in enumerate(found):
        numbers, last = _numbers_of_date(text, found, number)
        if len(numbers) == 3 and len(str(numbers[0])) == 4:
            numbers = numbers[::-1]
        day, month, year = (None, *numbers) if len(numbers) == 2 else (*numbers, 0, 0, 0)[:3]
        if not (1 <= month <= 12 and 1900 <= year <= 2100):
            continue
        place = (first.start, found[last].end)
        yield Token(f"m{year}{month:02}", "", *place)
        if day is not None and 1 <= day <= 31:
            yield Token(f"d{year}{month:02}{day:02}", "", *place)


def _numbers_of_date(text: str, found: Sequence[Token], number: int) -> tuple[tuple[int, ...], int]:
    """The numbers from this token on that may be a date, and the last token of them."""
    here = found[number : number + 5]
    if not here[0].folded.isdecimal() or len(here[0].folded) > 4:
        return (), number
    shape = [token.folded if token.folded in {"thang", "nam"} else "" for token in here]
    digits = [token.folded.isdecimal() and len(token.folded) <= 4 for token in here]
    if shape == ["", "thang", "", "nam", ""] and digits == [True, False, True, False, True]:
        return tuple(int(here[place].folded) for place in (0, 2, 4)), number + 4
    if shape[:3] == ["", "nam", ""] and digits[:3] == [True, False, True]:
        return (int(here[0].folded), int(here[2].folded)), number + 2
    count = 1
    while count < min(3, len(here)) and digits[count] and _is_date_sign(text, here, count):
        count += 1
    return (tuple(int(token.folded) for token in here[:count]) if count > 1 else ()), (
        number + count - 1
    )


def _is_date_sign(text: str, here: Sequence[Token], place: int) -> bool:
    between = text[here[place - 1].end : here[place].start].strip()
    return between in _DATE_SIGNS


def _abbreviations(text: str, found: Sequence[Token]) -> Iterator[Token]:
    for group in _runs(text, found, _BETWEEN_ABBREVIATIONS, _is_abbreviation(text)):
        if 2 <= len(group) <= 3:
            joined = "".join(token.folded for token in group)
            yield Token(joined[:LONGEST_WORD], "", group[0].start, group[-1].end)


def _is_number(token: Token) -> bool:
    return token.folded.isdecimal()


def _is_abbreviation(text: str) -> Check:
    def check(token: Token) -> bool:
        return token.folded.isalpha() and text[token.start : token.end].isupper()

    return check


def _runs(
    text: str, found: Sequence[Token], between: re.Pattern[str], check: Check
) -> Iterator[list[Token]]:
    """Longest runs of tokens of a kind with nothing but these signs between them."""
    run: list[Token] = []
    for token in found:
        if run and check(token) and _goes_on(text, run, token, between):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if check(token) else []
    if run:
        yield run


def _goes_on(text: str, run: Sequence[Token], token: Token, between: re.Pattern[str]) -> bool:
    """Whether the token belongs to the run; a zero after a whole telephone number does not."""
    if not between.fullmatch(text, run[-1].end, token.start):
        return False
    length = token.start - run[0].start
    return not (text[token.start] == "0" and length >= _PHONE_DIGITS.start and _is_number(token))


def distinct_words(found: Iterable[str]) -> list[str]:
    """The words that the vocabulary counts: letters only, as long as a syllable may be."""
    return sorted({word for word in found if word.isalpha() and len(word) >= 2})
