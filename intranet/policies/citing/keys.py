"""Under which key a document is found, however it is written; pure.

A code is number, year if it has one, and the folded letters of the symbol: «36/2019/QĐ–UBND»
becomes 36/2019/qdubnd, «18-NQ/TW» 18/nqtw, «1961/QĐUBND» 1961/qdubnd. A law is its folded name.
"""

import re

from search.text import fold, nfc

LONGEST_KEY = 200
_CODE = re.compile(r"0*(\d{1,5}[a-zđ]?)[/-](?:((?:19|20)\d\d)[/-])?(.+)")
_LAW = re.compile(r"(?:bo luat|luat|phap lenh|hien phap)\b")


def code_key(code: str) -> str:
    """Return the key of a number with its symbol, empty where one of them is missing."""
    found = _CODE.fullmatch("".join(nfc(code).split()))
    symbol = fold(found[3]).replace(" ", "") if found else ""
    if found is None or not symbol:
        return ""
    return "/".join(piece for piece in (found[1], found[2], symbol) if piece)[:LONGEST_KEY]


def law_key(name: str) -> str:
    """Return the key of a law by its name: «Luật Cán bộ, công chức» → luat can bo cong chuc."""
    return fold(name)[:LONGEST_KEY]


def law_keys(names: list[str]) -> set[str]:
    """Return the keys of a law whose title or abstract may leave out the word «Luật»."""
    keys = {law_key(name) for name in names}
    return {key if _LAW.match(key) else f"luat {key}"[:LONGEST_KEY] for key in keys if key}
