"""The outline of an official document: anchors for its parts and a table of contents; pure.

A part is cited by the path of its numbers: «c)» under «1.» under «III.» is III.1.c. Anchors that
an editor has set stay as they are; the others follow from the numbers, or from the position where
a part has none, so that the same document always gets the same addresses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

_NUMBER_SIGNS = " .):;/–-•*+"


@dataclass(frozen=True, slots=True)
class Part:
    """One part as printed, in the order of the document."""

    level: int
    label: str = ""
    title: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Entry:
    """One line of the table of contents."""

    label: str
    title: str
    anchor: str
    children: list["Entry"] = field(default_factory=list)


def label_key(label: str) -> str:
    """Return what a printed number adds to an anchor: «III.» gives III, «c)» c, a dash nothing."""
    return "".join(label.strip(_NUMBER_SIGNS).split())


def assign_anchors(parts: Sequence[Part]) -> list[str]:
    """Return one anchor for each part: its own if it has one, else derived; never two alike."""
    taken = {part.anchor for part in parts if part.anchor}
    kept: set[str] = set()
    path: list[tuple[int, str]] = []
    anchors = []
    for part in parts:
        while path and path[-1][0] >= part.level:
            path.pop()
        if part.anchor and part.anchor not in kept:
            anchor = part.anchor
        else:
            anchor = _free(_derived(part, path[-1][1] if path else ""), taken)
        taken.add(anchor)
        kept.add(anchor)
        path.append((part.level, anchor))
        anchors.append(anchor)
    return anchors


def _derived(part: Part, above: str) -> tuple[str, bool]:
    """Return the wished anchor of a part below `above`, and whether it has a number of its own."""
    key = label_key(part.label)
    if key:
        return (f"{above}.{key}" if above else key), True
    return above or "doan", False


def _free(wish: tuple[str, bool], taken: set[str]) -> str:
    """Return the wished anchor, with the first free count behind it where it is needed."""
    anchor, numbered = wish
    if numbered and anchor not in taken:
        return anchor
    count = 1 + numbered
    while f"{anchor}-{count}" in taken:
        count += 1
    return f"{anchor}-{count}"


def contents(parts: Sequence[Part], anchors: Sequence[str]) -> list[Entry]:
    """Return the nested table of contents: every part that has a title, under its nearest above."""
    roots: list[Entry] = []
    path: list[tuple[int, Entry]] = []
    for part, anchor in zip(parts, anchors, strict=True):
        if not part.title:
            continue
        entry = Entry(part.label, part.title, anchor)
        while path and path[-1][0] >= part.level:
            path.pop()
        (path[-1][1].children if path else roots).append(entry)
        path.append((part.level, entry))
    return roots
