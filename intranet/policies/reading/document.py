"""Puts together what is found in a source: head, body, foot, annexes, leftovers; pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from intranet.policies.reading.annexes import Annex, annexes, further_document
from intranet.policies.reading.beside import apart
from intranet.policies.reading.body import Outline
from intranet.policies.reading.claims import Claims, gaps
from intranet.policies.reading.foot import Foot, foot_start, is_office
from intranet.policies.reading.found import Found, Leftover, ReadDocument, Remark, Stamp
from intranet.policies.reading.furniture import RULED, furniture
from intranet.policies.reading.head import Head
from intranet.policies.reading.labels import labels_of
from intranet.policies.reading.paragraphs import layout_of
from intranet.policies.reading.remarks import (
    column_remarks,
    mark_remarks,
    type_key,
    with_remarks,
)
from intranet.policies.reading.source import (
    SIGNATURE,
    Line,
    Note,
    Source,
    Span,
    Table,
    Unit,
    composed,
    from_text,
)
from intranet.policies.reading.stamps import stamp_at
from intranet.policies.reading.words import (
    ADDRESSED,
    MOTTO,
    NATIONAL,
    RECIPIENTS,
    RULE,
    is_name,
    is_upper,
)

UNKNOWN, OTHER_DOCUMENT, REPEATED_HEAD, SECOND_FOOT = (
    "unknown",
    "other_document",
    "repeated_head",
    "second_foot",
)
MOST_FRAME_ROWS = 8
FEWEST_LINES = 6  # behind a signature that are a text of their own
_BETWEEN_ITEMS = " ;,.-–—−•+*"


def read_text(text: str) -> ReadDocument:
    """Return what a typed or pasted text says; it may be any text."""
    return read(composed(from_text(text)))


def read(source: Source) -> ReadDocument:
    """Return what a source says."""
    return _Reading(source).document()


class _Reading:
    """Reads one source; what it claims is claimed once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.claims = Claims(source)
        self.remarks: list[Remark] = []
        units = self._without_stamps(self._without_furniture(_unfolded(source.units)))
        self.units = apart(units)
        lines = [unit for unit in self.units if isinstance(unit, Line)]
        self.layout = layout_of(lines)
        self.outline = Outline(source, self.layout)

    def document(self) -> ReadDocument:
        """Everything that was found."""
        first = Head(self.units, self.layout, self.claims).read()
        self._set_further_apart(first)
        found = annexes(self.units, first)
        end = found[0].start if found else len(self.units)
        has_foot = self._main(first, end)
        for annex, following in zip_longest(found, found[1:]):
            last = following.start if following else len(self.units)
            has_foot = self._annex(annex, last, has_foot=has_foot) or has_foot
        return self._result()

    def _without_furniture(self, units: Sequence[Unit]) -> list[Unit]:
        """The units without what printing added."""
        added = {line.start: line.kind for unit in units for line in unit.lines if line.kind}
        added |= furniture(Source(self.source.text, tuple(units)))
        kept: list[Unit] = []
        for unit in units:
            if isinstance(unit, Line) and unit.start in added:
                self.claims.set_aside(added[unit.start], unit)
            else:
                kept.append(unit)
        return kept

    def _without_stamps(self, units: Sequence[Unit]) -> list[Unit]:
        """The units without what digital signatures printed."""
        kept: list[Unit] = []
        at = 0
        while at < len(units):
            ahead = [unit for unit in units[at : at + 8] if isinstance(unit, Line)]
            found = stamp_at(ahead) if isinstance(units[at], Line) else None
            if found:
                self.claims.stamps.append(found[0])
                at += found[1]
            else:
                kept.append(units[at])
                at += 1
        return kept

    def _set_further_apart(self, first: int) -> None:
        """Leave over everything from where a second document begins."""
        start = further_document(self.units, first)
        if start is None:
            return
        for unit in self.units[start:]:
            for line in unit.lines:
                self.claims.set_aside(OTHER_DOCUMENT, line)
        begins = next(self.units[start].lines)
        self.remarks.append(Remark("another_document", begins.span, (("line", begins.text),)))
        self.units = self.units[:start]

    def _main(self, first: int, end: int) -> bool:
        """Read body and foot before the first annex; returns whether there is a foot."""
        foot = foot_start(self.units, first, end)
        body = self.units[first : end if foot is None else foot]
        self.remarks += column_remarks(body)
        self.outline.read(body)
        if foot is None:
            return False
        length = Foot(self.units[foot:end], self.claims).read()
        self._after_foot(self.units[foot + length : end])
        return True

    def _after_foot(self, units: Sequence[Unit]) -> None:
        """Read text behind the signature as an annex that nobody has named."""
        if not units or not _is_text(units):
            return
        begins = next(units[0].lines)
        self.remarks.append(Remark("text_after_signature", begins.span))
        titles = [units[0]] if isinstance(units[0], Line) and is_upper(units[0].text) else []
        self.outline.begin_annex([line for line in titles if isinstance(line, Line)], None)
        self.outline.read(units[len(titles) :])

    def _annex(self, annex: Annex, end: int, *, has_foot: bool) -> bool:
        """Read an annex; the foot of the document may stand behind the last one."""
        for unit in self.units[annex.start : annex.heading]:
            for line in unit.lines:
                self.claims.set_aside(REPEATED_HEAD, line)
        heading = self.units[annex.heading : annex.end_of_heading]
        titles = [unit for unit in heading if isinstance(unit, Line)]
        self.outline.begin_annex(titles, annex.label)
        self.remarks.append(Remark("annex", titles[0].span, (("title", titles[0].text),)))
        foot = foot_start(self.units, annex.end_of_heading, end)
        self.outline.read(self.units[annex.end_of_heading : end if foot is None else foot])
        if foot is None:
            return False
        if not has_foot:
            length = Foot(self.units[foot:end], self.claims).read()
            self.outline.read(self.units[foot + length : end])
            return True
        for unit in self.units[foot:end]:
            for line in unit.lines:
                self.claims.set_aside(SECOND_FOOT, line)
        return False

    def _result(self) -> ReadDocument:
        """The document with all that was claimed, and what nobody claimed."""
        claims, parts = self.claims, self.outline.parts()
        taken = [*claims.spans(), *(span for part in parts for span in part.spans)]
        found = ReadDocument(
            source=self.source.text,
            parent_body=claims.one("parent_body"),
            issuer=claims.one("issuer"),
            national=claims.one("national"),
            number=claims.one("number"),
            symbol=claims.one("symbol"),
            place=claims.one("place"),
            issued_on=claims.one("issued_on"),
            document_type=claims.one("document_type"),
            abstract=claims.one("abstract"),
            attached_to=claims.one("attached_to"),
            authority=claims.one("authority"),
            formula=claims.one("formula"),
            signing_capacity=claims.one("signing_capacity", "\n"),
            signer_position=claims.one("signer_position", "\n"),
            signer_name=claims.one("signer_name", "\n"),
            signed_note=claims.one("signed_note"),
            document_type_key=type_key(claims),
            marks=claims.all("marks"),
            basis=claims.all("basis", " ;,."),
            addressees=tuple(_bare(one, ADDRESSED) for one in claims.all("addressees")),
            recipients=tuple(_bare(one, RECIPIENTS) for one in claims.all("recipients")),
            stamps=(*claims.stamps, *_signatures(self.source.notes)),
            parts=parts,
            leftovers=self._leftovers(taken),
        )
        remarks = [*self.remarks, *mark_remarks(self.source), *self.outline.remarks()]
        remarks += [Remark(note.code, Span(0, 0), note.details) for note in self._notes()]
        return with_remarks(found, remarks)

    def _notes(self) -> Iterator[Note]:
        """What the file says of itself, without its signatures."""
        return (note for note in self.source.notes if note.code != SIGNATURE)

    def _leftovers(self, taken: Sequence[Span]) -> tuple[Leftover, ...]:
        """What nobody claimed; neighbours of one kind are one."""
        text = self.source.text
        found: list[Leftover] = []
        for gap in gaps(len(text), taken):
            for span in _printed(text, gap):
                is_rule = RULE.fullmatch(text[span.start : span.end])
                kind = self.claims.kinds.get(span.start, RULED if is_rule else UNKNOWN)
                last = found[-1] if found else None
                start = span.start
                if last and last.kind == kind and not text[last.span.end : start].strip():
                    start = found.pop().span.start
                found.append(Leftover(kind, text[start : span.end], Span(start, span.end)))
        return tuple(found)


