"""How a cell of the template holds more than one thing: pairs, keywords, handling by option."""

import re
from collections.abc import Sequence

from quiz.formats.labels import normalised
from quiz.formats.sheets import words

ARROW = "=>"
_ARROW_SIGNS = r"(?:(?<!=)=+>|(?<![–—-])[–—-]+>|→|⇒)"
_SEPARATOR = re.compile(rf"(?<!\\)(?:\\\\)*({_ARROW_SIGNS})")
_ESCAPED = re.compile(rf"(\\*)({_ARROW_SIGNS})")
_UNESCAPED = re.compile(rf"(?<!\\)((?:\\\\)*)\\({_ARROW_SIGNS})")


def pair_of(text: str) -> tuple[str, str]:
    """The two sides of «left => right»; without an arrow the right side is empty."""
    match = _SEPARATOR.search(text)
    if match is None:
        return text, ""
    left, right = text[: match.start(1)], text[match.end(1) :]
    return _plain(left).strip(), _plain(right).strip()


def as_pair(left: str, right: str) -> str:
    """The cell for a pair; arrows within the sides get a backslash."""
    return f"{_guarded(left)} {ARROW} {_guarded(right)}"


def _guarded(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] * 2 + "\\" + found[2], text)


def _plain(text: str) -> str:
    return _UNESCAPED.sub(lambda found: found[1][::2] + found[2], text)


def keywords_of(text: str) -> tuple[str, ...]:
    """The keywords of a cell: one a line where it has lines, else by semicolons, else by commas."""
    separator = next((sign for sign in ("\n", ";", ",") if sign in text), "\n")
    found = (" ".join(word.split()) for word in text.split(separator))
    return tuple(dict.fromkeys(word for word in found if word))


def as_keywords(keywords: tuple[str, ...]) -> str:
    """The cell for keywords, by semicolons; where they contain these each gets a line.

    A single one with a semicolon stands there twice: readers take it once.
    """
    if not any(";" in word for word in keywords):
        is_lone = len(keywords) == 1 and "," in keywords[0]
        return f"{keywords[0]};" if is_lone else "; ".join(keywords)
    return "\n".join(keywords * 2 if len(keywords) == 1 else keywords)


def handlings_of(text: str) -> dict[str, str]:
    """How options that speak of others are handled, by label: «C: giữ chỗ; D: đổi chữ …»."""
    found = {}
    for part in re.split(r"[;\n]", text):
        label, _colon, word = part.partition(":")
        if handling := words.reference_handling_of(word):
            found[normalised(label)] = handling
    return found


def as_handlings(handlings: Sequence[tuple[str, str]]) -> str:
    """The cell that says how options that speak of others are handled."""
    return "; ".join(f"{label}: {words.REFERENCES[handling]}" for label, handling in handlings)
