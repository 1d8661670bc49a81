"""The paragraphs and tables of a Word document, with the numbers that Word counts itself; pure."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from intranet.office_files.refusal import FileRefusedError
from intranet.pages.files.word.numbering import Numbering
from intranet.pages.files.word.opening import WordFile, opened
from intranet.pages.files.word.paragraphs import ParagraphReader, paragraph_style, unwrapped
from intranet.policies.reading.source import BESIDE, Block, Note, TableBlock, TextBlock

MOST_PARAGRAPHS = 100_000
WIDEST = 63  # columns of a table in Word


def read(content: bytes) -> tuple[list[Block], tuple[Note, ...]]:
    """The blocks, and what of the document is not text; raises FileRefusedError."""
    return _Body(opened(content)).read()


class _Body:
    """Goes through a document once."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.reader = ParagraphReader(file)
        self.numbering = Numbering(file.numbering)
        self.codes: dict[str, None] = {}
        self.paragraphs = 0

    def read(self) -> tuple[list[Block], tuple[Note, ...]]:
        """All blocks; what stands beside the text comes last."""
        body = self.file.body.find(qn("w:body"))
        blocks = list(self._blocks(body)) if body is not None else []
        blocks += self._beside()
        return blocks, tuple(Note(code) for code in self.codes)

    def _blocks(self, element: BaseOxmlElement) -> Iterator[Block]:
        """Paragraphs and tables in their order."""
        for child in unwrapped(element):
            if child.tag == qn("w:p"):
                yield TextBlock(self._paragraph(child), is_whole=True)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)

    def _paragraph(self, element: BaseOxmlElement) -> str:
        """The lines of a paragraph with its number, and of the text boxes at it."""
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise FileRefusedError("too_long", most=MOST_PARAGRAPHS)
        found = self.reader.read(element)
        self.codes |= dict.fromkeys(code for code, _text in found.notes)
        if found.images:
            self.codes["docx_picture"] = None
        lines = [words.text for words in found.words()]
        if any(line.strip() for line in lines) and (label := self._label(element)):
            lines[0] = f"{label} {lines[0].lstrip()}"
        for box in found.boxes:
            lines += [self._paragraph(inner) for inner in box.iter(qn("w:p"))]
        return "\n".join(lines)

    def _label(self, element: BaseOxmlElement) -> str:
        """The number that Word counts for a paragraph."""
        properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None or properties.find(qn("w:numId")) is None:
            properties = self.reader.looks.numbering_of(paragraph_style(element))
        return self.numbering.label(properties)

    def _table(self, table: BaseOxmlElement) -> TableBlock:
        """A table; joined cells leave empty ones, so that columns agree."""
        rows = [self._row(row) for row in unwrapped(table) if row.tag == qn("w:tr")]
        return TableBlock(rows)

    def _row(self, row: BaseOxmlElement) -> list[str]:
        """The cells of a row."""
        cells: list[str] = []
        for cell in unwrapped(row):
            if cell.tag != qn("w:tc"):
                continue
            cells.append("\n".join(self._cell(cell)))
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            width = "" if span is None else span.get(qn("w:val")) or ""
            cells += [""] * (min(int(width), WIDEST) - 1 if width.isdecimal() else 0)
        return cells

    def _cell(self, cell: BaseOxmlElement) -> Iterator[str]:
        """The lines of a cell; those of a table within it too."""
        for child in unwrapped(cell):
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from ("\t".join(row) for row in self._table(child).rows)

    def _beside(self) -> Iterator[Block]:
        """What stands in headers, footers, notes and comments, each text once."""
        seen: set[str] = set()
        for _kind, root in self.file.beside:
            for paragraph in root.iter(qn("w:p")):
                text = "\n".join(words.text for words in self.reader.read(paragraph).words())
                if text.strip() and text not in seen:
                    seen.add(text)
                    yield TextBlock(text, is_whole=True, kind=BESIDE)
