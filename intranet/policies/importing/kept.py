"""What was read of a document as plain values, the way an import keeps it; pure, without Django."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from intranet.policies.reading.found import Found, ReadDocument, ReadPart, Stamp

LISTS = ("marks", "basis", "addressees", "recipients")


def data_of(document: ReadDocument) -> dict[str, Any]:
    """The values of a document; places are pairs of offsets into `source`."""
    singles = {
        one.name: _found(value)
        for one in fields(document)
        if isinstance(value := getattr(document, one.name), Found)
    }
    return {
        "source": document.source,
        "type_key": document.document_type_key,
        "fields": singles,
        "lists": {name: [_found(one) for one in getattr(document, name)] for name in LISTS},
        "stamps": [_stamp(one) for one in document.stamps],
        "part_places": [[list(span) for span in part.spans] for part in document.parts],
        "leftovers": [
            {"kind": one.kind, "text": one.text, "place": list(one.span)}
            for one in document.leftovers
        ],
        "remarks": [
            {"code": one.code, "place": list(one.span), "details": dict(one.details)}
            for one in document.remarks
        ],
    }


def parts_of(document: ReadDocument) -> list[dict[str, Any]]:
    """The outline; `number` is the place of a part in what was read, whatever becomes of it."""
    return [_part(number, part) for number, part in enumerate(document.parts)]


def value_of(data: Mapping[str, Any], name: str) -> str:
    """The value of a field as read, empty where it was not found."""
    found = data["fields"].get(name)
    return str(found["value"]) if found else ""


def lines_of(data: Mapping[str, Any], name: str) -> str:
    """The entries of a list, one per line."""
    return "\n".join(" ".join(one["value"].split()) for one in data["lists"][name])


def _found(found: Found) -> dict[str, Any]:
    return {"value": found.value, "places": [list(span) for span in found.spans]}


def _stamp(stamp: Stamp) -> dict[str, Any]:
    facts = {
        "signed_by": stamp.signed_by,
        "organisation": stamp.organisation,
        "email": stamp.email,
        "signed_at": stamp.signed_at,
    }
    return {"facts": facts, "places": [list(span) for span in stamp.spans]}


def _part(number: int, part: ReadPart) -> dict[str, Any]:
    return {
        "number": number,
        "level": part.level,
        "kind": part.kind,
        "label": part.label,
        "title": part.title,
        "text": part.text,
        "anchor": part.anchor,
        "rows": [list(row) for row in part.rows],
    }
