"""Signatures side by side that came out of a file as one line each; pure.

«PHÓ GIÁM ĐỐC PHÓ GIÁM ĐỐC» above «Trần Thị Hà Lê Văn Bình» is cut where the words say so.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from intranet.policies.reading.foot import LONGEST_SIGNATURE, is_office
from intranet.policies.reading.source import Line, Unit, columns
from intranet.policies.reading.words import (
    CAPACITY,
    DEGREES,
    POSITION,
    SIGNED_NOTE,
    SURNAMES,
    is_name,
    is_upper,
)
from search.text import fold

LONGEST_ROW = 240  # signs
FEWEST_WORDS, MOST_WORDS = 4, 18  # of two or three names
MOST_SIGNERS = 3
_MIDDLE_NAMES = frozenset(("thị", "văn"))


def apart(units: Sequence[Unit]) -> list[Unit]:
    """The units with such lines cut, their pieces one after the other."""
    cuts: dict[int, list[Line]] = {}
    for at, unit in enumerate(units):
        if isinstance(unit, Line) and _is_row(unit):
            cuts |= _cuts(units, at, unit)
    return [piece for unit in units for piece in _pieces(unit, cuts)]


def _pieces(unit: Unit, cuts: dict[int, list[Line]]) -> Sequence[Unit]:
    """What a unit was cut into, itself where it was not."""
    return cuts.get(unit.start, [unit]) if isinstance(unit, Line) else [unit]


def _is_row(line: Line) -> bool:
    """Whether a line may be a row of signatures that has lost the gaps between its columns."""
    return len(line.text) <= LONGEST_ROW and len(columns(line)) == 1


def _cuts(units: Sequence[Unit], at: int, line: Line) -> dict[int, list[Line]]:
    """The pieces of a line that says the same twice, or of names and the offices above them."""
    row = _row(line)
    if len({fold(piece.text) for piece in row}) == 1 and len(row) > 1:
        return {line.start: row}
    if not _may_be_names(line.text):
        return {}
    above = dict(_rows_above(units, at))
    count = max(map(len, above.values()), default=1)
    names = _names(line, count)
    return {**above, line.start: names} if names else {}


def _rows_above(units: Sequence[Unit], at: int) -> Iterator[tuple[int, list[Line]]]:
    """The rows of offices above names, with the pieces of each."""
    for unit in reversed(units[max(0, at - LONGEST_SIGNATURE) : at]):
        if not isinstance(unit, Line) or not _is_row(unit):
            return
        row = _row(unit)
        if row:
            yield unit.start, row
        elif not is_upper(unit.text) and not SIGNED_NOTE.fullmatch(unit.text):
            return


def _row(line: Line) -> list[Line]:
    """The offices or the notes «(Đã ký)» in a row, none where it is not a row of them."""
    if is_upper(line.text):
        return _parts(line, is_office, _begins_office)
    return _parts(line, SIGNED_NOTE.fullmatch, lambda _last, rest: SIGNED_NOTE.match(rest))


def _parts(
    line: Line, is_one: Callable[[str], object], begins: Callable[[str, str], object]
) -> list[Line]:
    """A line cut wherever one ends and another begins, none where it is not two or more."""
    found: list[Line] = []
    at = 0
    for gap in re.finditer(r"\s+", line.text):
        said = line.text[at : gap.start()]
        if is_one(said) and begins(said, line.text[gap.end() :]):
            found.append(line.cut(at, gap.start()))
            at = gap.end()
    return [*found, line.cut(at)] if found and is_one(line.text[at:]) else []


def _begins_office(last: str, rest: str) -> bool:
    """Whether another signer's office begins.

    «KT. CHỦ TỊCH PHÓ CHỦ TỊCH» is the office of one, «KT. CHỦ TỊCH CHỦ TỊCH» those of two.
    """
    if CAPACITY.match(rest):
        return True
    if acting := CAPACITY.match(last):
        return fold(rest).startswith(fold(last[acting.end() :]))
    return not last.endswith((",", "-", "–")) and bool(POSITION.match(fold(rest)))


def _may_be_names(text: str) -> bool:
    """Whether a line has as many words as two names have, all with a capital letter."""
    words = text.split()
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and all(word[0].isupper() for word in words)


def _names(line: Line, count: int) -> list[Line]:
    """The names of so many people in a line, none where it does not hold so many."""
    if not 1 < count <= MOST_SIGNERS:
        return []
    gaps = [(gap.start(), gap.end()) for gap in re.finditer(r"\s+", line.text)]
    ways: list[list[Line]] = []
    for chosen in combinations(gaps, count - 1):
        borders = pairwise([0, *(place for gap in chosen for place in gap), len(line.text)])
        pieces = [line.cut(start, end) for start, end in list(borders)[::2]]
        if all(is_name(piece.text) for piece in pieces):
            ways.append(pieces)
    best = min(ways, key=_oddness, default=[])
    return best if best and _oddness(best)[1] < count else []


def _oddness(names: Sequence[Line]) -> tuple[int, int, int]:
    """How unlikely names are cut well: at middle names, without surnames, of unlike lengths."""
    words = [name.text[DEGREES.match(name.text).end() :].split() for name in names]  # type: ignore[union-attr]
    lengths = [len(one) for one in words]
    return (
        sum(one[-1].lower() in _MIDDLE_NAMES for one in words),
        sum(fold(one[0]) not in SURNAMES for one in words),
        max(lengths) - min(lengths),
    )
