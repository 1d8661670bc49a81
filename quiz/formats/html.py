"""HTML as other systems keep it → plain composed text with line breaks; pure.

The bank keeps plain text, so that nothing of the markup is carried over: paragraphs, list items and
table rows become lines, raised and lowered figures their Unicode signs. `lost` names what a reader
should look at because the text may not say it any more.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, PreformattedString, Tag

from quiz.formats.text import tidy
from search.text import plain

LONGEST = 50_000
TABLE, MEDIA, FORMULA, EMPHASIS = "table", "media", "formula", "emphasis"
SCRIPT, CUT = "script", "cut"
HTML, AUTO, PLAIN, MARKDOWN = "html", "moodle_auto_format", "plain_text", "markdown"

_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
_DROPPED = frozenset("head script style template title".split())
_MEDIA = frozenset("audio canvas embed iframe input map object select svg textarea video".split())
_STRUCK = frozenset("del s strike u".split())

# Signs of our own between the words; no text that was made plain holds them.
_BREAK = "\x00"  # a line break that stays
_EDGE = "\x01"  # where a block begins or ends: one line break however many meet
_BULLET = "\x02"  # behind the dash of a list: a block that begins here begins no line

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_FORMULA = re.compile(r"\$\$.{1,500}?\$\$|\\\(.{1,500}?\\\)|\\\[.{1,500}?\\\]", re.DOTALL)
_DECORATED = re.compile(r"text-decoration[^;]{0,100}(?:underline|line-through)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_EDGES = re.compile(rf"[ {_EDGE}]*{_EDGE}[ {_EDGE}]*")
_BULLETS = re.compile(rf"{_BULLET}[ {_EDGE}]*")

# A tag from its sign to its end. What only looks like one is text: the parser would look for its
# end in all that follows, again and again.
_TAG = (
    r"</?[a-zA-Z][^<>\"']*"
    r"(?:\"[^\"]{0,1000}\"[^<>\"']*|'[^']{0,1000}'[^<>\"']*){0,30}>"
)
_NO_TAG = re.compile(rf"<(?!{_TAG[1:]})")
_BREAKS = re.compile(r"<br ?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"</?(?:p|div)(?: dir=\"ltr\")?>", re.IGNORECASE)
_DROPPED_SIGNS = re.compile(r"</?(?:b|strong|i|em|span)>", re.IGNORECASE)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_DATA = re.compile(r"data:image/[a-zA-Z+.-]{1,20};base64,[A-Za-z0-9+/=%\s]{100,}")
_PLACEHOLDER = "data:{}"


class Picture(NamedTuple):
    """A picture that a text shows: where it is, and what it shows in words."""

    source: str
    alt: str = ""


class Text(NamedTuple):
    """A text without its markup, the pictures in it and what may be missing."""

    text: str
    pictures: tuple[Picture, ...] = ()
    lost: frozenset[str] = frozenset()


def one_line(text: str) -> str:
    """The text with single spaces for all that separates its words."""
    return " ".join(plain(text).split())


def read(markup: str, kind: str = HTML) -> Text:
    """The text behind a markup of this kind, any kind unknown being HTML."""
    embedded: list[str] = []
    if kind != PLAIN:
        markup = _DATA.sub(lambda found: _set_aside(found[0], embedded), markup)
    lost = {CUT} if len(markup) > LONGEST else set()
    markup = plain(markup[:LONGEST])
    if kind == PLAIN:
        return Text(tidy(markup), lost=frozenset(lost))
    if kind == MARKDOWN:
        markup = _from_markdown(markup)
    if kind in (AUTO, MARKDOWN):
        markup = re.sub(r"\r\n?|\n", "<br>", markup)
    walk = _Walk()
    walk.over(_only_tags(markup))
    text = tidy(_joined(walk.parts))
    if _FORMULA.search(text):
        walk.lost.add(FORMULA)
    pictures = (
        picture._replace(source=_put_back(picture.source, embedded)) for picture in walk.pictures
    )
    return Text(text, tuple(pictures), frozenset(walk.lost | lost))


def written(text: str) -> str:
    """The text as HTML that `read` understands as the same text."""
    return escape(text, quote=False).replace("\n", "<br>\n")


def _set_aside(address: str, embedded: list[str]) -> str:
    """A short name for a picture that stands in its own address."""
    embedded.append(address)
    return _PLACEHOLDER.format(len(embedded) - 1)


def _put_back(source: str, embedded: list[str]) -> str:
    """The address that was set aside under this name, else the name."""
    names = {_PLACEHOLDER.format(place): address for place, address in enumerate(embedded)}
    return names.get(source.strip(), source)


def _only_tags(markup: str) -> str:
    """The markup with nothing in it that begins like a tag and is none."""
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", _without_comments(markup)))


def _without_comments(markup: str) -> str:
    """The markup without comments; one that never ends takes only its sign along."""
    pieces, start = [], 0
    while (begin := markup.find("<!--", start)) >= 0 and (
        end := markup.find("-->", begin + 4)
    ) >= 0:
        pieces.append(markup[start:begin])
        start = end + 3
    return "".join([*pieces, markup[start:]])


def _joined(parts: list[str]) -> str:
    """The pieces as one text: spaces collapse, breaks and edges of blocks become lines."""
    words = re.sub(r"[ \t\n\r\f]+", " ", "".join(parts))
    return _EDGES.sub("\n", _BULLETS.sub("", words)).replace(_BREAK, "\n")


class _Walk:
    """Goes through a tree without recursion, however deep somebody nested it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pictures: list[Picture] = []
        self.lost: set[str] = set()
        self._numbers: dict[int, int] = {}
        self._kept = 0

    def over(self, markup: str) -> None:
        """Collect the text of a markup; what has only the simplest tags needs no tree."""
        simple = _DROPPED_SIGNS.sub("", _PARAGRAPHS.sub(_EDGE, _BREAKS.sub(_BREAK, markup)))
        if "<" in simple:
            self.through(BeautifulSoup(markup, "html.parser"))
        else:
            self.parts.append(unescape(simple))

    def through(self, root: Tag) -> None:
        """Collect the text of everything below the root."""
        open_tags: list[tuple[Tag, Iterator[PageElement], int]] = [(root, iter(root.children), 0)]
        while open_tags:
            tag, children, start = open_tags[-1]
            child = next(children, None)
            if child is None:
                open_tags.pop()
                self._leave(tag, start)
            elif isinstance(child, Tag):
                if self._enter(child):
                    open_tags.append((child, iter(child.children), len(self.parts)))
            elif isinstance(child, NavigableString):
                self._say(child)

    def _say(self, string: NavigableString) -> None:
        """Take over a string that is shown; comments and declarations are not."""
        if isinstance(string, PreformattedString) and not isinstance(string, CData):
            return
        text = plain(str(string))
        self.parts.append(text.replace("\n", _BREAK) if self._kept else text)

    def _enter(self, tag: Tag) -> bool:
        """Note what a tag means by itself; whether its content is read."""
        name = tag.name.lower()
        if name in _DROPPED:
            self.lost.update({SCRIPT} & {name})
            return False
        if name == "br":
            self.parts.append(_BREAK)
        elif name == "img":
            self.pictures.append(Picture(_attribute(tag, "src"), tidy(_attribute(tag, "alt"))))
            return False
        elif name == "table":
            self.lost.add(TABLE)
        elif name in _MEDIA:
            self.lost.add(MEDIA)
        if name in _STRUCK or _DECORATED.search(_attribute(tag, "style")):
            self.lost.add(EMPHASIS)
        if name in _BLOCKS:
            self.parts.append(_EDGE)
        if name == "li":
            self.parts.append(self._bullet(tag))
        self._kept += name == "pre"
        return True

    def _bullet(self, item: Tag) -> str:
        """What stands before an item of a list: its number or a dash."""
        parent = item.parent
        if parent is None or parent.name != "ol":
            return f"- {_BULLET}"
        number = self._numbers[id(parent)] = self._numbers.get(id(parent), 0) + 1
        return f"{number}. {_BULLET}"

    def _leave(self, tag: Tag, start: int) -> None:
        """Close what a tag opened; `start` is where its own pieces begin."""
        name = tag.name.lower()
        if name in ("sub", "sup"):
            inner = "".join(self.parts[start:])
            self.parts[start:] = [_shifted(inner, is_raised=name == "sup")]
        elif name == "a":
            self.parts.append(_address(tag, "".join(self.parts[start:])))
        elif name in ("td", "th") and _is_followed_by_cell(tag):
            self.parts.append(" | ")
        self._kept -= name == "pre"
        if name in _BLOCKS:
            self.parts.append(_EDGE)


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else ""


