"""Turns the bodies of the data files into the raw form in which stream fields are stored."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from intranet.pages.blocks import table_value

Block = dict[str, Any]
# Fixed, so that the same content is stored alike on every machine.
_NAMESPACE = uuid.UUID("28000000-0000-4000-8000-202101220000")


@dataclass(frozen=True)
class References:
    """What bodies may show or lead to, by the keys of the data file."""

    images: Mapping[str, Any]
    quizzes: Mapping[str, Any]


def stream(blocks: list[Block], references: References, *, place: str) -> list[Block]:
    """Return the raw stream of a body; `place` sets the ids of its blocks apart from all others."""
    return [
        {
            "type": block["type"],
            "value": _VALUES[block["type"]](block, references),
            "id": _id(f"{place}:{number}"),
        }
        for number, block in enumerate(blocks)
    ]


def part_stream(parts: list[Block], notes: list[Block], *, place: str = "") -> list[Block]:
    """Return the raw stream of an official document: a block for each printed part, with notes.

    `place` sets the ids of its blocks apart from those of other documents.
    """
    note_at = {note["anchor"]: note["text"] for note in notes}
    return [
        {
            "type": "part",
            "value": {**part, "note": note_at.get(part["anchor"], "")},
            "id": _id(place + part["anchor"]),
        }
        for part in parts
    ]


def _id(place: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, place))


def _text(block: Block, _references: References) -> str:
    return block["value"]


def _list(block: Block, _references: References) -> Block:
    entries = [
        {"type": "item", "value": text, "id": _id(f"{block['title']}:{number}")}
        for number, text in enumerate(block["items"])
    ]
    return {"title": block["title"], "ordered": block["ordered"], "entries": entries}


def _table(block: Block, _references: References) -> Block:
    return table_value(caption=block["caption"], head=block["head"], rows=block["rows"])


def _callout(block: Block, _references: References) -> Block:
    return {"kind": block["kind"], "title": block["title"], "text": f"<p>{block['text']}</p>"}


def _image(block: Block, references: References) -> Block:
    image = references.images[block["image"]]
    chosen = {"image": image.pk, "decorative": False, "alt_text": image.description}
    return {"image": chosen, "caption": ""}


def _quiz(block: Block, references: References) -> int:
    return references.quizzes[block["quiz"]].pk


_VALUES: dict[str, Callable[[Block, References], Any]] = {
    "text": _text,
    "list": _list,
    "table": _table,
    "callout": _callout,
    "image": _image,
    "quiz": _quiz,
}
