"""Text typed for the old Vietnamese fonts: TCVN3 (.VnTime) and VNI (VNI-Times), made Unicode.

Both wrote Vietnamese with the signs of Windows-1252; without their fonts it reads «NguyÔn V¨n».
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from intranet.office_files import syllables

TCVN3, VNI, TWICE = "tcvn3", "vni", "utf-8-twice"
ENOUGH_WORDS = 3
CERTAIN, SUSPICIOUS, NEW_SHARE = 0.95, 0.5, 0.1

_TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_SIGNS, _TCVN3_LETTERS)

_TONES_OF_VNI = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_MARKS_OF_VNI = {
    **_TONES_OF_VNI,
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + "\u0300",
    "á": _CIRCUMFLEX + "\u0301",
    "å": _CIRCUMFLEX + "\u0309",
    "ã": _CIRCUMFLEX + "\u0303",
    "ä": _CIRCUMFLEX + "\u0323",
    "ê": _BREVE,
    "è": _BREVE + "\u0300",
    "é": _BREVE + "\u0301",
    "ú": _BREVE + "\u0309",
    "ü": _BREVE + "\u0303",
    "ë": _BREVE + "\u0323",
}
_LETTERS_OF_VNI = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile("[aeouyôöAEOUYÔÖ][øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË]|[ôöñæóòîÔÖÑÆÓÒÎ]")

# Signs that Vietnamese in Unicode does not have but both fonts and wrongly read UTF-8 are full of.
_FOREIGN = re.compile("[¡-ª¬-¶¸-º¼-¿ÄÅÆÇËÏÑÖ×ØÛÜÞßÎäåæçëîïñöøûüþÿ\u00ad‚ƒ„†‡ˆ‰Š‹ŒŽ™š›œžŸ]")
_NEW = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_BYTES_WITHOUT_SIGN = {chr(code): bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


class Repaired(NamedTuple):
    """Texts in Unicode; `family` names what they were typed for, if anything was changed.

    Without certainty the texts are as they were and `is_certain` says so.
    """

    texts: list[str]
    family: str = ""
    is_certain: bool = True


def from_tcvn3(text: str) -> str:
    """The text typed for TCVN3 fonts in Unicode; small letters of a capital font become capital."""
    return re.sub(r"\w+", _as_capitals, text.translate(_TCVN3))


def _as_capitals(word: re.Match[str]) -> str:
    """«HáI» was typed for a capital font: small marked letters among capitals mean capitals."""
    plain = [letter for letter in word[0] if letter.isascii() and letter.isalpha()]
    if len(plain) > 1 and all(map(str.isupper, plain)):
        return word[0].upper()
    return word[0]


def from_vni(text: str) -> str:
    """The text typed for VNI fonts in Unicode."""
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(signs: re.Match[str]) -> str:
    """One letter of VNI: a vowel with the sign for its marks, or a letter of its own."""
    first, rest = signs[0][0], signs[0][1:]
    letter = _LETTERS_OF_VNI.get(first.lower(), first.lower())
    marks = _MARKS_OF_VNI[rest.lower()] if rest else ""
    composed = unicodedata.normalize("NFC", letter + marks)
    return composed.upper() if first.isupper() else composed


def from_utf8_read_twice(text: str) -> str:
    """The text whose UTF-8 was taken for Windows-1252 and saved so: «Cáº£i» → «Cải»."""
    try:
        return b"".join(map(_byte, text.replace("Ã ", "Ã\u00a0"))).decode()
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    return _BYTES_WITHOUT_SIGN.get(sign) or sign.encode("cp1252")


CONVERSIONS: dict[str, Callable[[str], str]] = {
    TWICE: from_utf8_read_twice,
    TCVN3: from_tcvn3,
    VNI: from_vni,
}


def repaired(texts: Sequence[str]) -> Repaired:
    """The texts of one file in Unicode, each converted if that makes it Vietnamese.

    A file may mix old texts with new ones; what already is Vietnamese stays as it is.
    """
    suspects = [text for text in texts if _FOREIGN.search(text)]
    if not suspects:
        return Repaired(list(texts))
    family = max(CONVERSIONS, key=lambda name: _gain("\n".join(suspects), CONVERSIONS[name]))
    convert = CONVERSIONS[family]
    before = "\n".join(suspects)
    after = "\n".join(map(convert, suspects))
    if not _is_worth_it(before, after):
        return Repaired(list(texts))
    if _share(after) < CERTAIN:
        return Repaired(list(texts), family, is_certain=False)
    # Where hardly anything is Unicode, words that could be either are old ones too.
    has_ties = family != TWICE and _new_texts(texts) <= len(suspects) * NEW_SHARE
    return Repaired([_better(text, convert, has_ties=has_ties) for text in texts], family)


def _is_worth_it(before: str, after: str) -> bool:
    """Whether the texts are hardly Vietnamese as they stand and much more so when converted."""
    good, total = syllables.shares(before)
    words = {word for word in syllables.marked_words(after) if syllables.is_syllable(word)}
    is_foreign = total == 0 or good / total < SUSPICIOUS
    return is_foreign and len(words) >= ENOUGH_WORDS and _share(after) > SUSPICIOUS


def _new_texts(texts: Sequence[str]) -> int:
    """How many texts have letters that only Unicode has, and nothing of old fonts."""
    return sum(bool(_NEW.search(text)) and not _FOREIGN.search(text) for text in texts)


def _better(text: str, convert: Callable[[str], str], *, has_ties: bool) -> str:
    """The text or its conversion, whichever is more Vietnamese; ties as the file as a whole."""
    if text.isascii():
        return text
    converted, stays = convert(text), _NEW.search(text) or not has_ties
    before, after = _rank(text), _rank(converted)
    return converted if after > before or (after == before and not stays) else text


def _rank(text: str) -> tuple[float, int]:
    good, total = syllables.shares(text)
    return (good / total if total else 0.0, good)


def _gain(text: str, convert: Callable[[str], str]) -> float:
    return _share("\n".join(map(convert, text.split("\n"))))


def _share(text: str) -> float:
    good, total = syllables.shares(text)
    return good / total if total else 0.0