def _is_followed_by_cell(cell: Tag) -> bool:
    following = next((one for one in cell.next_siblings if isinstance(one, Tag)), None)
    return following is not None and following.name in ("td", "th")


def _shifted(text: str, *, is_raised: bool) -> str:
    """A raised or lowered text in Unicode's own signs, else with the sign that people type."""
    signs = _RAISED if is_raised else _LOWERED
    inner = text.strip()
    if inner and all(sign in signs for sign in inner):
        return "".join(signs[sign] for sign in inner)
    return f"{'^' if is_raised else '_'}{inner}" if inner else ""


def _address(tag: Tag, shown: str) -> str:
    """The address of a link behind its text, unless the text is the address."""
    address = _attribute(tag, "href").strip()
    is_told = address.rstrip("/") in shown or not _WEB.match(address)
    return "" if is_told else f" ({address})"


_MARKDOWN = (
    (
        re.compile(r"!\[([^\]\n]{0,500})\]\(([^)\s]{1,2000})[^)\n]{0,500}\)"),
        r'<img alt="\1" src="\2">',
    ),
    (re.compile(r"\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})[^)\n]{0,500}\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}[*+] +", re.MULTILINE), "- "),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
)


def _from_markdown(text: str) -> str:
    """The text with its links and pictures as HTML and without the signs of emphasis."""
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text
