"""The lines of a Word document in their order, with tables and what stands beside; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from intranet.pages.files.word.numbering import Numbering
from intranet.pages.files.word.opening import WordFile
from intranet.pages.files.word.paragraphs import ParagraphReader, paragraph_style, unwrapped
from intranet.pages.files.word.words import Style, Words
from quiz.formats.base import (
    COMMENT,
    NOTICE,
    UNREAD,
    WARNING,
    FileRefusedError,
    Place,
    Problem,
    ReadImage,
)
from quiz.formats.documents.source import Source
from quiz.formats.documents.word.tables import (
    Column,
    header_of,
    is_key_table,
    prefixes,
    rank,
    unnamed_prefixes,
)
from quiz.formats.documents.words import is_comment
from quiz.formats.text import converted
from search.text import plain

MOST_LINES = 200_000
WIDEST = 63  # columns of a table in Word
NOTICES = frozenset(("docx_header", "docx_added"))
BESIDE = {
    "header": "docx_header",
    "footer": "docx_header",
    "footnotes": "docx_footnote",
    "endnotes": "docx_footnote",
    "comments": "docx_comment",
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is shown, with what came along; `is_blank` that an empty line is before it."""

    paragraph: int
    words: Words
    is_after_blank: bool = False
    images: Sequence[ReadImage] = ()
    problems: Sequence[Problem] = ()


class Cell(NamedTuple):
    """A cell of a table; a joined one belongs to the cell above it."""

    lines: tuple[ShownLine, ...] = ()
    is_joined: bool = False

    @property
    def text(self) -> str:
        """What it says on one line."""
        return " ".join(line.words.text.strip() for line in self.lines).strip()


def sources_of(file: WordFile) -> tuple[list[Source], list[Problem]]:
    """Return the lines of a document, and messages about it as a whole."""
    sources = _Body(file).sources()
    texts, family = converted([source.raw for source in sources])
    if not family:
        return _with_usual_colour(sources), []
    changed = [_reworded(source, text) for source, text in zip(sources, texts, strict=True)]
    problem = Problem(NOTICE, "docx_converted", Place(1), details={"family": family})
    return _with_usual_colour(changed), [problem]


