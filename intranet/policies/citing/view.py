"""A text as it is searched: composed, in one line, with places that lead back; pure."""

import re
import unicodedata
from dataclasses import dataclass

_CLUSTER = re.compile(r"\s+|[^\s][\u0300-\u036f]*")
_TOKEN = re.compile(r"[^ ]+")
_ADDRESS = re.compile(r"^[«(“\"]?/[a-z]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
NOTHING = "\x00"


@dataclass(frozen=True, slots=True)
class View:
    """Three texts of the same length, and for each sign of them its place in the source.

    `shown` is composed with single spaces; `plain` has hyphens for all dashes, and nothing where
    addresses of the web stand; `folded` has neither marks nor capitals.
    """

    shown: str
    plain: str
    folded: str
    places: list[int]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the source the signs from start to end stand."""
        return self.places[start], self.places[end]


def view_of(text: str) -> View:
    """Return the text as it is searched."""
    signs: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = cluster[0]
        composed = " " if piece.isspace() else unicodedata.normalize("NFC", piece)
        signs.extend(composed)
        places.extend([cluster.start()] * len(composed))
    shown = "".join(signs)
    plain = _without_addresses(shown.translate(_DASHES))
    return View(shown, plain, "".join(map(_folded, plain)), [*places, len(text)])


def _without_addresses(text: str) -> str:
    return _TOKEN.sub(
        lambda token: NOTHING * len(token[0]) if _is_address(token[0]) else token[0], text
    )


def _is_address(token: str) -> bool:
    return "://" in token or "www." in token or "@" in token or bool(_ADDRESS.match(token))


def _folded(sign: str) -> str:
    """The sign without mark and capital, always one sign long."""
    if sign in "đĐ":
        return "d"
    if sign.isascii():
        return sign.lower()
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 else sign
