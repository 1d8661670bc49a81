"""What two texts say differently, word by word; pure, without Django."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


class Said(StrEnum):
    """In which of the two texts words stand."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Words(NamedTuple):
    """Words one after the other that stand in both texts or in one of them."""

    change: Said
    text: str


def words(before: str, after: str, *, most: int | None = None) -> tuple[Words, ...]:
    """Return both texts in one, in pieces; words that went stand before those in their place.

    A text of more than `most` words and signs is not compared: both are shown whole.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if most is not None and max(len(old), len(new)) > most:
        return _pieces(before, after)
    found: list[Words] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        found += [Words(Said.SAME, gone)] if tag == "equal" else _pieces(gone, came)
    return tuple(found)


def _pieces(gone: str, came: str) -> tuple[Words, ...]:
    """What went and what came instead, unless there is none."""
    both = (Words(Said.GONE, gone), Words(Said.NEW, came))
    return tuple(piece for piece in both if piece.text)