class _Body:
    """Goes through a document once."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.reader = ParagraphReader(file)
        self.numbering = Numbering(file.numbering)
        self.paragraph = 0
        self.boxed: list[Source] = []

    def sources(self) -> list[Source]:
        """All lines; those beside the text come last."""
        body = self.file.body.find(qn("w:body"))
        found = list(self._blocks(body)) if body is not None else []
        return [*found, *self.boxed, *self._beside()]

    def _blocks(self, element: BaseOxmlElement) -> Iterator[Source]:
        """The lines of paragraphs and tables."""
        is_blank = False
        for child in unwrapped(element):
            if child.tag == qn("w:p"):
                lines = self._paragraph(child, is_blank=is_blank)
                yield from (_source(line) for line in lines)
                is_blank = not lines
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
                is_blank = True

    def _paragraph(self, element: BaseOxmlElement, *, is_blank: bool) -> list[ShownLine]:
        """The lines of a paragraph that say something or hold a picture."""
        self.paragraph += 1
        if self.paragraph > MOST_LINES:
            raise FileRefusedError("docx_too_long", most=MOST_LINES)
        read = self.reader.read(element)
        place = Place(self.paragraph)
        problems = [
            Problem(NOTICE if code in NOTICES else WARNING, code, place, text)
            for code, text in read.notes
        ]
        for box in read.boxes:
            self.boxed += self._aside(box, "docx_text_box")
        lines = read.words()
        label = self._label(element) if any(line.text.strip() for line in lines) else ""
        lines[0] = _joined(Words(f"{label} " if label else ""), lines[0])
        shown = [line for line in lines if line.text.strip()]
        if not shown and (read.images or problems):
            shown = [Words("")]
        return [
            ShownLine(
                self.paragraph,
                words,
                is_after_blank=is_blank and not at,
                images=() if at else tuple(ReadImage(*picture) for picture in read.images),
                problems=() if at else tuple(problems),
            )
            for at, words in enumerate(shown)
        ]

    def _label(self, element: BaseOxmlElement) -> str:
        """The label that Word counts for a paragraph."""
        numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = self.reader.looks.numbering_of(paragraph_style(element))
        if numbering is None or numbering.find(qn("w:numId")) is None:
            numbering = style
        return self.numbering.label(numbering)

    def _table(self, table: BaseOxmlElement) -> Iterator[Source]:
        """The lines of a table."""
        rows = [self._row(row) for row in unwrapped(table) if row.tag == qn("w:tr")]
        texts = [[cell.text for cell in row] for row in rows]
        if is_key_table(texts):
            yield from (_row_source(row) for row in rows)
            return
        header, columns = header_of(texts)
        for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
            if header is not None and cells == texts[header]:
                lines = (line for cell in row for line in cell.lines)
                yield from (replace(_source(line), role=COMMENT) for line in lines)
            elif header is not None and number > header:
                yield from _named_row(columns, rows, number)
            else:
                yield from _prefixed(row, unnamed_prefixes(cells))

    def _row(self, row: BaseOxmlElement) -> list[Cell]:
        """The cells of a row; joined cells leave empty ones, so that columns agree."""
        found: list[Cell] = []
        for cell in unwrapped(row):
            if cell.tag != qn("w:tc"):
                continue
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            is_own = merge is None or merge.get(qn("w:val")) == "restart"
            found.append(Cell(tuple(self._cell(cell))) if is_own else Cell(is_joined=True))
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            width = "" if span is None else span.get(qn("w:val")) or ""
            found += [Cell()] * (min(int(width), WIDEST) - 1 if width.isdecimal() else 0)
        return found

    def _cell(self, cell: BaseOxmlElement) -> list[ShownLine]:
        """The lines of a cell; those of a table within it too."""
        found: list[ShownLine] = []
        is_blank = False
        for child in unwrapped(cell):
            if child.tag == qn("w:p"):
                lines = self._paragraph(child, is_blank=is_blank)
                is_blank = not lines
                found += lines
            elif child.tag == qn("w:tbl"):
                rows = (row for row in unwrapped(child) if row.tag == qn("w:tr"))
                found += [line for row in rows for inner in self._row(row) for line in inner.lines]
        return found

    def _aside(self, element: BaseOxmlElement, code: str) -> Iterator[Source]:
        """Lines beside the text, each of which is told of."""
        for paragraph in element.iter(qn("w:p")):
            for words in self.reader.read(paragraph).words():
                if not words.text.strip():
                    continue
                place = Place(self.paragraph)
                severity = NOTICE if code in NOTICES else WARNING
                problem = Problem(severity, code, place, words.text.strip())
                is_furniture = code == "docx_header" and is_comment(words.text)
                role, problems = (COMMENT, ()) if is_furniture else (UNREAD, (problem,))
                yield Source(place, words, words.text, problems=problems, role=role)

    def _beside(self) -> Iterator[Source]:
        """What stands in headers, footers, notes and comments, each text once."""
        seen: set[str] = set()
        for name, root in self.file.beside:
            for source in self._aside(root, BESIDE[name]):
                if source.raw not in seen:
                    seen.add(source.raw)
                    yield source


def _source(line: ShownLine, prefix: str = "") -> Source:
    """A line as it is read, with what its column says before it."""
    return Source(
        Place(line.paragraph),
        _joined(Words(prefix), line.words),
        line.words.text,
        line.is_after_blank,
        line.images,
        line.problems,
    )


def _prefixed(row: Sequence[Cell], before: Sequence[str]) -> Iterator[Source]:
    """The lines of the cells of a row, each cell read with its prefix."""
    for cell, prefix in zip(row, before, strict=True):
        yield from (_source(line, "" if at else prefix) for at, line in enumerate(cell.lines))


def _named_row(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], number: int
) -> Iterator[Source]:
    """The lines of a row under named columns, the question first.

    What is said for several rows in one joined cell is said again for each, out of sight.
    """
    row = rows[number]
    question = next((at for at, column in enumerate(columns) if column.name == "stem"), 0)
    if question < len(row) and row[question].is_joined:
        yield from _prefixed(row, [""] * len(row))
        return
    before = prefixes(columns, [cell.text for cell in row], number)
    order = sorted(range(len(row)), key=lambda at: rank(columns, at))
    for at in order:
        yield from _prefixed([row[at]], [before[at]])
        if row[at].is_joined and at < len(columns) and columns[at].is_remark:
            above = (one[at] for one in reversed(rows[:number]) if at < len(one))
            text = next((cell.text for cell in above if not cell.is_joined), "")
            words = Words(f"{columns[at].name}: {text}") if text else Words("")
            yield Source(Place(0), words, "")


def _row_source(row: Sequence[Cell]) -> Source:
    """A row of a table of keys as one line."""
    lines = [line for cell in row for line in cell.lines]
    place = Place(lines[0].paragraph if lines else 0)
    text = "\t".join(cell.text for cell in row)
    problems = tuple(problem for line in lines for problem in line.problems)
    return Source(place, Words(text), text, problems=problems)


def _joined(first: Words, second: Words) -> Words:
    """Two pieces as one; the first has no look of its own."""
    if not first.text:
        return second
    return Words(first.text + second.text, (Style(),) * len(first.text) + tuple(second.styles))


def _reworded(source: Source, text: str) -> Source:
    """A line with its text converted; looks stay with the letters as well as lengths allow."""
    if text == source.raw:
        return source
    prefix = source.text[: len(source.text) - len(source.raw)]
    words, styles = plain(text), source.words.styles
    ratio = len(styles) / max(1, len(prefix) + len(words))
    spread = tuple(styles[int(at * ratio)] for at in range(len(prefix) + len(words)) if styles)
    return replace(source, words=Words(prefix + words, spread), raw=text)


def _with_usual_colour(sources: Sequence[Source]) -> list[Source]:
    """The lines with the colour of most letters taken for no colour."""
    colours = Counter(style.colour for source in sources for style in source.words.styles)
    usual = colours.most_common(1)[0][0] if colours else ""
    if not usual:
        return list(sources)

    def seen(style: Style) -> Style:
        return style._replace(colour="" if style.colour == usual else style.colour or "usual")

    return [
        replace(source, words=Words(source.text, tuple(map(seen, source.words.styles))))
        for source in sources
    ]
