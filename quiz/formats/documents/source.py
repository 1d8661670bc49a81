"""A line of text as it comes out of a file, and what its letters look like; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from intranet.pages.files.word.words import Words
from quiz.formats.base import Place, Problem, ReadImage


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
