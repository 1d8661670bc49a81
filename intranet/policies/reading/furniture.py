"""What printing added to a document: page numbers, running heads, ruled lines; pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from intranet.policies.reading.source import Line, Source
from intranet.policies.reading.words import RULE
from search.text import fold

PAGE_NUMBER, RUNNING_HEAD, RULED = "page_number", "running_head", "rule"
EDGE = 2  # lines at the top and at the bottom of a page among which running heads are looked for
FEWEST_REPEATS = 3
SHORTEST_PAGE = 15  # lines between two page numbers of a text whose pages nobody marked
_BARE = re.compile(r"[-–\s]*(\d{1,4})[-–\s]*")
_WORDED = re.compile(r"(?:Trang|Page|Tr\.)\s*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?", re.IGNORECASE)
_OF = re.compile(r"\d{1,4}\s?/\s?\d{1,4}")


def furniture(source: Source) -> dict[int, str]:
    """The kind of each line that printing added, by where it starts."""
    lines = [unit for unit in source.units if isinstance(unit, Line)]
    found = {line.start: RULED for line in lines if RULE.fullmatch(line.text)}
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.start not in found:
            pages[line.page].append(line)
    if len(pages) > 1:
        found |= _of_pages(pages)
    else:
        found |= {line.start: PAGE_NUMBER for line in _counted(lines)}
    return found


def _of_pages(pages: dict[int, list[Line]]) -> dict[int, str]:
    """Page numbers and running heads at the edges of pages that are known."""
    found = {}
    repeated = _repeated(pages)
    for lines in pages.values():
        for line in _edges(lines):
            if _is_page_number(line.text):
                found[line.start] = PAGE_NUMBER
            elif _key(line) in repeated:
                found[line.start] = RUNNING_HEAD
    return found


def _edges(lines: Sequence[Line]) -> Sequence[Line]:
    """The first and the last lines of a page."""
    return lines[:EDGE] if len(lines) <= 2 * EDGE else [*lines[:EDGE], *lines[-EDGE:]]


def _repeated(pages: dict[int, list[Line]]) -> set[str]:
    """What stands at the edges of most pages, numbers aside."""
    counts = Counter(
        key for lines in pages.values() for key in {_key(line) for line in _edges(lines)}
    )
    needed = max(FEWEST_REPEATS, len(pages) // 2)
    return {key for key, count in counts.items() if key and count >= needed}


def _key(line: Line) -> str:
    """A line without its numbers; empty where little else stands in it."""
    key = "".join(sign for sign in fold(line.text) if not sign.isdigit()).strip()
    return key if len(key) > 3 else ""


def _is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page is its number."""
    return bool(_BARE.fullmatch(text) or _WORDED.fullmatch(text) or _OF.fullmatch(text))


def _counted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that count up from 1 or 2 with a page of text between them."""
    expected, last = 0, 0
    for at, line in enumerate(lines):
        if _WORDED.fullmatch(line.text):
            yield line
            continue
        bare = _BARE.fullmatch(line.text)
        number = int(bare[1]) if bare else 0
        is_first = not expected and number in {1, 2} and (number == 1 or at >= SHORTEST_PAGE)
        is_next = number == expected and at - last >= SHORTEST_PAGE
        if number and (is_first or is_next):
            yield line
            expected, last = number + 1, at