def _signatures(notes: Sequence[Note]) -> Iterator[Stamp]:
    """The signatures in the file itself, which stand nowhere in its text."""
    for note in notes:
        if note.code == SIGNATURE:
            said = dict(note.details)
            yield Stamp(said["signed_by"], "", said["email"], said["signed_at"], ())


def _unfolded(units: Sequence[Unit]) -> list[Unit]:
    """The units with the tables that only lay out a head or a foot as lines."""
    found: list[Unit] = []
    for unit in units:
        if isinstance(unit, Table) and _is_frame(unit):
            found += unit.lines
        else:
            found.append(unit)
    return found


def _is_frame(table: Table) -> bool:
    """Whether a table holds the head or the foot of a paper."""
    if len(table.rows) > MOST_FRAME_ROWS:
        return False
    texts = [line.text for line in table.lines]
    is_head = any(NATIONAL.match(text) or MOTTO.match(text) for text in texts)
    is_signed = any(map(is_office, texts)) and any(map(is_name, texts))
    return is_head or is_signed or any(RECIPIENTS.match(text) for text in texts)


def _is_text(units: Sequence[Unit]) -> bool:
    """Whether lines behind a signature are more than remains of the foot."""
    first = units[0]
    if isinstance(first, Table) or len(units) >= FEWEST_LINES:
        return True
    return len(units) > 1 and (is_upper(first.text) or bool(labels_of(first.text)))


def _bare(found: Found, heading: re.Pattern[str]) -> Found:
    """An entry of a list without the word before the list and the signs between its items."""
    value = found.value
    if announced := heading.match(value):
        value = value[announced.end() :]
    return found._replace(value=value.strip(_BETWEEN_ITEMS))


def _printed(text: str, gap: Span) -> Iterator[Span]:
    """The lines in a piece of the source without the spaces around them."""
    at = gap.start
    for piece in text[gap.start : gap.end].split("\n"):
        said = piece.strip()
        if said:
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(said))
        at += len(piece) + 1
