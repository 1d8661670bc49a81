"""Corrections of an outline before a draft is made of it; pure, the given parts stay as they are.

What is taken out of the outline becomes a leftover, so that nothing is dropped.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from intranet.policies.outline import Part, assign_anchors

Parts = list[dict[str, Any]]
TEXTS = ("level", "label", "title", "text")


def digest(part: Mapping[str, Any]) -> str:
    """A mark of a part, to see whether somebody has changed it since it was shown."""
    text = json.dumps(part, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def place_of(parts: Sequence[Mapping[str, Any]], number: int) -> int | None:
    """Where the part with this number stands now; none where it was joined or taken out."""
    places = (at for at, part in enumerate(parts) if part["number"] == number)
    return next(places, None)


def changed(parts: Sequence[Mapping[str, Any]], at: int, values: Mapping[str, Any]) -> Parts:
    """The outline with other values of one part."""
    made = [dict(part) for part in parts]
    before = dict(made[at])
    made[at] |= {name: values[name] for name in TEXTS if name in values}
    if (before["level"], before["label"]) != (made[at]["level"], made[at]["label"]):
        _forget_anchors(made, at, min(before["level"], made[at]["level"]))
    return made


def joined(parts: Sequence[Mapping[str, Any]], at: int) -> Parts:
    """The outline with a part as the end of the one before it; as it was where that cannot be."""
    if not may_join(parts, at):
        return [dict(part) for part in parts]
    made = [dict(part) for part in parts]
    part = made.pop(at)
    above = made[at - 1]
    above["text"] = " ".join(filter(None, (above["text"], flat(part))))
    _forget_anchors(made, at, part["level"], is_kept=True)
    return made


def may_join(parts: Sequence[Mapping[str, Any]], at: int) -> bool:
    """Whether a part can become the end of the one before it: neither may be a table."""
    return at > 0 and not parts[at]["rows"] and not parts[at - 1]["rows"]


def without(parts: Sequence[Mapping[str, Any]], at: int) -> Parts:
    """The outline without a part; what stood below it now stands below the one before."""
    made = [dict(part) for part in parts]
    part = made.pop(at)
    _forget_anchors(made, at, part["level"], is_kept=True)
    return made


def flat(part: Mapping[str, Any]) -> str:
    """A part as running text, a table row by row."""
    rows = "\n".join(" | ".join(row) for row in part["rows"])
    return " ".join(filter(None, (part["label"], part["title"], part["text"], rows)))


def with_part(parts: Sequence[Mapping[str, Any]], part: Mapping[str, Any]) -> Parts:
    """The outline with a part back at the place where the paper has it."""
    made = [dict(one) for one in parts]
    later = (at for at, one in enumerate(made) if one["number"] > part["number"])
    at = next(later, len(made))
    made.insert(at, {**part, "anchor": ""})
    _forget_anchors(made, at, part["level"])
    return made


def with_anchors(parts: Sequence[Mapping[str, Any]]) -> Parts:
    """The outline with the addresses that its parts will have."""
    outline = [
        Part(level=part["level"], label=part["label"], anchor=part["anchor"]) for part in parts
    ]
    return [
        {**part, "anchor": anchor}
        for part, anchor in zip(parts, assign_anchors(outline), strict=True)
    ]


def _forget_anchors(parts: Parts, at: int, level: int, *, is_kept: bool = False) -> None:
    """Have the addresses of a part and of those below it follow from the numbers anew.

    `is_kept` where the part itself is gone and only those below it stand at this place.
    """
    for place in range(at, len(parts)):
        if parts[place]["level"] <= level and (is_kept or place > at):
            break
        parts[place]["anchor"] = ""
