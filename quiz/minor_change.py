"""What may change when an author says «does not change the content»; pure, without Django.

The figures of before and after are then joined, so an answer has to mean the same in both: the
kind, the number of options, what is right and how it is marked stay as they are, and so do most
words of the question and of each option. A mended word is the same word.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from quiz.similar import difference
from search.text import fold

SAME_WORDS = 70.0
KEY_IS_THE_TEXT = ("short_text", "number")
KEY_IS_THE_ORDER = ("ordering",)
KEY_IS_THE_PAIR = ("matching",)


class MinorFault(Enum):
    """Why a change is no mere typing error."""

    KIND = "kind"
    OPTIONS = "options"
    KEY = "key"
    MARKING = "marking"
    TEXT = "text"


class Part(NamedTuple):
    """An option as far as it decides what is right."""

    text: str
    is_correct: bool = False
    match: str = ""


class Asked(NamedTuple):
    """A question as far as it decides what is right."""

    kind: str
    options: Sequence[Part]
    marking_rule: str = "all_or_nothing"
    tolerance: Decimal | None = None
    unit: str = ""
    stem: str = ""


def minor_change_faults(before: Asked, after: Asked) -> list[MinorFault]:
    """What speaks against joining the figures; the first reason that makes others idle alone."""
    if before.kind != after.kind:
        return [MinorFault.KIND]
    if len(before.options) != len(after.options):
        return [MinorFault.OPTIONS]
    faults = []
    if not _same_key(before.kind, before.options, after.options):
        faults.append(MinorFault.KEY)
    if _marking(before) != _marking(after):
        faults.append(MinorFault.MARKING)
    if not faults and any(_is_rewritten(old, new) for old, new in _texts(before, after)):
        return [MinorFault.TEXT]
    return faults


def _texts(before: Asked, after: Asked) -> list[tuple[str, str]]:
    """The question and the options, each as it was and is; options may have changed places."""
    old = [f"{part.text} {part.match}" for part in before.options]
    new = [f"{part.text} {part.match}" for part in after.options]
    kept = {fold(text) for text in old} & {fold(text) for text in new}
    rest = zip(
        (text for text in old if fold(text) not in kept),
        (text for text in new if fold(text) not in kept),
        strict=False,
    )
    return [(before.stem, after.stem), *rest]


def _is_rewritten(old: str, new: str) -> bool:
    """Whether more than a third of the words are others, or one of them denies or excludes."""
    told = difference(old, new)
    added = list(told.second_only)
    removed = []
    for word in told.first_only:
        mended = next((other for other in added if _alike(word, other)), None)
        if mended is None:
            removed.append(word)
        else:
            added.remove(mended)
    most = max(len(fold(old).split()), len(fold(new).split()))
    changed = max(len(added), len(removed))
    return changed * 3 > most or told.may_reverse


def _marking(asked: Asked) -> tuple[Any, ...]:
    return asked.marking_rule, asked.tolerance or Decimal(0), fold(asked.unit)


def _same_key(kind: str, before: Sequence[Part], after: Sequence[Part]) -> bool:
    if kind in KEY_IS_THE_TEXT:
        return sorted(fold(part.text) for part in before) == sorted(
            fold(part.text) for part in after
        )
    rows = list(zip(before, after, strict=True))
    if kind in KEY_IS_THE_ORDER:
        return all(_alike(old.text, new.text) for old, new in rows)
    if kind in KEY_IS_THE_PAIR:
        return all(_alike(old.text, new.text) and _alike(old.match, new.match) for old, new in rows)
    return all(old.is_correct == new.is_correct for old, new in rows) or _by_text(
        before
    ) == _by_text(after)


def _by_text(parts: Sequence[Part]) -> dict[str, bool]:
    """Which texts are right, wherever they stand."""
    return {fold(part.text): part.is_correct for part in parts}


def _alike(old: str, new: str) -> bool:
    """Whether two texts differ by no more than a mended word."""
    return fold(old) == fold(new) or fuzz.ratio(fold(old), fold(new)) >= SAME_WORDS
