"""What an editor should look at before a document goes on; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intranet.policies.reading.claims import Claims
from intranet.policies.reading.found import Found, ReadDocument, Remark
from intranet.policies.reading.labels import labels_of
from intranet.policies.reading.source import Line, Source, Span, Unit, columns
from intranet.policies.reading.words import LETTER, SECRET, TYPE_OF_SYMBOL, mark_of, type_name
from search.text import fold, slug

NOWHERE = Span(0, 0)
FEWEST_ROWS = 2
MOST_UNKNOWN = 0.05  # of the signs of a source
_YEAR = re.compile(r"(\d{4})/")


def type_key(claims: Claims) -> str:
    """The slug of the type; a paper with a subject and no type is an official letter."""
    found = claims.one("document_type")
    if found:
        return slug(type_name(found.value))
    has_subject = claims.has("abstract") or claims.has("addressees")
    return LETTER if has_subject and claims.has("number") else ""


def with_remarks(found: ReadDocument, remarks: list[Remark]) -> ReadDocument:
    """The document with all remarks, in the order of their places."""
    every = [*remarks, *_of_source(found), *_of_number(found), *_of_day(found), *_missing(found)]
    return replace(found, remarks=tuple(sorted(every, key=lambda remark: remark.span.start)))


def mark_remarks(source: Source) -> Iterator[Remark]:
    """Marks of secrecy wherever they stand alone on a line."""
    for unit in source.units:
        for line in unit.lines:
            if SECRET.fullmatch(line.text):
                yield Remark("secret", line.span, (("text", line.text),))


def column_remarks(units: Sequence[Unit]) -> Iterator[Remark]:
    """Where lines below each other have columns: a table that the file does not call one."""
    run = 0
    for unit in units:
        is_row = isinstance(unit, Line) and len(_columns_of(unit)) > 1
        run = run + 1 if is_row else 0
        if run == FEWEST_ROWS and isinstance(unit, Line):
            yield Remark("columns_in_text", unit.span, (("line", unit.text),))


def _columns_of(line: Line) -> list[Line]:
    """The columns of a line of text, its number aside."""
    label = next(iter(labels_of(line.text)), None)
    return columns(line.cut(label.end) if label else line)


def _of_source(found: ReadDocument) -> Iterator[Remark]:
    """Other marks, and how much of the source nobody understood."""
    for mark in found.marks:
        if (code := mark_of(mark.value)) != "secret":
            yield Remark(code, mark.spans[0], (("text", mark.value),))
    unknown = [one for one in found.leftovers if one.kind == "unknown"]
    signs = sum(len("".join(one.text.split())) for one in unknown)
    if unknown and signs > MOST_UNKNOWN * len("".join(found.source.split())):
        yield Remark("many_leftovers", unknown[0].span)


def _of_number(found: ReadDocument) -> Iterator[Remark]:
    """A number that is not there yet, a symbol that lost its hyphen or names another type."""
    place = found.number.spans[0] if found.number else NOWHERE
    if found.number is None or not found.number.value:
        yield Remark("number_missing", place)
    symbol = found.symbol
    if symbol is None:
        yield Remark("symbol_missing", place)
        return
    bare = _YEAR.sub("", symbol.value).lstrip("-")
    named = TYPE_OF_SYMBOL.get(fold(re.split("[-/]", bare)[0]))
    if "-" not in bare and "/" not in bare and _lost_hyphen(bare):
        yield Remark("symbol_without_hyphen", symbol.spans[0], (("symbol", symbol.value),))
    if named and found.document_type and type_name(found.document_type.value) != named:
        details = (("symbol", symbol.value), ("type", found.document_type.value))
        yield Remark("symbol_of_other_type", symbol.spans[0], details)


def _lost_hyphen(symbol: str) -> bool:
    """Whether a symbol in one piece begins as a type does: «QĐUBND»."""
    return any(fold(symbol).startswith(start) for start in TYPE_OF_SYMBOL)


def _of_day(found: ReadDocument) -> Iterator[Remark]:
    """A day that is missing, half printed or impossible, or in another year than the symbol."""
    if found.issued_on is None:
        yield Remark("date_missing", NOWHERE)
        return
    place = found.issued_on.spans[0]
    if not found.issued_on.value:
        yield Remark("date_incomplete", place)
        return
    year = _YEAR.match(found.symbol.value) if found.symbol else None
    if year and year[1] != found.issued_on.value[:4]:
        details = (("symbol", year[1]), ("day", found.issued_on.value))
        yield Remark("year_of_symbol", place, details)


def _missing(found: ReadDocument) -> Iterator[Remark]:
    """Fields that every document has."""
    wanted: tuple[tuple[str, Found | None], ...] = (
        ("head_missing", found.national or found.number),
        ("issuer_missing", found.issuer),
        ("abstract_missing", found.abstract),
        ("signer_missing", found.signer_name),
    )
    for code, value in wanted:
        if value is None:
            yield Remark(code, NOWHERE)
    if not found.document_type_key:
        yield Remark("type_missing", NOWHERE)
    if found.signer_name and "\n" in found.signer_name.value:
        yield Remark("several_signers", found.signer_name.spans[0])
