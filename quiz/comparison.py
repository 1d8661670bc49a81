"""What two texts of a question say differently, word by word; pure, without Django."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from rapidfuzz import fuzz

from intranet.pages.words import Said
from intranet.pages.words import words as compared

ALIKE = 50.0


class Change(Enum):
    """What became of a piece of text or of an option."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"


_CHANGES = {Said.SAME: Change.SAME, Said.GONE: Change.REMOVED, Said.NEW: Change.ADDED}


class Piece(NamedTuple):
    """Words one after the other that stand in both texts or in one of them."""

    change: Change
    text: str


class Choice(NamedTuple):
    """An option; `is_correct` is None where nothing is marked as right."""

    id: str
    text: str
    is_correct: bool | None = None
    match: str = ""


class ChoiceChange(NamedTuple):
    """An option in both texts; one side is None where it was added or removed."""

    change: Change
    before: Choice | None
    after: Choice | None
    text: list[Piece]
    match: list[Piece]

    @property
    def key_changes(self) -> bool:
        """Whether it was right and is wrong now, or the other way round."""
        if self.before is None or self.after is None:
            return bool((self.before or self.after).is_correct)  # type: ignore[union-attr]
        return self.before.is_correct != self.after.is_correct


def words(before: str, after: str) -> list[Piece]:
    """Both texts in one, in pieces; removed words stand before those that replace them."""
    return [Piece(_CHANGES[piece.change], piece.text) for piece in compared(before, after)]


def choices(before: Sequence[Choice], after: Sequence[Choice]) -> list[ChoiceChange]:
    """The options in their new order, those removed at the end."""
    partner = _partners(before, after)
    order = [before.index(partner[place]) for place in range(len(after)) if place in partner]
    in_order = _longest_in_order(order)
    found = []
    for place, new in enumerate(after):
        old = partner.get(place)
        is_moved = old is not None and before.index(old) not in in_order
        found.append(_change(old, new, is_moved=is_moved))
    kept = set(partner.values())
    return [*found, *(_change(old, None) for old in before if old not in kept)]


def _partners(before: Sequence[Choice], after: Sequence[Choice]) -> dict[int, Choice]:
    """For each new option by its place the old one that it was: same mark, same or near text."""
    partner: dict[int, Choice] = {}
    free = list(before)

    def take(place: int, old: Choice | None) -> None:
        if old is not None:
            partner[place] = old
            free.remove(old)

    for place, new in enumerate(after):
        take(place, next((old for old in free if old.id == new.id), None))
    for place, new in enumerate(after):
        if place not in partner:
            take(place, next((old for old in free if old.text == new.text), None))
    for place, new in enumerate(after):
        if place not in partner and free:
            nearest = max(free, key=lambda old: fuzz.ratio(old.text, new.text))
            is_near = fuzz.ratio(nearest.text, new.text) >= ALIKE
            take(place, nearest if is_near else None)
    return partner


def _longest_in_order(places: Sequence[int]) -> set[int]:
    """The most of them that stand in rising order; the others were moved."""
    best: list[tuple[int, ...]] = []
    for place in places:
        before = [row for row in best if row[-1] < place]
        best.append((*_longest(before), place))
    return set(_longest(best))


def _longest(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The longest of the rows, the first of equals; nothing if there are none."""
    return max(rows, key=lambda row: len(row), default=())  # noqa: PLW0108 - keeps its type


def _change(old: Choice | None, new: Choice | None, *, is_moved: bool = False) -> ChoiceChange:
    text = words(old.text if old else "", new.text if new else "")
    match = words(old.match if old else "", new.match if new else "")
    if old is None:
        change = Change.ADDED
    elif new is None:
        change = Change.REMOVED
    elif (old.text, old.is_correct, old.match) != (new.text, new.is_correct, new.match):
        change = Change.CHANGED
    else:
        change = Change.MOVED if is_moved else Change.SAME
    return ChoiceChange(change, old, new, text, match)
