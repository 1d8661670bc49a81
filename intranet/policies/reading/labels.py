"""The printed numbers of parts: «Điều 3.», «III.», «1.2.», «đ)», «-»; pure."""

import re
from collections.abc import Callable
from typing import NamedTuple

VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
NAMED = ("annex", "phan", "chuong", "muc", "tieu_muc", "dieu")
RANKS = {
    "annex": 0, "phan": 10, "chuong": 20, "muc": 30, "tieu_muc": 40, "dieu": 50, "capital": 60,
    "roman": 70, "number": 80, "bracket": 88, "letter": 90, "small_roman": 92, "bullet": 95,
    "plain": 99,
}  # fmt: skip
BULLETS = "-–—−•+*●○◦▪■□➢✓✔·❖"
_CAPITAL = '[A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ“"(«]'
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ORDINALS = (
    "nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai|mười ba|mười bốn|mười lăm"
).split("|")
_ANY_CASE = re.IGNORECASE
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NAMED = {
    "annex": re.compile(
        r"Phụ lục(?:\s+(?:số\s+)?(\d{1,3}[a-zđ]?|[IVXLC]{1,7}|[A-ZĐ]))?\b", re.IGNORECASE
    ),
    "phan": re.compile(
        rf"Phần\s+(?:thứ\s+)?({_ORDINAL}|[IVXLC]{{1,7}}|\d{{1,2}})\b", re.IGNORECASE
    ),
    "chuong": re.compile(r"Chương\s+([IVXLC]{1,7}|\d{1,3})[a-zđ]?\b", _ANY_CASE),
    "tieu_muc": re.compile(r"Tiểu mục\s+(\d{1,3}|[IVXLC]{1,7})\b", _ANY_CASE),
    "muc": re.compile(r"Mục\s+(\d{1,3}|[IVXLC]{1,7})\b", _ANY_CASE),
}
_ARTICLE = re.compile(r"(Điều)\s+(\d{1,4})[a-zđ]{0,2}\s?[.:](?:\s+|$)", _ANY_CASE)
_LONE_ARTICLE = re.compile(r"(Điều)\s+(\d{1,4})[a-zđ]{0,2}$", _ANY_CASE)
_ROMAN = re.compile(rf"(?!V/v)([IVXLC]{{1,7}})(?:\s?[.)/:]\s*|\s?[-–—]\s+(?={_CAPITAL}))(?=\S|$)")
_LEVELS = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})\s?[.)]?\s+(?={_CAPITAL}|\d)")
_NUMBER = re.compile(
    rf"(\d{{1,3}})\s?(?:\.(?:\s+|(?={_CAPITAL}))|/\s+|[-–]\s+(?={_CAPITAL}))(?=\S)"
)
_BRACKET = re.compile(r"(?:(\d{1,3})\s?\)|\((\d{1,3}|[a-zđ])\))\s*(?=\S)")
_LETTER = re.compile(r"([a-zđ])(\.?\d{1,2})?(?:\s?\)\s*|\s?[./]\s+)(?=\S)")
_SMALL_ROMAN = re.compile(r"\(?([ivx]{1,5})\s?\)\s*(?=\S)")
_UPPER_LETTER = re.compile(r"([A-ZĐ])\s?(?:[./]\s*|\s[-–]\s+)(?=\S)")
_BULLET = re.compile(rf"([{re.escape(BULLETS)}])(?:\s+(?=\S)|(?=[^\W_])|(?=[“\"(«]))")


class Label(NamedTuple):
    """A printed number: `text` as printed, `order` its place in a row of such, `end` in the line.

    The order of what nobody counts is zero. `depth` is 2 for «1.2.», 3 for «1.2.3.».
    """

    kind: str
    text: str
    order: int
    end: int
    depth: int = 1

    @property
    def rank(self) -> int:
        """The lower, the higher the part stands in a document."""
        return RANKS[self.kind] + self.depth - 1


def labels_of(text: str) -> list[Label]:
    """What the beginning of a line may be the number of, the likeliest first."""
    return [label for read in _READERS if (label := read(text))]


