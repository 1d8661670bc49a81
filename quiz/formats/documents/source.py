"""A line of text as it comes out of a file, and what its letters look like; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.formats.base import Place, Problem, ReadImage


class Style(NamedTuple):
    """What may set one option apart from the others; colours are empty where they are usual."""

    bold: bool = False
    underline: bool = False
    colour: str = ""
    highlight: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text with the look of each of its signs; typed text has no looks at all."""

    text: str
    styles: Sequence[Style] = ()

    def cut(self, start: int, end: int | None = None) -> "Words":
        """The signs from one place to another."""
        return Words(self.text[start:end], self.styles[start:end])

    def part(self, text: str) -> "Words":
        """The piece that says this text, as its last occurrence."""
        start = self.text.rfind(text)
        return self.cut(start, start + len(text)) if start >= 0 else Words(text)


@dataclass(frozen=True, slots=True)
class Source:
    """One line of a file.

    `words` is what is read, `raw` what stands there; the two differ where a cell of a table is
    read as if its column's name stood before it. A `role` given here is final.
    """

    place: Place
    words: Words
    raw: str
    is_after_blank: bool = False
    images: Sequence[ReadImage] = ()
    problems: Sequence[Problem] = ()
    role: str = ""

    @property
    def text(self) -> str:
        """What is read."""
        return self.words.text
