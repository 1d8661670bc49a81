"""How Vietnamese text is normalised and folded; pure, imports nothing of ours."""

import re
import unicodedata

MOST_WORDS = 20  # of a query of the admin
_SEPARATORS = re.compile(r"[^0-9a-z]+")
# Format characters, and letters of other scripts that are drawn as nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(text: str) -> str:
    """Return the composed text without control characters; tabs and line breaks stay.

    Nobody types them; pasted along from elsewhere they damage spreadsheets, and some databases
    refuse them. A text of nothing visible is empty, so that no field is filled in by it.
    """
    composed = _CONTROLS.sub("", nfc(text))
    return composed if composed.isascii() or not is_blank(composed) else ""


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in the text: spaces, format characters, blank letters."""
    return all(
        char.isspace() or unicodedata.category(char) == "Cf" or char in _BLANK_LETTERS
        for char in text
    )


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form, the only one that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text without marks and case, words one space apart: «Kỳ Anh» → «ky anh»."""
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", letters.lower()).strip()


def beginnings(query: str) -> list[str]:
    """Return what a folded text with a space before each word has to contain to be found.

    Each word counts from its beginning, once, and no more of them than a statement should ask for.
    """
    return [f" {word}" for word in dict.fromkeys(fold(query).split())][:MOST_WORDS]


def slug(text: str) -> str:
    """Return an address part for a Vietnamese title: «Chuyển đổi số» → «chuyen-doi-so»."""
    return fold(text).replace(" ", "-")
