"""The lines of one paragraph of a Word document, with all that stands within; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from intranet.pages.files.word.letters import PRIVATE, UNKNOWN, Sign, composed, symbol
from intranet.pages.files.word.looks import OFF, Looks
from intranet.pages.files.word.opening import WordFile
from intranet.pages.files.word.words import Picture, Style, Words

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
WITHIN = frozenset(
    map(qn, ("w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml"))
) | {qn("w:p").replace("}p", "}bdo"), qn("w:p").replace("}p", "}dir")}
ADDED = frozenset(map(qn, ("w:ins", "w:moveTo")))
REMOVED = frozenset(map(qn, ("w:del", "w:moveFrom")))
NOTES = frozenset(map(qn, ("w:footnoteReference", "w:endnoteReference")))
WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


@dataclass(slots=True)
class Paragraph:
    """What a paragraph shows; `notes` are codes of problems with what they are about."""

    lines: list[list[Sign]] = field(default_factory=lambda: [[]])
    images: list[Picture] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)

    def words(self) -> list[Words]:
        """Its lines."""
        return [composed(line) for line in self.lines]

    def note(self, code: str, text: str = "") -> None:
        """Say something about the paragraph, the same thing once."""
        if (code, text) not in self.notes:
            self.notes.append((code, text))

    def add(self, text: str, style: Style) -> None:
        """Add text; line breaks begin a new line."""
        for place, line in enumerate(text.split("\n")):
            if place:
                self.lines.append([])
            self.lines[-1] += [Sign(letter, style) for letter in line]


class ParagraphReader:
    """Reads paragraphs of one document."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.looks = Looks(file.styles)

    def read(self, element: BaseOxmlElement) -> Paragraph:
        """Return what a paragraph shows."""
        found = Paragraph()
        self._walk(element, found, paragraph_style(element), is_link=False)
        return found

    def _walk(
        self, element: BaseOxmlElement, found: Paragraph, style: str, *, is_link: bool
    ) -> None:
        """Read the children of a paragraph, or of something within it."""
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                self._run(child, found, style, is_link=is_link)
            elif tag in REMOVED:
                found.note("docx_removed", "".join(_texts(child)))
            elif tag in ADDED:
                found.note("docx_added", "".join(_texts(child)))
                self._walk(child, found, style, is_link=is_link)
            elif tag == qn("w:hyperlink"):
                self._walk(child, found, style, is_link=True)
            elif tag in WITHIN:
                self._walk(child, found, style, is_link=is_link)
            elif isinstance(tag, str) and tag.startswith(MATHS):
                self._equation(child, found)

    def _run(self, run: BaseOxmlElement, found: Paragraph, style: str, *, is_link: bool) -> None:
        """Read a piece of text of one look; links look alike everywhere and say nothing."""
        properties = run.find(qn("w:rPr"))
        look = Style() if is_link else self.looks.of(properties, style)
        if _is_hidden(properties):
            found.note("docx_hidden", "".join(_texts(run)))
        font = _font(properties)
        for child in _chosen(run):
            self._part(child, found, look, font)

    def _part(self, child: BaseOxmlElement, found: Paragraph, look: Style, font: str) -> None:
        """Read one part of a run."""
        tag = child.tag
        if tag == qn("w:t"):
            text = " ".join((child.text or "").splitlines()) if child.text else ""
            found.add(self._legible(text, font, found), look)
        elif tag == qn("w:tab"):
            found.add("\t", look)
        elif tag in {qn("w:br"), qn("w:cr")}:
            found.add("\n", look)
        elif tag == qn("w:noBreakHyphen"):
            found.add("-", look)
        elif tag == qn("w:sym"):
            code = child.get(qn("w:char")) or ""
            name = child.get(qn("w:font")) or ""
            sign = symbol(int(code, 16) if _is_hexadecimal(code) else 0, name)
            found.add(sign, look)
            if sign == UNKNOWN:
                found.note("docx_symbol", name)
        elif tag in NOTES:
            found.note("docx_note_mark")
        elif tag == qn("w:object"):
            found.note("docx_drawing")
        elif tag in {qn("w:drawing"), qn("w:pict")}:
            self._drawing(child, found)
        elif isinstance(tag, str) and tag.startswith(MATHS):
            self._equation(child, found)

    def _legible(self, text: str, font: str, found: Paragraph) -> str:
        """Text with signs of symbol fonts as what they show."""
        is_symbol = font.lower().startswith(SYMBOL_FONTS)
        if not is_symbol and not any(ord(letter) in PRIVATE for letter in text):
            return text
        shown = "".join(
            symbol(ord(letter), font) if is_symbol or ord(letter) in PRIVATE else letter
            for letter in text
        )
        if UNKNOWN in shown:
            found.note("docx_symbol", font)
        return shown

    def _equation(self, element: BaseOxmlElement, found: Paragraph) -> None:
        """Read an equation as the letters in it, which is rarely all of it."""
        text = "".join(part.text or "" for part in element.iter(f"{MATHS}t"))
        found.note("docx_equation", text)
        found.add(text, Style())

    def _drawing(self, element: BaseOxmlElement, found: Paragraph) -> None:
        """Take a picture along; text in a box is told of, other drawings too."""
        boxes = list(element.iter(qn("w:txbxContent")))
        found.boxes += boxes
        alt = next((one.get("descr") or "" for one in element.iter(qn("wp:docPr"))), "")
        links = [one.get(qn("r:embed")) for one in element.iter(qn("a:blip"))]
        links += [one.get(qn("r:id")) for one in element.iter(f"{VML}imagedata")]
        for link in links:
            picture = self.file.pictures.get(link or "")
            if picture is None:
                found.note("docx_picture_elsewhere")
            else:
                found.images.append(Picture(*picture, alt=alt))
        if not links and not boxes:
            found.note("docx_drawing", alt)


def paragraph_style(element: BaseOxmlElement) -> str:
    """The name of a paragraph's style."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val")) or ""


def unwrapped(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The children, those within content controls and tracked changes too."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child


def _chosen(run: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The parts of a run; of alternatives for other programs the first."""
    for child in run:
        if child.tag != f"{COMPATIBILITY}AlternateContent":
            yield child
            continue
        choice = child.find(f"{COMPATIBILITY}Choice")
        fallback = child.find(f"{COMPATIBILITY}Fallback")
        yield from choice if choice is not None else fallback if fallback is not None else ()


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    """All text within an element, removed text too."""
    for part in element.iter(qn("w:t"), qn("w:delText")):
        yield part.text or ""


def _is_hidden(properties: BaseOxmlElement | None) -> bool:
    """Whether Word does not show a run."""
    hidden = None if properties is None else properties.find(qn("w:vanish"))
    return hidden is not None and (hidden.get(qn("w:val")) or "1") not in OFF


def _font(properties: BaseOxmlElement | None) -> str:
    """The font that a run names."""
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    return "" if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""


def _is_hexadecimal(text: str) -> bool:
    """Whether a text is a number of a sign."""
    return 0 < len(text) <= 5 and all(letter in "0123456789abcdefABCDEF" for letter in text)
