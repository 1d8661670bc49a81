"""Text with the looks of its letters; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


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


class Picture(NamedTuple):
    """A picture in a document."""

    name: str
    content: bytes
    alt: str = ""