def roman_value(text: str) -> int:
    """The number that Roman digits write: IV is 4."""
    value = 0
    for digit, following in zip(text.lower(), text.lower()[1:] + " ", strict=True):
        one = _ROMAN_DIGITS[digit]
        value += -one if _ROMAN_DIGITS.get(following, 0) > one else one
    return value


def letter_order(letter: str) -> int:
    """The place of a letter among those that number points, zero for f, j, w and z."""
    return VIETNAMESE.find(letter.lower()) + 1


def _named(text: str) -> Label | None:
    """«Chương II», «Mục 1. …», «Phụ lục I»: alone on the line or before a title in capitals."""
    for kind, pattern in _NAMED.items():
        if found := pattern.match(text):
            rest = text[found.end() :]
            punctuation = len(rest) - len(rest.lstrip(" .:-–"))
            title = rest[punctuation:]
            is_heading = not title or title.isupper() or (rest[:1] in ".:" and title[:1].isupper())
            if not is_heading and not (kind == "annex" and title.startswith("(")):
                return None
            label = text[: found.end()] + (rest[0] if rest[:1] in {".", ":"} else "")
            return Label(kind, label, _order(found[1] or ""), found.end() + punctuation)
    return None


def _article(text: str) -> Label | None:
    """«Điều 3.»."""
    found = _ARTICLE.match(text) or _LONE_ARTICLE.match(text)
    return Label("dieu", found[0].strip(), int(found[2]), found.end()) if found else None


def _roman(text: str) -> Label | None:
    """«III.»."""
    found = _ROMAN.match(text)
    return found and Label("roman", found[0].strip(), roman_value(found[1]), found.end())


def _number(text: str) -> Label | None:
    """«2.», «2/», «2.1.»; no amount and no date."""
    if found := _LEVELS.match(text):
        groups = found[1].split(".")
        is_amount = all(len(group) == 3 for group in groups[1:])
        depth = len(groups)
        label = Label("number", found[0].strip(), int(groups[-1]), found.end(), depth)
        return None if is_amount else label
    found = _NUMBER.match(text)
    return found and Label("number", found[0].strip(), int(found[1]), found.end())


def _bracket(text: str) -> Label | None:
    """«1)», «(1)», «(a)»."""
    if not (found := _BRACKET.match(text)):
        return None
    sign = found[1] or found[2]
    order = int(sign) if sign.isdigit() else letter_order(sign)
    return Label("bracket", found[0].strip(), order, found.end())


def _letter(text: str) -> Label | None:
    """«đ)», «a.1)»."""
    if not (found := _LETTER.match(text)):
        return None
    if found[2]:
        return Label("letter", found[0].strip(), int(found[2].strip(".")), found.end(), 2)
    return Label("letter", found[0].strip(), letter_order(found[1]), found.end())


def _small_roman(text: str) -> Label | None:
    """«ii)»."""
    found = _SMALL_ROMAN.match(text)
    return found and Label("small_roman", found[0].strip(), roman_value(found[1]), found.end())


def _capital(text: str) -> Label | None:
    """«A.»; only where it begins or goes on, since names are shortened so too."""
    found = _UPPER_LETTER.match(text)
    return found and Label("capital", found[0].strip(), letter_order(found[1]), found.end())


def _bullet(text: str) -> Label | None:
    """«-»."""
    found = _BULLET.match(text)
    return found and Label("bullet", found[1], 0, found.end())


def _order(text: str) -> int:
    """The place that «thứ hai», «II», «2» or «B» stands for."""
    if text.isdigit():
        return int(text)
    if text.lower() in _ORDINALS:
        return _ORDINALS.index(text.lower()) + 1
    digits = text.rstrip("abcdđ")
    if digits.isdigit():
        return int(digits)
    if text and all(letter in _ROMAN_DIGITS for letter in text.lower()):
        return roman_value(text)
    return letter_order(text) if len(text) == 1 else 0


_READERS: tuple[Callable[[str], Label | None], ...] = (
    _named,
    _article,
    _roman,
    _number,
    _bracket,
    _letter,
    _small_roman,
    _capital,
    _bullet,
)
