"""Where annexes and further documents begin within one file; pure."""

from collections.abc import Sequence
from typing import NamedTuple

from intranet.policies.reading.head_pieces import kind_of, pieces
from intranet.policies.reading.labels import Label, labels_of
from intranet.policies.reading.source import Line, Unit
from intranet.policies.reading.words import ATTACHED, MOTTO, NATIONAL, is_upper, type_in

FARTHEST_NUMBER = 12  # lines between the national name and the number of a document
FARTHEST_ATTACHED = 10  # lines between the heading of an annex and «(Kèm theo …)»
FARTHEST_HEAD = 8  # lines of a head above the national name
HEAD_KINDS = frozenset(("national", "motto", "number", "date", "body_name", "mark"))


class Annex(NamedTuple):
    """An annex: where its repeated head, its heading and its text begin, and its number."""

    start: int
    heading: int
    end_of_heading: int
    label: Label | None


def further_document(units: Sequence[Unit], first: int) -> int | None:
    """Where a second document with a number of its own begins, None where there is none."""
    for at in range(first, len(units)):
        unit = units[at]
        if not isinstance(unit, Line) or not _names_the_state(unit):
            continue
        start = head_start(units, first, at)
        ahead = [one for one in units[start : at + FARTHEST_NUMBER] if isinstance(one, Line)]
        if _has_number(ahead) and not any(ATTACHED.match(one.text) for one in ahead):
            return start
    return None


def _names_the_state(line: Line) -> bool:
    """Whether the national name stands in a line as a piece of its own, not in a sentence."""
    return any(NATIONAL.fullmatch(piece.text) for piece in pieces(line)) and all(
        kind_of(piece, is_started=False) in HEAD_KINDS for piece in pieces(line)
    )


def _has_number(lines: Sequence[Line]) -> bool:
    """Whether a number stands in these lines before any numbered part."""
    kinds = (kind_of(piece, is_started=True) for line in lines for piece in pieces(line))
    return next((kind for kind in kinds if kind in {"number", "body"}), "") == "number"


def head_start(units: Sequence[Unit], first: int, at: int) -> int:
    """Where a head begins whose national name stands here; its left column may come before."""
    start = at
    for place in range(at - 1, max(first, at - FARTHEST_HEAD) - 1, -1):
        unit = units[place]
        if not isinstance(unit, Line) or not _is_head_line(unit):
            break
        start = place
    return start


def _is_head_line(line: Line) -> bool:
    """Whether all pieces of a line may stand in the head of a paper."""
    return all(kind_of(piece, is_started=False) in HEAD_KINDS for piece in pieces(line))


def annexes(units: Sequence[Unit], first: int) -> list[Annex]:
    """The annexes, in their order."""
    found: list[Annex] = []
    at = first
    while at < len(units):
        annex = _annex_at(units, at)
        if annex is None:
            at += 1
            continue
        lowest = found[-1].end_of_heading if found else first
        found.append(annex._replace(start=_repeated_head(units, lowest, at)))
        at = annex.end_of_heading
    return found


def _repeated_head(units: Sequence[Unit], first: int, at: int) -> int:
    """Where a head begins that an annex repeats above its heading."""
    start = head_start(units, first, at)
    above = [unit for unit in units[start:at] if isinstance(unit, Line)]
    is_head = any(NATIONAL.search(line.text) or MOTTO.search(line.text) for line in above)
    return start if is_head else at


def _annex_at(units: Sequence[Unit], at: int) -> Annex | None:
    """The annex whose heading begins with this line."""
    line = units[at]
    if not isinstance(line, Line):
        return None
    label = next((one for one in labels_of(line.text) if one.kind == "annex"), None)
    if label:
        return Annex(at, at, _heading_end(units, at, is_labelled=True), label)
    if not is_upper(line.text) or not type_in(line.text):
        return None
    end = _heading_end(units, at, is_labelled=False)
    is_attached = any(
        isinstance(unit, Line) and ATTACHED.match(unit.text) for unit in units[at:end]
    )
    return Annex(at, at, end, None) if is_attached else None


def _heading_end(units: Sequence[Unit], at: int, *, is_labelled: bool) -> int:
    """Where the heading of an annex ends: behind «(Kèm theo …)», or behind its capitals."""
    for place in range(at + 1, min(len(units), at + FARTHEST_ATTACHED)):
        unit = units[place]
        if not isinstance(unit, Line) or (labels_of(unit.text) and not ATTACHED.match(unit.text)):
            break
        if ATTACHED.match(unit.text):
            return _bracket_end(units, place)
    end = at + 1
    while is_labelled and end < len(units) and _is_title(units[end]):
        end += 1
    return end


def _is_title(unit: Unit) -> bool:
    """Whether a line goes on with a heading in capitals."""
    return isinstance(unit, Line) and is_upper(unit.text) and not labels_of(unit.text)


def _bracket_end(units: Sequence[Unit], at: int) -> int:
    """Behind the line that closes the bracket opened here."""
    first = units[at]
    if isinstance(first, Line) and first.text.startswith("("):
        for place in range(at, min(len(units), at + FARTHEST_ATTACHED)):
            unit = units[place]
            if isinstance(unit, Line) and ")" in unit.text:
                return place + 1
    return at + 1
