"""How each part of a document is named in a sentence: «điểm b khoản 2 Điều 5»; pure.

The words are those in which Vietnamese documents cite each other: Decree 30/2020/NĐ-CP writes Phần,
Chương, Mục, Điều with a capital before their number, khoản and điểm without. An article is numbered
through the whole document, so that no chapter is named with it. What has no number of its own is
counted among its like.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.policies.outline import ANNEXES, NAMED, NUMBER_SIGNS, Part

_ROMAN = re.compile(r"[IVXLC]{1,7}")
_DIGITS = re.compile(r"\d{1,3}[a-zđ]?")
_LETTERS = re.compile(r"[a-zđ]{1,4}\d?|\d{1,3}(?:\.\d{1,3})+")
_DASH = re.compile(r"[-–•*+]+")
ARTICLE, ANNEX = "điều", "phụ lục"
CENTRED = ("phần", "chương", "mục", "tiểu mục", ANNEX)


@dataclass(frozen=True, slots=True)
class _Step:
    """One part on the way to a point: its level, its own name, and the word of its kind."""

    level: int
    name: str
    kind: str


def names(parts: Sequence[Part]) -> list[str]:
    """Return the name of each part, from the part itself up to what its number is counted in."""
    above: list[_Step] = []
    counts: Counter[tuple[tuple[_Step, ...], str]] = Counter()
    found = []
    for part in parts:
        while above and above[-1].level >= part.level:
            above.pop()
        kind, name = _numbered(part.label) or _titled(part)
        if not name:
            counts[tuple(above), kind] += 1
            name = f"{kind} thứ {counts[tuple(above), kind]}"
        above.append(_Step(part.level, name, kind))
        found.append(" ".join(_upwards(above)))
    return found


def is_centred(label: str) -> bool:
    """Whether the paper prints the number on a line of its own, in the middle: Chương, Phụ lục."""
    named = NAMED.fullmatch(_bare(label))
    return named is not None and _kind(named[1]) in CENTRED


def _numbered(label: str) -> tuple[str, str] | None:
    """Kind and name of a part by its printed number; None where it has none."""
    bare = _bare(label)
    if named := NAMED.fullmatch(bare):
        return _kind(named[1]), f"{named[1].capitalize()} {named[2]}".strip()
    for pattern, kind in ((_ROMAN, "mục"), (_DIGITS, "khoản"), (_LETTERS, "điểm")):
        if pattern.fullmatch(bare):
            return kind, f"{kind} {bare}"
    return ("mục", f"mục {bare}") if bare else None


def _titled(part: Part) -> tuple[str, str]:
    """Kind of a part without a number, and its name if it has a title."""
    if part.is_table:
        return "bảng", ""
    if part.title and part.anchor.startswith(ANNEXES):
        return ANNEX, f"“{part.title}” kèm theo"
    if part.title:
        return "mục", f"mục “{part.title}”"
    return ("gạch đầu dòng" if _DASH.fullmatch(part.label.strip()) else "đoạn"), ""


def _upwards(steps: Sequence[_Step]) -> Iterator[str]:
    """The names from the last step up; above an article only the annex that it stands in."""
    is_within_article = False
    for step in reversed(steps):
        if not is_within_article or step.kind == ANNEX:
            yield step.name
        is_within_article = is_within_article or step.kind == ARTICLE


def _bare(label: str) -> str:
    return " ".join(label.strip(NUMBER_SIGNS).split())


def _kind(word: str) -> str:
    """The word of a kind without what it says besides: «phần thứ», «phụ lục số»."""
    return word.lower().removesuffix(" thứ").removesuffix(" số")
