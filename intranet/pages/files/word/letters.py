"""Letters of symbol fonts, and composed letters with their looks; pure."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from intranet.pages.files.word.words import Style, Words

UNSEEN = frozenset(("Cc", "Cf"))  # control characters, and marks without width
UNKNOWN = "\ufffd"
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0xA1: "○", 0xA7: "▪", 0xA8: "☐",
    0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x51: "☑", 0x52: "☑", 0x50: "✓", 0x9F: "•", 0x76: "❖",
}  # fmt: skip
_SYMBOL = {
    0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xAE: "→", 0xDE: "⇒",
    0xDB: "⇔", 0xB0: "°", 0xB7: "•", 0xA5: "∞", 0xD6: "√", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π",
    0x73: "σ", 0x53: "Σ", 0x57: "Ω", 0x77: "ω", 0x6A: "φ", 0x71: "θ", 0x2D: "−",
}  # fmt: skip
PRIVATE = range(0xF000, 0xF100)


class Sign(NamedTuple):
    """One sign and its look."""

    text: str
    style: Style


def symbol(code: int, font: str) -> str:
    """The letter that a sign of a symbol font shows; one that says so where nobody knows it."""
    place = code - PRIVATE.start if code in PRIVATE else code
    table = _SYMBOL if font.lower().startswith("symbol") else _WINGDINGS
    return table.get(place, UNKNOWN)


def composed(signs: Sequence[Sign]) -> Words:
    """The signs as composed letters without what nobody sees; looks stay with their letters."""
    text: list[str] = []
    styles: list[Style] = []
    at = 0
    while at < len(signs):
        end = at + 1
        while end < len(signs) and unicodedata.combining(signs[end].text):
            end += 1
        cluster = unicodedata.normalize("NFC", "".join(sign.text for sign in signs[at:end]))
        for letter in cluster:
            if letter == "\t" or unicodedata.category(letter) not in UNSEEN:
                text.append(letter)
                styles.append(signs[at].style)
        at = end
    return Words("".join(text), tuple(styles))
