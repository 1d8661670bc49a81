"""What letters of a Word document look like, after its styles have had their say; pure."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from intranet.pages.files.word.words import Style

OFF = frozenset(("0", "false", "off", "none"))
USUAL = frozenset(("", "auto", "000000", "text1", "dark1", "tx1", "dk1", "windowtext"))
WHITE = frozenset(("", "auto", "clear", "ffffff", "none"))
DEEPEST = 20  # styles that build on each other

Look = dict[str, str]


class Looks:
    """Looks up what a piece of text looks like."""

    def __init__(self, styles: BaseOxmlElement | None) -> None:
        self._styles: dict[str, BaseOxmlElement] = {}
        self._default, self._usual_style = {}, ""
        self._known: dict[str, Look] = {}
        if styles is None:
            return
        for style in styles.findall(qn("w:style")):
            name = style.get(qn("w:styleId")) or ""
            self._styles[name] = style
            is_usual = style.get(qn("w:default")) not in {None, *OFF}
            if is_usual and style.get(qn("w:type")) == "paragraph":
                self._usual_style = name
        properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._default = _direct(properties)

    def of(self, properties: BaseOxmlElement | None, paragraph_style: str) -> Style:
        """The look of a run with these properties in a paragraph of this style."""
        look = {**self._default, **self._of_style(paragraph_style or self._usual_style)}
        if properties is not None:
            named = properties.find(qn("w:rStyle"))
            look |= self._of_style(_value(named)) if named is not None else {}
            look |= _direct(properties)
        return Style(
            bold=look.get("bold", "") == "1",
            underline=look.get("underline", "") == "1",
            colour=look.get("colour", ""),
            highlight=look.get("highlight", "") or look.get("shade", ""),
        )

    def numbering_of(self, paragraph_style: str) -> BaseOxmlElement | None:
        """The numbering that a style brings, or the style below it."""
        for style in self._chain(paragraph_style or self._usual_style):
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                return found
        return None

    def _of_style(self, name: str) -> Look:
        """The look that a style gives, with the styles below it."""
        if name not in self._known:
            look: Look = {}
            for style in reversed(list(self._chain(name))):
                look |= _direct(style.find(qn("w:rPr")))
            self._known[name] = look
        return self._known[name]

    def _chain(self, name: str) -> Iterator[BaseOxmlElement]:
        """A style and those it builds on."""
        for _depth in range(DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            below = style.find(qn("w:basedOn"))
            name = _value(below) if below is not None else ""


def _direct(properties: BaseOxmlElement | None) -> Look:
    """What properties say themselves; «0» where they switch something off."""
    look: Look = {}
    if properties is None:
        return look
    for element in properties:
        value = _value(element).lower()
        if element.tag == qn("w:b"):
            look["bold"] = "0" if value in OFF else "1"
        elif element.tag == qn("w:u"):
            look["underline"] = "0" if value in OFF else "1"
        elif element.tag == qn("w:color"):
            name = (element.get(qn("w:themeColor")) or value).lower()
            look["colour"] = "" if name in USUAL else name
        elif element.tag == qn("w:highlight"):
            look["highlight"] = "" if value in WHITE or value == "white" else value
        elif element.tag == qn("w:shd"):
            fill = (element.get(qn("w:fill")) or "").lower()
            look["shade"] = "" if fill in WHITE else fill
    return look


def _value(element: BaseOxmlElement) -> str:
    """The value of an element, empty where it has none."""
    return element.get(qn("w:val")) or ""
