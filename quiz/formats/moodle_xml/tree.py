"""The elements of a file and the lines they begin on; without DTD, entities and other files."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from quiz.formats.base import FileRefusedError

ROOT = "quiz"
LARGEST = 50 * 1024 * 1024
DEEPEST = 40
MOST_ELEMENTS = 500_000
MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class Node:
    """An element: its name, attributes, line, and its strings and elements in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    content: "list[str | Node]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Node]":
        """The elements directly below."""
        return [one for one in self.content if isinstance(one, Node)]

    def all(self, name: str) -> "Iterator[Node]":
        """The elements of this name directly below."""
        return (one for one in self.elements if one.name == name)

    def first(self, *path: str) -> "Node | None":
        """The first element at the end of a path of names."""
        node: Node | None = self
        for name in path:
            node = next(node.all(name), None) if node else None
        return node

    @property
    def strings(self) -> str:
        """What is written directly in the element."""
        return "".join(one for one in self.content if isinstance(one, str))

    @property
    def markup(self) -> str:
        """What is written in the element; elements of markup that was not wrapped become text."""
        return "".join(one if isinstance(one, str) else one.as_markup for one in self.content)

    @property
    def as_markup(self) -> str:
        """The element as HTML, for files whose HTML stands in the XML without CDATA."""
        attributes = "".join(
            f' {name}="{escape(value)}"' for name, value in self.attributes.items()
        )
        inner = "".join(
            escape(one, quote=False) if isinstance(one, str) else one.as_markup
            for one in self.content
        )
        return f"<{self.name}{attributes}>{inner}</{self.name}>" if inner else self._without_content

    @property
    def _without_content(self) -> str:
        attributes = "".join(
            f' {name}="{escape(value)}"' for name, value in self.attributes.items()
        )
        return f"<{self.name}{attributes}>"

    def walk(self) -> "Iterator[Node]":
        """The element and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.elements))

    def text(self, *path: str) -> str:
        """What is written at the end of a path of names, empty where there is nothing."""
        node = self.first(*path)
        return node.strings.strip() if node else ""


class _Builder(ContentHandler):
    """Makes nodes of what the parser meets, and stops it where a file goes too far."""

    def __init__(self, lines_before: int) -> None:
        super().__init__()
        self.root: Node | None = None
        self._lines_before = lines_before
        self._open: list[Node] = []
        self._count = 0
        self._locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - the name SAX calls
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name SAX calls
        """Open an element."""
        line = self._locator.getLineNumber() + self._lines_before
        node = Node(name, dict(attrs.items()), line)
        self._count += 1
        if self.root is None:
            self._refuse_other_root(node)
            self.root = node
        if self._count > MOST_ELEMENTS:
            raise FileRefusedError("xml_too_many_elements")
        if len(self._open) >= DEEPEST:
            raise FileRefusedError("xml_too_deep", line=node.line)
        if self._open:
            self._open[-1].content.append(node)
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name SAX calls
        """Close the element opened last, whose strings are then complete."""
        node = self._open.pop()
        node.content = list(_joined(node.content))

    def characters(self, content: str) -> None:
        """Take over a piece of text."""
        if self._open:
            self._open[-1].content.append(content)

    def _refuse_other_root(self, node: Node) -> None:
        if node.name != ROOT:
            raise FileRefusedError("xml_other_root", root=node.name, line=node.line)


def _joined(content: "list[str | Node]") -> "Iterator[str | Node]":
    """The content with neighbouring strings as one."""
    pieces: list[str] = []
    for one in content:
        if isinstance(one, str):
            pieces.append(one)
            continue
        if pieces:
            yield "".join(pieces)
            pieces = []
        yield one
    if pieces:
        yield "".join(pieces)


def parse(content: bytes) -> Node:
    """The root of a file; a file that cannot be read is refused with the line where it breaks."""
    if len(content) > LARGEST:
        raise FileRefusedError("xml_too_large", limit=LARGEST // MEGABYTE)
    written = content.removeprefix(codecs.BOM_UTF8)
    body = written.lstrip()
    lines_before = written[: len(written) - len(body)].count(b"\n")
    builder = _Builder(lines_before)
    try:
        sax.parseString(body, builder, forbid_dtd=True)
    except SAXParseException as error:
        line = (error.getLineNumber() or 1) + lines_before
        raise FileRefusedError("xml_broken", line=line, reason=error.getMessage()) from error
    except DefusedXmlException as error:
        raise FileRefusedError("xml_with_dtd") from error
    except (SAXException, ValueError, LookupError) as error:
        raise FileRefusedError("xml_encoding") from error
    if builder.root is None:
        raise FileRefusedError("xml_broken", line=1, reason="")
    return builder.root
