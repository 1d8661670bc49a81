"""What is found in an official document; pure. Texts are as printed, places are in the source."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from intranet.policies.reading.source import Span


class Found(NamedTuple):
    """A value with the places it was read from, the words that announce it («Số:») included."""

    value: str
    spans: tuple[Span, ...]


class Remark(NamedTuple):
    """Something the editor should look at; `code` says what, `details` fill the sentence."""

    code: str
    span: Span
    details: tuple[tuple[str, str], ...] = ()


class Leftover(NamedTuple):
    """Text that belongs to no field.

    `kind` says why: page_number, running_head, rule, repeated_head, second_foot, other_document
    or unknown.
    """

    kind: str
    text: str
    span: Span


class Stamp(NamedTuple):
    """What a digital signature printed into the text. A fact, nothing that anybody has verified."""

    signed_by: str
    organisation: str
    email: str
    signed_at: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part of the body as printed.

    `kind` is opening, annex, phan, chuong, muc, tieu_muc, dieu, capital, roman, number, bracket,
    letter, small_roman, bullet, plain or table; a table has `rows` and no text.
    """

    level: int
    kind: str
    label: str
    title: str
    text: str
    anchor: str
    spans: tuple[Span, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Everything found in one source.

    `issued_on` is an ISO day and `document_type_key` the slug of the type («ke-hoach»); both are
    empty where they were not found or are no day. `recipients`, `addressees`, `basis` have one
    entry for each item, without the signs between items. Capacity and position have a line for
    each line on the paper.
    """

    source: str
    parent_body: Found | None = None
    issuer: Found | None = None
    national: Found | None = None
    number: Found | None = None
    symbol: Found | None = None
    place: Found | None = None
    issued_on: Found | None = None
    document_type: Found | None = None
    document_type_key: str = ""
    abstract: Found | None = None
    attached_to: Found | None = None
    authority: Found | None = None
    formula: Found | None = None
    signing_capacity: Found | None = None
    signer_position: Found | None = None
    signer_name: Found | None = None
    signed_note: Found | None = None
    marks: tuple[Found, ...] = ()
    basis: tuple[Found, ...] = ()
    addressees: tuple[Found, ...] = ()
    recipients: tuple[Found, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    parts: tuple[ReadPart, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def document_code(self) -> str:
        """Number and symbol as they are cited: 28/KH-SLĐTBXH."""
        number = self.number.value if self.number else ""
        symbol = self.symbol.value if self.symbol else ""
        is_party = symbol.startswith("-")  # 18-NQ/TW
        return f"{number}{symbol}" if is_party or not (number and symbol) else f"{number}/{symbol}"

    @property
    def is_secret(self) -> bool:
        """Whether the paper is marked as a state secret."""
        return any(remark.code == "secret" for remark in self.remarks)

    def places(self) -> Iterator[tuple[str, Span]]:
        """Every place that was understood, with the name of its field; `parts` is the body."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Found):
                yield from ((one.name, span) for span in value.spans)
            elif one.name in {"marks", "basis", "addressees", "recipients", "stamps", "parts"}:
                yield from ((one.name, span) for entry in value for span in entry.spans)
