"""A GIFT file cut into blocks at its blank lines, comment lines and categories apart.

Unlike Moodle a line that holds only «0» is text, a blank line within braces does not end a question
if the braces are closed before others open, and a category is one line whatever follows it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from quiz.formats.base import BLANK, COMMENT, HEADING, QUESTION, Line, Place
from quiz.formats.gift.signs import hidden

CATEGORY = "$CATEGORY:"

_BRACE = re.compile(r"[{}]")
_NEW_QUESTION = ("::", CATEGORY)


class Category(NamedTuple):
    """A line that says where the questions after it belong."""

    line: int
    path: str


@dataclass(frozen=True)
class Block:
    """Lines that belong together, escapes hidden and comment lines blanked.

    `first` is the number of the first line; `comments` are (number, text).
    """

    text: str
    first: int
    comments: Sequence[tuple[int, str]] = ()
    follows_category: bool = False
    follows_question: bool = False

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def line_at(self, position: int) -> int:
        """The number of the line on which a position of the text stands."""
        return self.first + bisect_left(self._breaks, position)

    @property
    def start(self) -> int:
        """The number of the first line that is not blank."""
        return self.line_at(len(self.text) - len(self.text.lstrip()))

    def cut(self, positions: Sequence[int]) -> list["Block"]:
        """The blocks that begin with the lines of these positions, and what stands before them."""
        begins = [0, *(self.text.rfind("\n", 0, position) + 1 for position in positions)]
        if len(begins) == 1:
            return [self]
        comments, blocks = list(self.comments)[::-1], []
        for begin, end in pairwise([*begins, len(self.text) + 1]):
            last, own = self.line_at(end - 1), []
            while comments and comments[-1][0] <= last:
                own.append(comments.pop())
            block = Block(
                self.text[begin:end],
                self.line_at(begin),
                tuple(own),
                follows_category=self.follows_category and not begin,
                follows_question=bool(begin),
            )
            blocks.append(block)
        return blocks


def lines_of(text: str) -> list[Line]:
    """Every line with its role; blank ones are left out."""
    roles = ((number, _role(line), line) for number, line in enumerate(text.split("\n"), start=1))
    return [Line(Place(number), role, line) for number, role, line in roles if role != BLANK]


def _role(line: str) -> str:
    stripped = line.strip()
    if not stripped:
        return BLANK
    if stripped.startswith("//"):
        return COMMENT
    return HEADING if stripped.startswith(CATEGORY) else QUESTION


def split(text: str) -> Iterator[Block | Category]:
    """The blocks and categories of a file in their order."""
    lines = [line.strip() for line in text.split("\n")]
    plain = ["" if line.startswith("//") else hidden(line) for line in lines]
    closed_next = _closed_next(lines, plain)
    gathering = _Gathering()
    for place, line in enumerate(lines):
        is_within = gathering.is_open and closed_next[place]
        if line.startswith(CATEGORY) and not is_within:
            yield from gathering.finished()
            yield Category(place + 1, line[len(CATEGORY) :].strip())
            gathering.follows_category = True
        elif line or is_within:
            gathering.add(place + 1, line, plain[place])
        else:
            yield from gathering.finished()
            gathering.follows_category = False
    yield from gathering.finished()


def _closed_next(lines: Sequence[str], plain: Sequence[str]) -> list[bool]:
    """For each line whether the first brace from it on closes, with no new question before that."""
    closed, found = [], False
    for line, text in zip(reversed(lines), reversed(plain), strict=True):
        brace = _BRACE.search(text)
        if line.startswith(_NEW_QUESTION):
            found = False
        elif brace:
            found = brace[0] == "}"
        closed.append(found)
    return closed[::-1]


class _Gathering:
    """The lines of the block that is being read."""

    def __init__(self) -> None:
        self.follows_category = False
        self._forget()

    def _forget(self) -> None:
        self.is_open = False
        self._first = 0
        self._lines: list[str] = []
        self._comments: list[tuple[int, str]] = []

    def add(self, number: int, line: str, plain: str) -> None:
        """Take a line along; `plain` is empty for a comment."""
        self._first = self._first or number
        self._lines.append(plain)
        if line.startswith("//"):
            self._comments.append((number, line))
        if _BRACE.search(plain):
            self.is_open = plain.rfind("{") > plain.rfind("}")

    def finished(self) -> Iterator[Block]:
        """The block as far as it came, if there is one."""
        if self._lines:
            text = "\n".join(self._lines)
            yield Block(text, self._first, tuple(self._comments), self.follows_category)
        self._forget()
