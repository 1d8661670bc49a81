"""Reads questions in typed or pasted text; pure."""

import re

from intranet.pages.files.word.words import Words
from quiz.formats.base import Place, ReadFile
from quiz.formats.documents.reading import read_sources
from quiz.formats.documents.source import Source
from search.text import plain

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_GAP = re.compile(r"[ \xa0\t]{6,}")


def read(text: str) -> ReadFile:
    """Return the questions of a text: «Câu 1: …», options A, B, C and a key, or a table of keys."""
    sources: list[Source] = []
    is_after_blank = False
    for number, raw in enumerate(text.split("\n"), start=1):
        words = _GAP.sub("\t", _UNSEEN.sub("", plain(raw))).rstrip()
        if raw.strip():
            sources.append(Source(Place(number), Words(words), raw, is_after_blank))
        is_after_blank = not raw.strip()
    return read_sources(sources, "typed")
