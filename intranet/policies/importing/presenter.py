"""The screens of an import as ready rows."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.utils.text import Truncator

from intranet.policies.importing import outline_changes, source_view
from intranet.policies.importing.forms import DocumentForm
from intranet.policies.importing.values import ELSEWHERE
from intranet.policies.importing.wording import FIELDS, LEFTOVERS, SETTLED_BY, remark
from intranet.policies.models import DocumentImport

EXCERPT_WORDS = 14
WIDE = ("section", "title")


def screen(taken_in: DocumentImport) -> dict[str, Any]:
    """Everything beside the form."""
    found = taken_in.found
    return {
        "pieces": [_piece(one) for one in source_view.pieces(found)],
        "remarks": remarks(taken_in),
        "parts": outline(taken_in),
        "elsewhere": elsewhere(found),
        "stamps": [stamp["facts"] for stamp in found["stamps"]],
        "leftovers": leftovers(found),
        "left_over": len(found["leftovers"]) + len(taken_in.taken_out),
        "taken_out": [
            {"number": part["number"], "text": outline_changes.flat(part)}
            for part in taken_in.taken_out
        ],
    }


def rows(form: DocumentForm, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of the form, each with the place it was read from."""
    places = source_view.fields_with_place(found)
    return [
        {
            "field": field,
            "place": source_view.anchor_of(field.name) if field.name in places else "",
            "is_wide": field.name in WIDE or "rows" in field.field.widget.attrs,
        }
        for field in form.visible_fields()
    ]


def _piece(piece: source_view.Piece) -> dict[str, Any]:
    """A piece of the source with the name of what it is a place of."""
    return {**piece._asdict(), "label": FIELDS.get(piece.field, "")}


def remarks(taken_in: DocumentImport) -> list[dict[str, str]]:
    """What to look at, without what was settled since, and where it stands."""
    found = taken_in.found
    return [
        {
            "text": remark(one["code"], one["details"]),
            "anchor": (
                source_view.place_at(found, one["place"][0])
                if one["place"] != source_view.NOWHERE
                else ""
            ),
        }
        for one in found["remarks"]
        if not taken_in.values.get(SETTLED_BY.get(one["code"], ""))
    ]


def outline(taken_in: DocumentImport) -> list[dict[str, Any]]:
    """The parts with their first words and the addresses they will have."""
    return [
        {
            "number": part["number"],
            "level": part["level"],
            "anchor": part["anchor"],
            "label": part["label"],
            "excerpt": excerpt(part),
            "is_titled": bool(part["title"]),
            "rows": len(part["rows"]),
            "place": source_view.part_anchor(part["number"]),
        }
        for part in outline_changes.with_anchors(taken_in.parts)
    ]


def excerpt(part: Mapping[str, Any]) -> str:
    """The first words of a part without its number."""
    said = part["title"] or part["text"] or " | ".join(part["rows"][0] if part["rows"] else [])
    return Truncator(said).words(EXCERPT_WORDS)


def elsewhere(found: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was understood and has no field of its own on the page."""
    rows = [
        {"label": str(FIELDS[name]), "value": " ".join(found["fields"][name]["value"].split())}
        for name in ELSEWHERE
        if name in found["fields"]
    ]
    return rows + [
        {"label": str(FIELDS["marks"]), "value": one["value"]} for one in found["lists"]["marks"]
    ]


def leftovers(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What belongs to no field, with why."""
    return [
        {
            "text": one["text"],
            "why": LEFTOVERS[one["kind"]],
            "is_unknown": one["kind"] == "unknown",
            "anchor": source_view.leftover_anchor(at),
        }
        for at, one in enumerate(found["leftovers"])
    ]


def printed_part(taken_in: DocumentImport, number: int) -> str:
    """A part as it stands in the source."""
    source = taken_in.found["source"]
    spans = sorted(taken_in.found["part_places"][number])
    return "\n".join(source[start:end] for start, end in spans)


def differences(
    form: DocumentForm, kept: Mapping[str, str], typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The fields that say something else in what was kept than in what was typed."""
    return [
        {"label": field.label, "value": kept.get(name, "")}
        for name, field in form.fields.items()
        if name in typed and kept.get(name, "") != typed[name]
    ]


def download_name(taken_in: DocumentImport) -> str:
    """The name of the original as a file."""
    if PurePath(taken_in.file_name).suffix:
        return taken_in.file_name
    return f"{taken_in.file_name}.{taken_in.extension}"
