"""From a file to the source of a document; what cannot be read for certain is refused.

`FileRefusedError` has one of these codes: empty, too_large, too_long, kind, and those that
`intranet.office_files.encodings` (binary, encoding, lost_letters, old_font_*),
`intranet.pages.files.word.opening` (docx_*) and `pdf` (pdf_password, pdf_damaged,
pdf_without_text) name.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice

from intranet.office_files import encodings, old_fonts
from intranet.office_files.refusal import FileRefusedError
from intranet.pages.files.content import fault_of
from intranet.policies.reading.files import pdf, word
from intranet.policies.reading.source import Block, Note, Source, TextBlock, composed, from_text

LARGEST = 20 * 1024 * 1024  # bytes
_PAGE_BREAK = b"\n<<<page break>>>\n"
LONGEST = 3_000_000  # signs; a document of a thousand pages has less


def source_of(extension: str, content: bytes) -> Source:
    """The source of a .docx, .pdf or .txt file; raises FileRefusedError."""
    read = _READERS.get(extension.lower().lstrip("."))
    if read is None:
        raise FileRefusedError("kind")
    if len(content) > LARGEST:
        raise FileRefusedError("too_large", most=LARGEST)
    if not content.strip():
        raise FileRefusedError("empty")
    blocks, notes = read(content)
    source = composed(_in_unicode(blocks), notes)
    if not source.text.strip():
        raise FileRefusedError("empty")
    if len(source.text) > LONGEST:
        raise FileRefusedError("too_long", most=LONGEST)
    return source


def _text(content: bytes) -> tuple[list[Block], tuple[Note, ...]]:
    """The lines of a text file; its page breaks outlive the decoding as a line of their own."""
    if fault_of("txt", BytesIO(content)):
        raise FileRefusedError("binary")
    text, encoding = encodings.decoded(content.replace(b"\f", _PAGE_BREAK))
    is_usual = encoding.startswith("utf") and encoding != old_fonts.TWICE
    notes = () if is_usual else (Note("converted", (("encoding", encoding),)),)
    return from_text(text.replace(_PAGE_BREAK.decode(), "\f")), notes


def _in_unicode(blocks: list[Block]) -> list[Block]:
    """The blocks without traces of old fonts; raises FileRefusedError where that is uncertain."""
    texts, _family = encodings.unicode_texts([text for block in blocks for text in _texts(block)])
    if lost := encodings.first_lost_letter(texts):
        raise FileRefusedError("lost_letters", line=lost)
    converted = iter(texts)
    return [_rewritten(block, converted) for block in blocks]


def _texts(block: Block) -> list[str]:
    """The lines of a text, or the cells of a table."""
    if isinstance(block, TextBlock):
        return block.text.split("\n")
    return [cell for row in block.rows for cell in row]


def _rewritten(block: Block, texts: Iterator[str]) -> Block:
    """A block with as many of these texts as it has lines or cells."""
    if isinstance(block, TextBlock):
        return block._replace(text="\n".join(islice(texts, block.text.count("\n") + 1)))
    return block._replace(rows=[list(islice(texts, len(row))) for row in block.rows])


_READERS: dict[str, Callable[[bytes], tuple[list[Block], tuple[Note, ...]]]] = {
    "docx": word.read,
    "pdf": pdf.read,
    "txt": _text,
}
