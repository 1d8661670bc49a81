"""What abbreviations in a text stand for: said at the first place of each section, and in a list.

A hint that shows under a mouse only helps nobody on a phone, with a keyboard or a screen reader;
for them all abbreviations of the document stand in a list beside its contents.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from intranet.pages.text_links import TextLinks

_TAGS = re.compile(r"(<[^>]*>)")
# Within numbers of documents such as 28/KH-SLĐTBXH an abbreviation is a part of the symbol.
_BEFORE, _BEHIND = r"(?<![\w/.–-])(?<!&amp;)", r"(?![\w/–-]|&amp;)"
_CLOSED = re.compile(r"<(/?)(?:a|abbr|caption)\b")


class Term(NamedTuple):
    """An abbreviation and what it stands for."""

    short: str
    long: str


class Hints:
    """Sets hints into the texts of one document, around what sets its links.

    `used` has the terms that have occurred so far.
    """

    def __init__(self, links: TextLinks, terms: Iterable[Term]) -> None:
        self._links = links
        self._terms = {str(escape(term.short)): term for term in terms}
        longest_first = sorted(self._terms, key=len, reverse=True)
        shorts = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(f"{_BEFORE}(?:{shorts}){_BEHIND}") if shorts else None
        self._said: set[str] = set()
        self._used: dict[str, Term] = {}

    @property
    def used(self) -> list[Term]:
        """The terms that occur, in the order of the alphabet."""
        return sorted(self._used.values())

    def begin_section(self) -> None:
        """Say each abbreviation once more from here on."""
        self._said.clear()

    def in_text(self, text: str) -> SafeString:
        """Return plain text escaped, with links and hints."""
        return self._hinted(self._links.in_text(text))

    def in_html(self, html: str) -> SafeString:
        """Return safe HTML with links and hints."""
        return self._hinted(self._links.in_html(html))

    def _hinted(self, html: SafeString) -> SafeString:
        """Set hints between the tags, none within a link: its text names a document."""
        if self._pattern is None:
            return html
        pieces, depth = [], 0
        for piece in _TAGS.split(html):
            if piece.startswith("<"):
                if closed := _CLOSED.match(piece):
                    depth += -1 if closed[1] else 1
                pieces.append(piece)
            else:
                pieces.append(piece if depth else self._pattern.sub(self._hint, piece))
        return SafeString("".join(pieces))

    def _hint(self, found: re.Match[str]) -> str:
        short = found[0]
        term = self._used[short] = self._terms[short]
        if short in self._said:
            return short
        self._said.add(short)
        return format_html('<abbr title="{}">{}</abbr>', term.long, term.short)
