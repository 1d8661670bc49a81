"""Texts as people see them, to find and compare questions by; pure."""

import unicodedata

from search.text import fold


def tidy(text: str) -> str:
    """The text without signs and spaces that nobody sees, so that only its lines and words count.

    Files and editors add and drop them: spaces at ends, doubled ones, no-break spaces, tabs,
    characters without width.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    seen = (char for char in unicodedata.normalize("NFC", text) if not _is_unseen(char))
    lines = "".join(seen).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) == "Cf"


def wording(stem: str) -> str:
    """What questions of one wording share; of signs alone, such as «->», the signs themselves."""
    tidied = tidy(stem)
    return fold(tidied) or tidied
