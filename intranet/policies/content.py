"""What of a document counts as its text, and how two versions of it differ; pure.

What the office keeps beside the paper does not count: editor's notes, contact, review date, file.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from intranet.pages.words import Words, words
from intranet.policies.outline import Part, assign_anchors

HEAD = (
    "number", "symbol", "document_type", "parent_body", "issuer", "place", "issued_on",
    "effective_from", "effective_to", "abstract", "basis", "authority", "formula", "addressees",
)  # fmt: skip
FOOT = ("signing_capacity", "signer_position", "signer_name", "recipients")
FIELDS = (*HEAD, *FOOT)
BESIDE = "note"  # what a part says beside the paper
MOST_TOKENS = 3_000  # of one side; longer texts are shown whole, before and after


class Change(StrEnum):
    """What became of a field or a part."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that differs; `anchor` is where it stands, or stood if it is gone."""

    change: Change
    anchor: str
    label: str
    pieces: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the head or the foot that differs."""

    name: str
    pieces: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a version differs from an earlier one."""

    fields: tuple[FieldChange, ...]
    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.parts)


def content_of(
    fields: Mapping[str, Any], blocks: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, Any]:
    """Return what is printed: head and foot, and the blocks of the body with their anchors."""
    printed = [{"kind": kind, **_without_notes(value)} for kind, value in blocks]
    anchors = assign_anchors([_outlined(value) for value in printed])
    return {
        "fields": {name: _text(fields.get(name)) for name in FIELDS},
        "parts": [
            {**value, "anchor": anchor} for value, anchor in zip(printed, anchors, strict=True)
        ],
    }


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content, whatever the order in which it was put together."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Return what a reader of the earlier content has to look at again, in the order of reading."""
    old, new = before["fields"], after["fields"]
    fields = [
        FieldChange(name, _words(old.get(name, ""), new.get(name, "")))
        for name in FIELDS
        if old.get(name, "") != new.get(name, "")
    ]
    return Difference(tuple(fields), tuple(_part_changes(before["parts"], after["parts"])))


def text_of(part: Mapping[str, Any]) -> str:
    """Return the words of a part: its title and its text, or the lines of its table."""
    lines = [part.get("title") or "", part.get("text") or "", *_table_lines(part.get("table"))]
    return "\n".join(filter(None, lines))


def _part_changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[PartChange]:
    """Compare by anchors; parts that are gone stand behind those that are there."""
    old = {part["anchor"]: part for part in before}
    kept = {part["anchor"] for part in after}
    found = []
    for part in after:
        earlier = old.get(part["anchor"])
        if earlier is None:
            found.append(_change(Change.NEW, part, _words("", text_of(part))))
        elif earlier != part and _read(earlier) != _read(part):
            pieces = _words(_read(earlier), _read(part))
            found.append(_change(Change.CHANGED, part, pieces))
    gone = [part for part in before if part["anchor"] not in kept]
    return [*found, *(_change(Change.GONE, part, _words(text_of(part), "")) for part in gone)]


def _words(before: str, after: str) -> tuple[Words, ...]:
    return words(before, after, most=MOST_TOKENS)


def _change(change: Change, part: Mapping[str, Any], pieces: tuple[Words, ...]) -> PartChange:
    return PartChange(change, part["anchor"], part.get("label") or "", pieces)


def _read(part: Mapping[str, Any]) -> str:
    """What a reader sees of a part, its number included."""
    return " ".join(filter(None, [part.get("label") or "", text_of(part)]))


def _table_lines(table: Mapping[str, Any] | None) -> list[str]:
    if not table:
        return []
    head = [column["heading"] for column in table["columns"]]
    rows = [[str(cell) for cell in row["values"]] for row in table["rows"]]
    return [table.get("caption") or "", *(" | ".join(cells) for cells in (head, *rows))]


def _without_notes(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if name != BESIDE}


def _outlined(value: Mapping[str, Any]) -> Part:
    return Part(
        level=value.get("level") or 1,
        label=value.get("label") or "",
        title=value.get("title") or "",
        anchor=value.get("anchor") or "",
    )


def _text(value: Any) -> str:
    """A field as text; line ends as they came do not count."""
    if value is None:
        return ""
    return "\n".join(str(value).splitlines()).strip()
