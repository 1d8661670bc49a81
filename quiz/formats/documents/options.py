"""An option as a text has it, before it is known whether it is right; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.pages.files.word.words import Words
from quiz.formats.labels import starred, without_mark


@dataclass(slots=True)
class DraftOption:
    """An option as it stands in the text, with the look of its label and its words."""

    label: str
    lines: list[Words]
    label_words: Words
    is_marked: bool = False

    @property
    def text(self) -> str:
        """What it says, without a mark before or behind it."""
        return starred(without_mark(tidy(line.text for line in self.lines))[0])[0]


def tidy(lines: Iterable[str]) -> str:
    """Lines without needless spaces and empty lines, as one text."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def has_mark(text: str) -> bool:
    """Whether a text calls itself right by a star or «(đúng)»."""
    return without_mark(text)[1] or starred(text)[1]
