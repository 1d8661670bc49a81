"""How Vietnamese names are put in order; pure, without Django."""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# One sign per letter, in an order that every database collation agrees on; 0 parts the words.
_SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"
_RANK = dict(zip(_LETTERS, _SIGNS, strict=False))
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}


def sort_key(full_name: str) -> str:
    """Return a key of plain letters and digits that orders names as a staff list does.

    By given name, then family name, then what stands between; in the order of the Vietnamese
    alphabet (a, ă, â … d, đ), the tones deciding only between words of the same letters.
    """
    words = full_name.lower().split()
    keys = [_letters_and_tones(word) for word in [*words[-1:], *words[:-1]]]
    return "0".join(letters for letters, _ in keys) + "00" + "".join(tones for _, tones in keys)


def _letters_and_tones(word: str) -> tuple[str, str]:
    tones = ""
    letters = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones += _TONES[char]
        else:
            letters.append(char)
    composed = unicodedata.normalize("NFC", "".join(letters))
    return "".join(_RANK.get(letter, "") for letter in composed), tones or "1"
