"""From the bytes of a text file to its text, whatever program wrote it; nothing is guessed."""

import re
from contextlib import suppress

from intranet.office_files import old_fonts, syllables
from intranet.office_files.refusal import FileRefusedError
from search.text import nfc

WINDOWS_1258 = "windows-1258"
CLEAR_LEAD = 0.2
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_UNWRITTEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LOST = re.compile(r"[^\W\d_]\?(?=[^\W\d_])|\ufffd")
_ADDRESS = re.compile(r"\S*(?:://|www\.|[?&][\w.-]+=)\S*")
LOST_AT_LEAST, LOST_SHARE = 3, 0.05


def decoded(content: bytes) -> tuple[str, str]:
    """The text, composed and with plain line ends, and the encoding; raises FileRefusedError."""
    try:
        text, encoding = unicode_text(content)
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4000]:
            raise FileRefusedError("binary") from error
        line = content.count(b"\n", 0, error.start) + 1
        text, encoding = _eight_bit_text(content, line)
    if "\x00" in text:
        raise FileRefusedError("binary")
    lines, family = unicode_texts(nfc(_LINE_ENDS.sub("\n", text)).split("\n"))
    if lost := first_lost_letter(lines):
        raise FileRefusedError("lost_letters", line=lost)
    return cleaned("\n".join(lines)), family or encoding


def unicode_text(content: bytes) -> tuple[str, str]:
    """UTF-8 or UTF-16, with or without a mark at the beginning; raises UnicodeDecodeError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16"), "utf-16"
    if b"\x00" in content[:200]:
        start = content[:4000]
        big = start[0::2].count(0) > start[1::2].count(0)
        encoding = "utf-16-be" if big else "utf-16-le"
        return content.decode(encoding), encoding
    return content.decode("utf-8-sig"), "utf-8"


def cleaned(text: str) -> str:
    """Composed letters, every kind of line end as one sign, nothing that cannot be seen."""
    return nfc(_UNWRITTEN.sub("", _LINE_ENDS.sub("\n", text)))


def unicode_texts(texts: list[str]) -> tuple[list[str], str]:
    """The texts of one file without traces of old fonts and the family they were typed for.

    Raises FileRefusedError if old text cannot be converted for certain.
    """
    result = old_fonts.repaired(texts)
    if not result.is_certain:
        raise FileRefusedError(f"old_font_{result.family.replace('-', '_')}")
    return result.texts, result.family


def first_lost_letter(texts: list[str]) -> int:
    """The number from one of the first text whose letters became question marks, 0 for none.

    «C?i cách hành chính» was saved where Vietnamese letters have no place; a few such signs are
    taken for a mistake in typing.
    """
    lost = words = first = 0
    for number, text in enumerate(texts, 1):
        if "?" in text or "\ufffd" in text:
            found = len(_LOST.findall(_ADDRESS.sub("", text)))
            first = first or (number if found else 0)
            lost += found
        words += text.count(" ") + 1
    return first if lost >= LOST_AT_LEAST and lost >= words * LOST_SHARE else 0


def _eight_bit_text(content: bytes, line: int) -> tuple[str, str]:
    """The text in the one old code of Vietnamese in which it clearly is Vietnamese."""
    latin = content.decode("latin-1")
    texts = {
        old_fonts.TCVN3: old_fonts.from_tcvn3(latin),
        old_fonts.VNI: old_fonts.from_vni(latin),
    }
    with suppress(UnicodeDecodeError):
        texts[WINDOWS_1258] = nfc(content.decode("cp1258"))
    ranking = sorted((_share(text), name) for name, text in texts.items())
    (second, _name), (share, encoding) = ranking[-2:]
    words = set(syllables.marked_words(texts[encoding]))
    is_clear = share >= old_fonts.CERTAIN and share - second >= CLEAR_LEAD
    if not is_clear or len(words) < old_fonts.ENOUGH_WORDS:
        raise FileRefusedError("encoding", line=line)
    return texts[encoding], encoding


def _share(text: str) -> float:
    good, total = syllables.shares(text)
    return good / total if total else 0.0
