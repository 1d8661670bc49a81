"""The pieces of the lines of a head, and what each is by what it says; pure."""

import re
from collections.abc import Callable, Iterator

from intranet.policies.reading.labels import labels_of
from intranet.policies.reading.source import COLUMN_GAP, Line, columns
from intranet.policies.reading.words import (
    ADDRESSED,
    BARE_NUMBER,
    FORMAL_BASIS,
    FORMULA,
    ISSUER,
    MOTTO,
    NATIONAL,
    NATIONAL_END,
    NUMBER,
    POSITION,
    SUBJECT,
    day_in,
    is_type,
    is_upper,
    mark_of,
    type_in,
)
from search.text import fold

EVIDENCE = frozenset(("national", "motto", "number", "date", "type"))
NATIONAL_NAME = "cong hoa xa hoi chu nghia viet nam"
LONGEST_PLACE = 6  # words
_PLACE_START = re.compile(r"(?:TP\.?|T\.P)$")


def pieces(line: Line) -> list[Line]:
    """The pieces of a line of a head: its columns, cut again where one runs into the other."""
    if type_in(line.text):
        return [line]
    return [piece for piece in _apart(line) if piece.text]


def _apart(line: Line) -> Iterator[Line]:
    """A line cut before and behind what has a form of its own, elsewhere into its columns."""
    at = 0
    for start, end in _forms(line.text):
        if start >= at:
            yield from columns(line.cut(at, start))
            yield line.cut(start, end)
            at = end
    yield from columns(line.cut(at))


def _forms(text: str) -> Iterator[tuple[int, int]]:
    """Where the national name, the motto, the number and the day stand in a text."""
    places = [found.span() for form in (NATIONAL, MOTTO) if (found := form.search(text))]
    number = NUMBER.search(text)
    if number and (number.start() == 0 or ":" in number[0]):
        places.append(number.span())
    if day := day_in(text):
        last = max((end for _start, end in places if end <= day.start()), default=0)
        places.append((_place_start(text, last, day.start()), len(text)))
    return iter(sorted(places))


def _place_start(text: str, first: int, end: int) -> int:
    """Where the name of the place before a day begins; a body's name in capitals may precede."""
    first = max([first, *(gap.end() for gap in COLUMN_GAP.finditer(text, first, end))])
    before = text[first:end]
    words = [(found.start(), found[0]) for found in re.finditer(r"\S+", before)]
    start = end - first
    for at, word in reversed(words[-LONGEST_PLACE:]):
        if (len(word) > 1 and word.isupper() and not _PLACE_START.match(word)) or "/" in word:
            break
        start = at
    return first + start


def kind_of(piece: Line, *, is_started: bool) -> str:
    """What a piece of a head is; `is_started` once anything of a head was seen."""
    text = piece.text
    always = next((kind for kind, is_one in _FORMS.items() if is_one(text)), "")
    later = next((kind for kind, is_one in _LATER_FORMS.items() if is_one(text)), "")
    return always or (later if is_started else "") or ("body_name" if is_upper(text) else "other")


def _is_number(text: str) -> bool:
    """Whether a piece is «Số: 28/KH-SLĐTBXH», or as much of it as is there."""
    return bool(NUMBER.fullmatch(text) or (BARE_NUMBER.fullmatch(text) and ":" in text))


def _is_day(text: str) -> bool:
    """Whether a piece is place and day."""
    found = day_in(text)
    return found is not None and len(text[: found.start()].split()) <= LONGEST_PLACE


def _is_national(text: str) -> bool:
    """Whether a piece is the national name, or its end on a line of its own."""
    is_whole = fold(text) == NATIONAL_NAME
    return bool(is_whole or NATIONAL.fullmatch(text) or NATIONAL_END.fullmatch(text))


def _is_numbered(text: str) -> bool:
    """Whether a piece begins a part of the body; a body's name may begin with a dash."""
    return any(label.kind not in {"bullet", "capital"} for label in labels_of(text))


def is_authority(text: str) -> bool:
    """Whether a line names who decides."""
    folded = fold(text)
    return (
        is_upper(text)
        and not FORMULA.fullmatch(text)
        and not labels_of(text)
        and bool(POSITION.match(folded) or ISSUER.match(text))
    )


_FORMS: dict[str, Callable[[str], object]] = {
    "national": _is_national,
    "motto": MOTTO.fullmatch,
    "number": _is_number,
    "date": _is_day,
    "mark": mark_of,
    "type": is_type,
    "body": ADDRESSED.match,
}
_LATER_FORMS: dict[str, Callable[[str], object]] = {
    "type": type_in,
    "subject": SUBJECT.match,
    "body": lambda text: FORMAL_BASIS.match(text) or _is_numbered(text),
}
