"""How Vietnamese text is normalised and folded; pure, imports nothing of ours."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[^0-9a-z]+")


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(text: str) -> str:
    """Return the composed text without control characters; tabs and line breaks stay.

    Nobody types them; pasted along from elsewhere they damage spreadsheets, and some databases
    refuse them.
    """
    return _CONTROLS.sub("", nfc(text))


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form, the only one that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text without marks and case, words one space apart: «Kỳ Anh» → «ky anh»."""
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", letters.lower()).strip()


def slug(text: str) -> str:
    """Return an address part for a Vietnamese title: «Chuyển đổi số» → «chuyen-doi-so»."""
    return fold(text).replace(" ", "-")
