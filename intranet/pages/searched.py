"""What search is told of a page; each type of page tells it by `BasePage.searched`."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail.blocks import RichTextBlock

HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a page; `anchor` is where it stands on the page, empty for the page itself."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What a page is found by, and what its filters go by.

    `kind` is the word for it on the screen; `number` how a document is cited. `effective_to` is the
    first day on which it is no longer in effect.
    """

    kind: str
    sections: tuple[Section, ...]
    number: str = ""
    issuer: str = ""
    summary: str = ""
    day: datetime.date | None = None
    effective_from: datetime.date | None = None
    effective_to: datetime.date | None = None
    others: frozenset[int] = field(default_factory=frozenset)


def sections_of(*streams: Any) -> tuple[Section, ...]:
    """Return the text of page bodies, in a piece for each heading and each block."""
    return tuple(
        section
        for stream in streams
        for block in stream
        for section in _sections_of_block(block.block, block.value)
        if section.heading or section.text
    )


def sections_of_html(html: str) -> Iterator[Section]:
    """Return rich text cut at its headings."""
    heading, lines = "", list[str]()
    for element in BeautifulSoup(html, "html.parser").children:
        text = element.get_text(" ", strip=True)
        if isinstance(element, Tag) and element.name in HEADINGS:
            yield Section("", heading, "\n".join(lines))
            heading, lines = text, []
        elif text:
            lines.append(text)
    yield Section("", heading, "\n".join(lines))


def _sections_of_block(block: Any, value: Any) -> Iterable[Section]:
    if isinstance(block, RichTextBlock):
        return sections_of_html(value.source if value else "")
    return [Section("", "", "\n".join(map(str, block.get_searchable_content(value))))]
