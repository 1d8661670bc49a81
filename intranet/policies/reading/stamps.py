"""The lines that digital signatures print into a document; pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from intranet.policies.reading.found import Stamp
from intranet.policies.reading.source import Line

_ANY_CASE = re.IGNORECASE
LONGEST = 8  # lines of one stamp
_SAYS = {
    "signed_by": re.compile(
        r"(?:Ký bởi|Người ký|Được ký bởi|Digitally signed by|Signed by|Signer)\s?:?\s*", _ANY_CASE
    ),
    "organisation": re.compile(r"(?:Cơ quan|Tổ chức|Organization|Đơn vị ký)\s?:\s*", _ANY_CASE),
    "email": re.compile(r"(?:E-?mail|Thư điện tử)\s?:\s*(?=\S+@)", _ANY_CASE),
    "signed_at": re.compile(
        r"(?:Thời gian ký|Ngày ký|Giờ ký|Ký ngày|Signing time|Date)\s?:\s*(?=\D{0,12}\d)", _ANY_CASE
    ),
}
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_MOMENT = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[T ]|\d{1,2}[./-]\d{1,2}[./-]\d{4}\s)\d{2}:\d{2}(?::\d{2})?"
    r"(?:\s?(?:Z|[+-]\d{2}:?\d{2}|['’]?))?"
)
_FACTS = ("signed_by", "organisation", "email", "signed_at")
TELLING = {"signed_by", "signed_at"}


class Fact(NamedTuple):
    """What one line of a stamp says."""

    name: str
    value: str


def fact_of(text: str) -> Fact | None:
    """What a line says if it can be one of a stamp."""
    for name, pattern in _SAYS.items():
        if found := pattern.match(text):
            return Fact(name, text[found.end() :].strip())
    if _ADDRESS.fullmatch(text):
        return Fact("email", text)
    return Fact("signed_at", text) if _MOMENT.fullmatch(text) else None


def stamp_at(lines: Sequence[Line]) -> tuple[Stamp, int] | None:
    """The stamp that begins with the first of these lines, and how many lines it has.

    One line alone is a stamp only where it says who signed; an address alone may be anybody's.
    """
    facts: dict[str, str] = {}
    spans = []
    open_name = ""
    for line in lines[:LONGEST]:
        fact = fact_of(line.text)
        if fact is None or fact.name in facts:
            break
        facts[fact.name] = fact.value
        spans.append(line.span)
        open_name = fact.name
    is_one = len(facts) > 1 or (open_name == "signed_by" and bool(facts[open_name]))
    if not is_one or not TELLING & set(facts):
        return None
    said = [facts.get(name, "") for name in _FACTS]
    return Stamp(said[0], said[1], said[2], said[3], tuple(spans)), len(spans)
