"""The outline of an official document: anchors for its parts and a table of contents; pure.

A part is cited by the path of its numbers: «c)» under «1.» under «III.» is III.1.c. Articles are
counted through the whole document, whatever chapter they stand in: dieu-3.2.a. Anchors that an
editor has set stay as they are; the others follow from the numbers, or from the position where a
part has none, so that the same document always gets the same addresses.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.text import slug

NUMBER_SIGNS = " .):;/(–-•*+"
NAMED = re.compile(
    r"(phần(?: thứ)?|chương|tiểu mục|mục|điều|phụ lục(?: số)?)\b\s*(.*)", re.IGNORECASE
)
ARTICLE, ANNEXES = "dieu-", ("phu-luc", "kem-theo")


@dataclass(frozen=True, slots=True)
class Part:
    """One part as printed, in the order of the document."""

    level: int
    label: str = ""
    title: str = ""
    anchor: str = ""
    is_table: bool = False


@dataclass(slots=True)
class Entry:
    """One line of the table of contents."""

    label: str
    title: str
    anchor: str
    children: list["Entry"] = field(default_factory=list)


def label_key(label: str) -> str:
    """Return what a printed number adds to an anchor.

    «III.» gives III, «c)» c, «Điều 3.» dieu-3, «Chương II» chuong-II, a dash nothing.
    """
    bare = " ".join(label.strip(NUMBER_SIGNS).split())
    named = NAMED.fullmatch(bare)
    if not named:
        return "".join(bare.split())
    number = named[2] if named[2].isascii() else slug(named[2])
    return "-".join(piece for piece in (slug(named[1]), *number.split()) if piece)


def assign_anchors(parts: Sequence[Part]) -> list[str]:
    """Return one anchor for each part: its own if it has one, else derived; never two alike."""
    taken = {part.anchor for part in parts if part.anchor}
    kept: set[str] = set()
    counts: dict[str, int] = {}
    path: list[tuple[int, str]] = []
    anchors = []
    for part in parts:
        while path and path[-1][0] >= part.level:
            path.pop()
        if part.anchor and part.anchor not in kept:
            anchor = part.anchor
        else:
            anchor = _free(_derived(part, [anchor for _level, anchor in path]), taken, counts)
        taken.add(anchor)
        kept.add(anchor)
        path.append((part.level, anchor))
        anchors.append(anchor)
    return anchors


def _derived(part: Part, path: Sequence[str]) -> tuple[str, bool]:
    """Return the wished anchor of a part below these, and whether it has a number of its own."""
    key = label_key(part.label)
    above = path[-1] if path else ""
    if key.startswith(ARTICLE):
        above = path[0] if path and path[0].startswith(ANNEXES) else ""
    before, point, last = key.rpartition(".")
    if point and f".{above}".endswith(f".{before}"):  # «1.2.» below «1.» is III.1.2
        return f"{above}.{last}", True
    if key:
        return (f"{above}.{key}" if above else key), True
    return above or "doan", False


def _free(wish: tuple[str, bool], taken: set[str], counts: dict[str, int]) -> str:
    """Return the wished anchor, with the first free count behind it where it is needed.

    `counts` has the last count behind each anchor; those before it are taken.
    """
    anchor, numbered = wish
    if numbered and anchor not in taken:
        return anchor
    count = counts.get(anchor, 0) + 1
    if numbered:
        count = max(count, 2)
    while f"{anchor}-{count}" in taken:
        count += 1
    counts[anchor] = count
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
