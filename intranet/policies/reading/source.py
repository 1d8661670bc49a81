"""The text of a document with the places of its lines and tables; pure.

All places are offsets into `Source.text`, which is composed (NFC) and has plain line ends.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intranet.office_files.encodings import cleaned

SIGNATURE = "signature"  # the code of a note
BESIDE = "beside"  # headers, footers, footnotes and comments of a Word document
COLUMN_GAP = re.compile(r"\t\s*| {3,}\s*")
MANY_COLUMNS = 3  # apart by spaces; two are the head or the foot of a paper


class Span(NamedTuple):
    """A piece of the source."""

    start: int
    end: int


class TextBlock(NamedTuple):
    """Lines as a file gives them; `is_whole` where a line is a paragraph and never goes on.

    What stands outside the text, such as a footnote, has a `kind`.
    """

    text: str
    page: int = 1
    is_whole: bool = False
    kind: str = ""


class TableBlock(NamedTuple):
    """Rows of cells as a file gives them; a cell may have several lines."""

    rows: Sequence[Sequence[str]]
    page: int = 1


Block = TextBlock | TableBlock


class Note(NamedTuple):
    """Something about a file that no place in its text shows."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, without the spaces around it."""

    text: str
    start: int
    page: int = 1
    blanks: int = 0
    indent: int = 0
    is_whole: bool = False
    kind: str = ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def lines(self) -> Iterator["Line"]:
        """Itself, as a table has its lines."""
        return iter((self,))

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A piece of it, without spaces around."""
        piece = self.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        at = self.start + start + lead
        return Line(piece.strip(), at, self.page, self.blanks, self.indent, self.is_whole)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; each cell is the lines in it."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    page: int = 1

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines, row by row and cell by cell."""
        return (line for row in self.rows for cell in row for line in cell)


Unit = Line | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and the lines and tables in it."""

    text: str
    units: tuple[Unit, ...]
    notes: tuple[Note, ...] = ()

    def words(self, spans: Iterable[Span]) -> str:
        """What the pieces say as running text; a hyphen at the end of a line joins."""
        said = ""
        for start, end in spans:
            piece = " ".join(self.text[start:end].split())
            said += piece if not said or _joins(said) or not piece else f" {piece}"
        return said


def _joins(said: str) -> bool:
    """Whether a word goes on in the next line: «2021-» and «2030», «36/2019/» and «QĐ-UBND»."""
    return said[-1] in "-/" and len(said) > 1 and said[-2].isalnum()


def columns(line: Line) -> list[Line]:
    """The columns that stand side by side in a line, apart by a tab or three spaces."""
    found, at = [], 0
    for gap in COLUMN_GAP.finditer(line.text):
        found.append(line.cut(at, gap.start()))
        at = gap.end()
    return [*found, line.cut(at)]


def from_text(text: str) -> list[Block]:
    """The pages of a typed or pasted text; rows with tabs between cells are tables."""
    blocks: list[Block] = []
    for page, content in enumerate(text.split("\f"), 1):
        blocks += _with_tables(content.splitlines(), page)
    return blocks


def _with_tables(lines: Sequence[str], page: int) -> Iterator[Block]:
    """The lines of a page as text, and as tables where two or more have the same columns."""
    plain: list[str] = []
    at = 0
    while at < len(lines):
        rows = _rows(lines, at)
        if len(rows) > 1:
            if plain:
                yield TextBlock("\n".join(plain), page)
            yield TableBlock(rows, page)
            plain = []
            at += len(rows)
        else:
            plain.append(lines[at])
            at += 1
    if plain:
        yield TextBlock("\n".join(plain), page)


def _rows(lines: Sequence[str], at: int) -> list[list[str]]:
    """The rows of a table that begins here, none where there is no table."""
    rows: list[list[str]] = []
    for line in lines[at:]:
        cells = _cells(line)
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows


def _cells(line: str) -> list[str]:
    """The cells of a row, apart by tabs or, from three on, by wide gaps."""
    bare = line.strip(" ")
    if "\t" in bare.strip():
        return [cell.strip() for cell in bare.split("\t")]
    cells = COLUMN_GAP.split(bare.strip())
    return cells if len(cells) >= MANY_COLUMNS else [bare]


def composed(blocks: Iterable[Block], notes: Sequence[Note] = ()) -> Source:
    """The source that these blocks are."""
    return _Composer().source(blocks, notes)


class _Composer:
    """Writes blocks one below the other and remembers where each line came to stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blanks = 0
        self.was_composed = True

    def source(self, blocks: Iterable[Block], notes: Sequence[Note]) -> Source:
        """The blocks as a source."""
        units: list[Unit] = []
        for block in blocks:
            if isinstance(block, TextBlock):
                units += self._lines(block)
            else:
                units.append(self._table(block))
        recomposed = () if self.was_composed else (Note("recomposed"),)
        return Source("".join(self.pieces), tuple(units), (*notes, *recomposed))

    def _lines(self, block: TextBlock) -> Iterator[Line]:
        """The lines of a text, counted from where the source ends now."""
        for raw in self._clean(block.text).split("\n"):
            start = self.length
            self._write(f"{raw}\n")
            said = raw.strip()
            if not said:
                self.blanks += 1
                continue
            indent = len(raw) - len(raw.lstrip())
            place = start + indent, block.page, self.blanks, indent
            yield Line(said, *place, block.is_whole, block.kind)
            self.blanks = 0

    def _clean(self, text: str) -> str:
        """The text as it stands in the source; page breaks are line ends."""
        self.was_composed = self.was_composed and unicodedata.is_normalized("NFC", text)
        return cleaned(text)

    def _table(self, block: TableBlock) -> Table:
        """A table; its cells stand one after the other, apart by tabs."""
        rows = []
        for row in block.rows:
            cells = []
            for cell in row:
                cells.append(tuple(self._cell(cell, block.page)))
                self._write("\t")
            self._write("\n")
            rows.append(tuple(cells))
        return Table(tuple(rows), block.page)

    def _cell(self, text: str, page: int) -> Iterator[Line]:
        """The lines of a cell."""
        for at, raw in enumerate(self._clean(text).split("\n")):
            self._write("\n" if at else "")
            start = self.length
            self._write(raw)
            said = raw.strip()
            if said:
                indent = len(raw) - len(raw.lstrip())
                yield Line(said, start + indent, page, indent=indent, is_whole=True)

    def _write(self, text: str) -> None:
        """Add to the source."""
        self.pieces.append(text)
        self.length += len(text)
