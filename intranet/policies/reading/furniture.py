"""What printing added to a document: page numbers, running heads, ruled lines; pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence

from intranet.policies.reading.source import Line, Source
from intranet.policies.reading.words import RULE, is_upper
from search.text import fold

PAGE_NUMBER, RUNNING_HEAD, RULED = "page_number", "running_head", "rule"
EDGE = 2  # lines at the top and at the bottom of a page among which running heads are looked for
FEWEST_REPEATS = 3
LONGEST_TOP = 15  # lines before a document among which the gazette names its section
SHORTEST_PAGE = 15  # lines between two page numbers of a text whose pages nobody marked
_BARE = re.compile(r"[-–\s]*(\d{1,4})[-–\s]*")
_WORDED = re.compile(r"(?:Trang|Page|Tr\.)\s*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?", re.IGNORECASE)
_OF = re.compile(r"\d{1,4}\s?/\s?\d{1,4}")
# «CÔNG BÁO/Số 1043 + 1044/Ngày 20-12-2021», the number of the page at either side.
_GAZETTE = re.compile(
    r"(?:\d{1,4}\s+)?CÔNG\s{1,5}BÁO\b\D{0,60}\b[Ss]ố:?\s{0,5}\d[\d\s+,&–-]{0,40}"
    r"(?:[\s/,.–-]{0,9}[Nn]gày\s{0,5}\d{1,2}(?:\s?[-–/.]\s?|\s{1,5}tháng\s{1,5})"
    r"\d{1,2}(?:\s?[-–/.]\s?|\s{1,5}năm\s{1,5})\d{4})?(?:\s+\d{1,4})?"
)
_OTHER_ISSUE = re.compile(
    r"\(\s?(?:Xem )?tiếp(?: theo)?(?: kỳ)? Công báo\s\D{0,30}số\s?\d[\d\s+,&–-]{0,40}\)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:PHẦN\s|(?:PHẦN\s)?(?:THỨ\s\S{1,4}|[IVX]{1,4}|\d)\s?[.:–-]?\s)?"
    r"VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|PHÁP QUY|KHÁC|CHỈ ĐẠO, ĐIỀU HÀNH)"
)


def furniture(source: Source) -> dict[int, str]:
    """The kind of each line that printing added, by where it starts."""
    lines = [unit for unit in source.units if isinstance(unit, Line)]
    found = {line.start: RULED for line in lines if RULE.fullmatch(line.text)}
    found |= _of_gazette([line for line in lines if line.start not in found])
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.start not in found:
            pages[line.page].append(line)
    if len(pages) > 1:
        found |= _of_pages(pages)
    else:
        found |= {line.start: PAGE_NUMBER for line in _counted(lines)}
    return found


def _of_gazette(lines: Sequence[Line]) -> dict[int, str]:
    """What the official gazette prints above each page and before the first document."""
    heads = [at for at, line in enumerate(lines) if _is_gazette(line.text)]
    found = {lines[at].start: RUNNING_HEAD for at in heads}
    for at in heads:
        for beside in lines[max(0, at - 1) : at + 2]:
            if beside.page == lines[at].page and beside.text.isdecimal() and len(beside.text) < 5:
                found[beside.start] = PAGE_NUMBER
    if heads and (section := _section(lines[:LONGEST_TOP], found)):
        found[section.start] = RUNNING_HEAD
    return found


def _section(lines: Sequence[Line], found: Container[int]) -> Line | None:
    """The section of the gazette, which stands above all that the document has in capitals."""
    capitals = (line for line in lines if line.start not in found and is_upper(line.text))
    first = next(capitals, None)
    return first if first and _SECTION.fullmatch(first.text) else None


def _is_gazette(text: str) -> bool:
    """Whether a line is the running head of the gazette, or names another issue of it."""
    return bool(_GAZETTE.fullmatch(text) or _OTHER_ISSUE.fullmatch(text))


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
