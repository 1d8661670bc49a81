"""By which words a question of the bank is found; pure, without Django.

The folded text of a question is kept with it: the stem in the first line, the rest below, with a
space before each word, so that a word is looked for from its beginning.
"""

import re
from collections.abc import Iterable
from typing import Any

from search.text import fold

_SPACES = re.compile(r"[ \t]{2,}")


def folded_text(question: Any, options: Iterable[Any], keywords: Iterable[str]) -> str:
    """The text by which a question is found: stem, then code, options, explanation, keywords.

    `question` may be one of the bank or a `ReadQuestion`, `options` theirs.
    """
    rest = [
        question.code or "",
        *(f"{option.text} {option.match}" for option in options),
        question.explanation,
        question.source_label,
        *keywords,
    ]
    lines = (fold(question.stem), fold(" ".join(rest)))
    return "\n".join(f" {line}" for line in lines)


def folded_stem(folded: str) -> str:
    """The folded stem within a folded text."""
    return folded.partition("\n")[0].strip()


def single_spaced(text: str) -> str:
    """The text with one space where several stood; line breaks stay."""
    return _SPACES.sub(" ", text)
