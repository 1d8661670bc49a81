"""The source with the place of each field marked, as pieces that a template prints one by one."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

NOWHERE = [0, 0]
PART, LEFTOVER = "parts", "leftovers"


class Piece(NamedTuple):
    """A piece of the source; `field` is empty between fields, `anchor` where others link to."""

    text: str
    field: str = ""
    anchor: str = ""
    part: int | None = None
    is_begin: bool = False


class _Place(NamedTuple):
    start: int
    end: int
    field: str
    anchor: str = ""
    part: int | None = None
    is_begin: bool = False


def anchor_of(field: str) -> str:
    """The address of the first place of a field."""
    return f"nguon-{field}"


def part_anchor(number: int) -> str:
    """The address of the place where a part begins."""
    return f"nguon-phan-{number}"


def leftover_anchor(at: int) -> str:
    """The address of a piece that is left over."""
    return f"nguon-con-lai-{at}"


def pieces(data: Mapping[str, Any]) -> Iterator[Piece]:
    """The whole source from its first sign to its last."""
    source, at = data["source"], 0
    for place in sorted(_places(data), key=_start):
        if place.start < at:
            continue
        if place.start > at:
            yield Piece(source[at : place.start])
        said = source[place.start : place.end]
        yield Piece(said, place.field, place.anchor, place.part, place.is_begin)
        at = place.end
    if at < len(source):
        yield Piece(source[at:])


def place_at(data: Mapping[str, Any], offset: int) -> str:
    """The address of the last marked place that begins at or before an offset; empty for none."""
    places = sorted((one for one in _places(data) if one.anchor), key=_start)
    at = bisect_right(places, offset, key=_start)
    return places[at - 1].anchor if at else ""


def fields_with_place(data: Mapping[str, Any]) -> set[str]:
    """The names of the fields that stand somewhere in the source."""
    return {place.field for place in _places(data)}


def _places(data: Mapping[str, Any]) -> Iterator[_Place]:
    """Every place that was understood, and what was left over; none is in two of them."""
    entries = [(name, [found]) for name, found in data["fields"].items()]
    entries += [*data["lists"].items(), ("stamps", data["stamps"])]
    for name, found in entries:
        spans = [span for one in found for span in one["places"]]
        for at, (start, end) in enumerate(sorted(spans)):
            yield _Place(start, end, name, anchor="" if at else anchor_of(name))
    for number, spans in enumerate(data["part_places"]):
        for at, (start, end) in enumerate(sorted(spans)):
            anchor = "" if at else part_anchor(number)
            yield _Place(start, end, PART, anchor, number, not at)
    for at, leftover in enumerate(data["leftovers"]):
        start, end = leftover["place"]
        yield _Place(start, end, LEFTOVER, leftover_anchor(at))


def _start(place: _Place) -> int:
    return place.start
