"""Texts of a question in Moodle's formats → plain text, and the one picture a stem may have."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from quiz.formats import html, pictures
from quiz.formats.base import ReadImage
from quiz.formats.html import one_line
from quiz.formats.moodle_xml.notes import Notes
from quiz.formats.moodle_xml.tree import Node
from quiz.formats.text import tidy

PLUGIN_FILE = "@@PLUGINFILE@@/"
OLD_NAME = "hinh"
LONGEST_ALT = 500

_LOST = {
    html.TABLE: "xml_table",
    html.MEDIA: "xml_media",
    html.FORMULA: "xml_formula",
}
_DATA = re.compile(r"data:image/[a-zA-Z+.-]+;base64,(?P<content>.*)", re.DOTALL)


class Shown(NamedTuple):
    """A picture that a stem shows; without content it is not in the file."""

    name: str
    content: bytes | None
    alt: str = ""


def format_of(node: Node | None, default: str = html.HTML) -> str:
    """In which of Moodle's formats a text is written."""
    return node.attributes.get("format", "").strip() or default if node else default


def raw(node: Node | None) -> str:
    """The markup of a text as it stands in the file."""
    text = node.first("text") if node else None
    return text.markup.strip() if text else ""


def plain_text(node: Node | None, *path: str) -> str:
    """A text that is no markup."""
    return tidy(node.text(*path)) if node else ""


def line_text(node: Node | None, *path: str) -> str:
    """A name on one line."""
    return one_line(node.text(*path)) if node else ""


def rich(node: Node | None, notes: Notes, default: str = html.HTML) -> html.Text:
    """A text without its markup; what may be missing of it is noted."""
    read = html.read(raw(node), format_of(node, default))
    for lost, code in _LOST.items():
        if lost in read.lost:
            notes.warn(code, read.text)
    if html.EMPHASIS in read.lost:
        notes.tell("xml_emphasis", read.text)
    if html.SCRIPT in read.lost:
        notes.tell("xml_script", read.text)
    if html.CUT in read.lost:
        notes.error("xml_text_too_long", read.text, longest=html.LONGEST)
    return read


def without_pictures(
    node: Node | None, notes: Notes, code: str, default: str, *, is_needed: bool = False
) -> str:
    """A text that cannot have pictures here; those and other files with it are named.

    Where the text is needed and the picture was all of it, that is an error.
    """
    read = rich(node, notes, default)
    names = {name_of(picture.source) for picture in read.pictures}
    for name in sorted(names):
        note = notes.error if is_needed and not read.text else notes.warn
        note(code, read.text or name, name=name)
    _name_other_files(node, names, notes)
    return read.text


def _name_other_files(node: Node | None, used: set[str], notes: Notes) -> None:
    """Name files that came with a text and are none of the pictures it shows."""
    for file in node.all("file") if node else ():
        if _path_of(file) not in used:
            notes.warn("xml_file_left_out", _path_of(file))


def stem_of(question: Node, notes: Notes) -> tuple[str, ReadImage | None]:
    """The stem and its picture; further ones and other files are named."""
    node = question.first("questiontext")
    read = rich(node, notes)
    image: ReadImage | None = None
    for shown in [*_shown(node, read), *_old_image(question)]:
        if shown.content is None:
            notes.warn("xml_picture_missing", shown.name)
        elif fault := pictures.fault_of(shown.content):
            notes.warn(f"xml_picture_{fault}", shown.name)
        elif image is not None:
            notes.warn("xml_second_picture", shown.name, first=image.name)
        else:
            image = ReadImage(_last(shown.name), shown.content, shown.alt)
    if image is not None and not image.alt:
        notes.warn("xml_picture_without_words", image.name)
    _name_other_files(node, {name_of(picture.source) for picture in read.pictures}, notes)
    return read.text, image


def name_of(source: str) -> str:
    """What a picture is called: its file in the question, else its address."""
    if source.startswith(PLUGIN_FILE):
        return unquote(source.removeprefix(PLUGIN_FILE)).partition("?")[0]
    return OLD_NAME if source.startswith("data:") else source


def _shown(node: Node | None, read: html.Text) -> Iterator[Shown]:
    """The pictures of the text with their bytes as far as the file has them."""
    files = {_path_of(file): file for file in node.all("file")} if node else {}
    for picture in read.pictures:
        name, alt = name_of(picture.source), picture.alt[:LONGEST_ALT].strip()
        if data := _DATA.match(picture.source):
            yield Shown(name, _decoded(unquote(data["content"])), alt)
        elif name in files:
            yield Shown(name, _decoded(files[name].strings), alt)
        else:
            yield Shown(name, None, alt)


def _old_image(question: Node) -> Iterator[Shown]:
    """The picture of a file by Moodle 1.9, which had a place of its own."""
    name = line_text(question, "image")
    if name:
        content = question.text("image_base64")
        yield Shown(_last(name), _decoded(content) if content else None)


def _path_of(file: Node) -> str:
    """The folder and name of a file, as pictures name it."""
    folder, name = file.attributes.get("path", "").strip("/"), file.attributes.get("name", "")
    return f"{folder}/{name}" if folder else name


def _last(path: str) -> str:
    """The name at the end of a path."""
    return path.rpartition("/")[2] or OLD_NAME


def _decoded(text: str) -> bytes:
    """The bytes behind base64; what is none is no picture either."""
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return b""
