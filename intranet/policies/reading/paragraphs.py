"""Which lines of a text go on in the next one; pure.

Text layers and plain text break lines where the paper did. A line goes on if the next one begins
with a small letter, or if the first word of the next would not have fitted into it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intranet.policies.reading.source import Line

LONGEST_LINE = 140  # of a printed page; longer ones are paragraphs that nobody broke
FULL_AT_END = 0.88  # of the width, where a line ends with a full stop or the like
FULL_INSIDE = 0.72
SHORTEST_BROKEN = 50  # signs in a line of body text that a printer broke
INDENT = 3
_CUT = re.compile(r"\b(?:điều|khoản|điểm|mục|chương|số|tháng|ngày|năm)$", re.IGNORECASE)
_TERMINAL = frozenset(".;:!?…")
_CLOSING = '”"»)’]'
_UNFINISHED = frozenset(
    "và các của thuộc về với cho từ tại theo là hoặc cùng do trong trên".split()
)


def is_terminal(text: str) -> bool:
    """Whether a sentence or an item ends here."""
    return text.rstrip(_CLOSING + " ")[-1:] in _TERMINAL


def begins_small(text: str) -> bool:
    """Whether a line begins within a sentence."""
    return text.lstrip('“"(«')[:1].islower()


def is_unfinished(text: str) -> bool:
    """Whether a line plainly goes on: after a comma or a word such as «của»."""
    is_word = text.rpartition(" ")[2] in _UNFINISHED
    return text.endswith(",") or (is_word and not text.endswith("trực thuộc"))


def is_cut(before: str, text: str) -> bool:
    """Whether a line break stands within «tháng 3» or «số 28»."""
    return text[:1].isdigit() and _CUT.search(before) is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a text were broken.

    `width` is how many signs a full line has, zero where no line was broken; `blanks` is how many
    empty lines stand between lines of one paragraph; `indent` is where paragraphs begin, zero
    where they do not show it.
    """

    width: int
    blanks: int
    indent: int = 0

    def is_gap(self, line: Line) -> bool:
        """Whether more empty lines stand before a line than between any two."""
        return line.blanks > self.blanks

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether an unnumbered line belongs to the paragraph of the line before it."""
        if line.is_whole or not self.width:
            return False
        if before.text.isupper() and line.text.isupper():
            return not self.is_gap(line) and before.text[-1] not in ".:;"
        if begins_small(line.text):
            return not (self.is_gap(line) and is_terminal(before.text))
        if not is_terminal(before.text):
            is_open = is_unfinished(before.text) or is_cut(before.text, line.text)
            return is_open or self._is_full(before, line, FULL_INSIDE)
        return line.blanks == self.blanks and self._is_same_paragraph(before, line)

    def _is_same_paragraph(self, before: Line, line: Line) -> bool:
        """Whether a sentence that begins a line stands in the paragraph of the one before it."""
        if self.indent:
            return line.indent < self.indent and self._is_full(before, line, FULL_INSIDE)
        return self._is_full(before, line, FULL_AT_END)

    def is_closed(self, before: Line, line: Line) -> bool:
        """Whether a paragraph has ended before a line that may begin with a number."""
        if line.is_whole or not self.width or is_terminal(before.text) or self.is_gap(line):
            return True
        return not is_unfinished(before.text) and not self._is_full(before, line, FULL_AT_END)

    def _is_full(self, before: Line, line: Line, share: float) -> bool:
        """Whether the first word of a line would not have fitted into the line before."""
        word = line.text.partition(" ")[0]
        length = len(" ".join(before.text.split()))
        return length + 1 + len(word) > share * self.width


def layout_of(lines: Sequence[Line]) -> Layout:
    """How the lines of a text were broken, by what most of them show."""
    broken = [line for line in lines if not line.is_whole]
    lengths = sorted(len(" ".join(line.text.split())) for line in broken)
    if not lengths:
        return Layout(0, 0)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    going_on = [
        (before, line)
        for before, line in pairwise(broken)
        if begins_small(line.text)
        and not is_terminal(before.text)
        and len(before.text) >= SHORTEST_BROKEN
    ]
    if width > LONGEST_LINE or not going_on:
        return Layout(0, 0)
    inside = sorted(line.blanks for _before, line in going_on)
    return Layout(width, inside[len(inside) // 2], _paragraph_indent(broken, going_on))


def _paragraph_indent(lines: Sequence[Line], going_on: Sequence[tuple[Line, Line]]) -> int:
    """From which indent on a line begins a paragraph, zero if most that begin have none."""
    inner = sorted(line.indent for _before, line in going_on)
    usual = inner[len(inner) // 2]
    starts = [
        line
        for before, line in pairwise(lines)
        if is_terminal(before.text) and not begins_small(line.text)
    ]
    deep = sum(line.indent >= usual + INDENT for line in starts)
    return usual + INDENT if starts and deep > 0.6 * len(starts) else 0
