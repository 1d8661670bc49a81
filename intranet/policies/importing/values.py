"""What the form of an import begins with: the fields as read, in the words of the register."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import Truncator

from intranet.policies.importing.kept import lines_of, value_of
from intranet.policies.models import DocumentType, PolicyPage
from search.text import fold

SINGLES = {
    "number": "number",
    "symbol": "symbol",
    "parent_body": "parent_body",
    "issuer": "issuer",
    "place": "place",
    "issued_on": "issued_on",
    "abstract": "abstract",
    "authority": "authority",
    "formula": "formula",
    "signing_capacity": "signing_capacity",
    "signer_position": "signer_position",
    "signer_name": "signer_name",
}
LISTS = ("basis", "addressees", "recipients")
# What stands on a paper and has no field of its own on the page.
ELSEWHERE = ("national", "document_type", "attached_to", "signed_note")
TITLE_LENGTH = 200
_ABOUT = re.compile(r"(?:V\s?/\s?v|Về việc|Về)[\s:.]+", re.IGNORECASE)
_SIGNS = re.compile(r"[\s–—−‐‑-]+")
_EFFECT = re.compile(
    r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})"
    r"(?:\s+năm\s+|[/.-])(\d{4})",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"có hiệu lực(?: thi hành)? (?:kể )?từ ngày k[ýí]", re.IGNORECASE)


def values_of(data: Mapping[str, Any], parts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Every field of the form as text, the way it would be typed."""
    values = {name: " ".join(value_of(data, key).split()) for name, key in SINGLES.items()}
    values |= {name: lines_of(data, name) for name in LISTS}
    values["document_type"] = _known_type(data["type_key"])
    for name in ("issuer", "parent_body"):
        values[name] = known_spelling(name, values[name])
    values["title"] = _title(values)
    values["effective_from"] = effect_from(parts, values["issued_on"])
    values["effective_to"] = values["editor_note"] = ""
    return values


def plain_name(name: str) -> str:
    """A name of a body without what two papers write differently: case, dashes, place of tones."""
    return " ".join(_SIGNS.sub(" ", fold(name)).split())


def known_spelling(field: str, name: str) -> str:
    """A name as the register already writes it; the paper prints names of bodies in capitals."""
    if not name:
        return ""
    wanted = plain_name(name)
    known = PolicyPage.objects.order_by(field).values_list(field, flat=True).distinct()
    return next((one for one in known if plain_name(one) == wanted), name)


def effect_from(parts: Iterable[Mapping[str, Any]], issued_on: str) -> str:
    """The day that the text names as the first of its effect, as an ISO day."""
    for part in parts:
        if found := _EFFECT.search(part["text"]):
            return _iso(found)
        if issued_on and _AT_ONCE.search(part["text"]):
            return issued_on
    return ""


def _iso(found: re.Match[str]) -> str:
    day, month, year = (int(one) for one in found.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _known_type(key: str) -> str:
    """The type of the register; one that it does not know is another document."""
    return key if key in DocumentType.values else DocumentType.OTHER if key else ""


def _title(values: Mapping[str, str]) -> str:
    """A title for lists: type and subject, «Kế hoạch tuyên truyền …»."""
    subject = _ABOUT.sub("", values["abstract"], count=1) if values["abstract"] else ""
    kind = values["document_type"]
    label = str(DocumentType(kind).label) if kind and kind != DocumentType.OTHER else ""
    if not (label and subject):
        return Truncator(f"{label}{subject[:1].upper()}{subject[1:]}").chars(TITLE_LENGTH)
    first = subject[:1] if subject[:2].isupper() else subject[:1].lower()
    return Truncator(f"{label} {first}{subject[1:]}").chars(TITLE_LENGTH)
