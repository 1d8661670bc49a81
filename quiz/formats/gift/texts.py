"""A text of GIFT in the format it names ([html], [plain] …) as the plain text of the bank."""

import re
from typing import NamedTuple

from quiz.formats import html
from quiz.formats.base import Problem
from quiz.formats.gift.signs import shown
from quiz.formats.problems import notice, warning
from search.text import plain

FORMATS = {
    "html": html.HTML,
    "moodle": html.AUTO,
    "plain": html.PLAIN,
    "markdown": html.MARKDOWN,
}
LOST = {
    html.TABLE: "gift_table",
    html.MEDIA: "gift_media",
    html.FORMULA: "gift_formula",
    html.CUT: "gift_cut",
    html.EMPHASIS: "gift_emphasis",
}

_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
# What is surely HTML or a formula: «a<b và b>c» is neither, though it looks like a tag.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|"
    r"small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>=]{0,100}=[^<>]{0,2000})?\s{0,5}/?>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});"
    r"|\$\$|\\[(\[]",
    re.IGNORECASE,
)


class Read(NamedTuple):
    """A text, the format it was in, and what was lost."""

    text: str
    format: str
    problems: list[Problem]


def read(raw: str, line: int, default: str = html.AUTO) -> Read:
    """The text behind what stands in the file with hidden escapes.

    Lines are the author's own; blank ones between them are where comments stood.
    """
    found = _FORMAT.match(raw)
    kind = FORMATS[found[1]] if found else default
    lines = (line.strip() for line in raw[found.end() if found else 0 :].split("\n"))
    text = shown("\n".join(filter(None, lines)))
    if kind == html.PLAIN or (kind == html.AUTO and not _MARKUP.search(text)):
        return Read(plain(text).strip(), kind, [])
    converted = html.read(text, kind)
    return Read(converted.text, kind, _losses(converted, line))


def _losses(converted: html.Text, line: int) -> list[Problem]:
    """What the plain text may not say any more."""
    problems = [warning("gift_picture", line, image.source) for image in converted.pictures]
    for lost in sorted(converted.lost):
        say = notice if lost == html.EMPHASIS else warning
        problems.append(say(LOST[lost], line, converted.text))
    return problems
