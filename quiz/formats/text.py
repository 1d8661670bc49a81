"""From the bytes of a text file to its text; what is not certain is refused with a reason."""

import re

from intranet.office_files import encodings
from intranet.office_files.refusal import FileRefusedError as RefusedError
from quiz.formats.base import FileRefusedError


def decoded(content: bytes) -> tuple[str, str]:
    """The text in composed letters with plain line ends, and the name of its encoding.

    Text for TCVN3 and VNI fonts and UTF-8 that was read as Windows-1252 is converted where the
    result is Vietnamese; the encoding is then `tcvn3`, `vni` or `utf-8-twice`.
    """
    if not content.strip():
        raise FileRefusedError("text_empty")
    try:
        return encodings.decoded(content)
    except RefusedError as error:
        raise FileRefusedError(f"text_{error.code}", **error.details) from error


def tidy(text: str) -> str:
    """The text in the form that readers return.

    Composed, nothing invisible, one space between words, no space around lines, at most one blank
    line between two.
    """
    if not text or (text.isascii() and text.isalnum()):
        return text
    lines = (" ".join(line.split()) for line in encodings.cleaned(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def converted(texts: list[str]) -> tuple[list[str], str]:
    """Texts that were Unicode in their file without traces of old fonts, and the family of these.

    For workbooks and Word documents, where nothing has to be decoded; raises FileRefusedError.
    """
    try:
        return encodings.unicode_texts(texts)
    except RefusedError as error:
        raise FileRefusedError(f"text_{error.code}", **error.details) from error
