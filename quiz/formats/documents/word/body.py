"""The lines of a Word document in their order, with tables and what stands beside; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

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
from quiz.formats.documents.source import Source, Style, Words
from quiz.formats.documents.word.numbering import Numbering
from quiz.formats.documents.word.opening import WordFile
from quiz.formats.documents.word.paragraphs import ParagraphReader, paragraph_style
from quiz.formats.documents.word.tables import columns_of, is_key_table, prefixes
from quiz.formats.documents.words import is_comment
from quiz.formats.text import converted
from search.text import plain

MOST_LINES = 200_000
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
        for child in _unwrapped(element):
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
                images=() if at else tuple(read.images),
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
        rows = [
            [self._cell(cell) for cell in _cells(row)]
            for row in _unwrapped(table)
            if row.tag == qn("w:tr")
        ]
        texts = [[_text(cell) for cell in row] for row in rows]
        if is_key_table(texts):
            yield from (_row_source(row, cells) for row, cells in zip(rows, texts, strict=True))
            return
        columns = columns_of(texts[0]) if texts else None
        for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
            if columns and not number:
                yield from (replace(_source(line), role=COMMENT) for cell in row for line in cell)
                continue
            before = prefixes(columns, cells, number)
            for cell, prefix in zip(row, before, strict=True):
                for at, line in enumerate(cell):
                    yield _source(line, "" if at else prefix)

    def _cell(self, cell: BaseOxmlElement) -> list[ShownLine]:
        """The lines of a cell; those of a table within it too."""
        found: list[ShownLine] = []
        is_blank = False
        for child in _unwrapped(cell):
            if child.tag == qn("w:p"):
                lines = self._paragraph(child, is_blank=is_blank)
                is_blank = not lines
                found += lines
            elif child.tag == qn("w:tbl"):
                for row in _unwrapped(child):
                    for inner in _cells(row) if row.tag == qn("w:tr") else ():
                        found += self._cell(inner)
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


def _unwrapped(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The children, those within content controls and tracked changes too."""
    wrappers = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")}
    for child in element:
        if child.tag in wrappers:
            yield from _unwrapped(child)
        else:
            yield child


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The cells of a row, without those that continue the one above."""
    for cell in _unwrapped(row):
        if cell.tag != qn("w:tc"):
            continue
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is None or merge.get(qn("w:val")) == "restart":
            yield cell


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


def _row_source(row: Sequence[Sequence[ShownLine]], texts: Sequence[str]) -> Source:
    """A row of a table of keys as one line."""
    lines = [line for cell in row for line in cell]
    place = Place(lines[0].paragraph if lines else 0)
    text = "\t".join(texts)
    problems = tuple(problem for line in lines for problem in line.problems)
    return Source(place, Words(text), text, problems=problems)


def _joined(first: Words, second: Words) -> Words:
    """Two pieces as one; the first has no look of its own."""
    if not first.text:
        return second
    return Words(first.text + second.text, (Style(),) * len(first.text) + tuple(second.styles))


def _text(cell: Iterable[ShownLine]) -> str:
    """What a cell says on one line."""
    return " ".join(line.words.text.strip() for line in cell).strip()


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
