"""What the pieces of a head say: issuer, number and symbol, place and day; pure."""

import datetime
import re
from collections.abc import Sequence

from intranet.policies.reading.claims import Claims
from intranet.policies.reading.source import Line
from intranet.policies.reading.words import BARE_NUMBER, ISSUER, NUMBER, UNFINISHED, day_in
from search.text import fold


def issuer_start(bodies: Sequence[Line]) -> int:
    """With which line the issuer's name begins; the lines before name the body above it."""
    start = 0
    for at, line in enumerate(bodies):
        before = fold(bodies[at - 1].text) if at else ""
        is_start = ISSUER.match(line.text) and before not in UNFINISHED
        if at and is_start and not bodies[at - 1].text.endswith(("-", "–", ",")):
            start = at
    return start


def claim_number(piece: Line, claims: Claims) -> None:
    """Claim the number and the symbol of «Số: 28/KH-SLĐTBXH»."""
    if claims.has("symbol"):
        return
    found = NUMBER.fullmatch(piece.text)
    if found is None:
        bare = BARE_NUMBER.fullmatch(piece.text)
        claims.begin("number", piece)
        claims.values["number"] = (bare["number"] if bare else "") or ""
        return
    claims.begin("number", piece.cut(0, found.start("symbol")))
    claims.values["number"] = found["number"] or ""
    symbol = piece.cut(found.start("symbol"), found.end("symbol"))
    claims.begin("symbol", symbol)
    claims.values["symbol"] = _plain_symbol(symbol.text)


def _plain_symbol(text: str) -> str:
    """A symbol without the stroke before it, without spaces, with plain hyphens."""
    bare = re.sub(r"[–—−‐‑]", "-", "".join(text.split()))
    return bare.removeprefix("/")


def claim_date(piece: Line, claims: Claims) -> None:
    """Claim place and day of «Hà Tĩnh, ngày 22 tháng 01 năm 2021»."""
    found = day_in(piece.text)
    if found is None or claims.has("issued_on"):
        return
    place = piece.cut(0, found.start())
    if place.text:
        claims.begin("place", place)
    claims.begin("issued_on", piece.cut(found.start()))
    day, month, year = found["day"], found["month"], found["year"]
    claims.values["issued_on"] = _iso_day(day, month, year)


def _iso_day(day: str, month: str, year: str) -> str:
    """The day as ISO writes it, empty where it is incomplete or no day."""
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
