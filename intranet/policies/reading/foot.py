"""The foot of a document: recipients and signature, side by side or one after the other; pure."""

import re
from collections.abc import Iterator, Sequence

from intranet.policies.reading.claims import Claims
from intranet.policies.reading.labels import labels_of
from intranet.policies.reading.paragraphs import begins_small
from intranet.policies.reading.source import Line, Table, Unit, columns
from intranet.policies.reading.words import (
    ACTING,
    CAPACITY,
    FILED,
    ISSUER,
    POSITION,
    RECIPIENTS,
    SIGNED_NOTE,
    is_name,
    is_upper,
)
from search.text import fold

LONGEST_SIGNATURE = 16  # lines from the first of a signature, or of some side by side, to a name
LONGEST_BODY = 3  # lines
LONGEST_FOOT = 80  # lines
LONGEST_POSITION = 90  # signs
_SIGNATURE_BEHIND = re.compile(r"(?<=[;.:,])\s+(?=\S)")


def foot_start(units: Sequence[Unit], first: int, last: int) -> int | None:
    """Where the foot begins among these units, None where there is none."""
    listed = next((at for at in range(first, last) if _is_list(units[at])), None)
    if listed is not None:
        return _signature_above(units, first, listed)
    signed = (at for at in range(first, last) if _is_signed(units, at, last))
    start = next(signed, None)
    return None if start is None else _body_above(units, first, start)


def _is_list(unit: Unit) -> bool:
    """Whether a line begins the list of recipients, in either column."""
    return isinstance(unit, Line) and any(RECIPIENTS.match(piece.text) for piece in columns(unit))


def _signature_above(units: Sequence[Unit], first: int, at: int) -> int:
    """Where a signature begins that stands directly above the recipients."""
    start = at
    for place in range(at - 1, max(first, at - LONGEST_SIGNATURE) - 1, -1):
        unit = units[place]
        texts = [piece.text for piece in columns(unit)] if isinstance(unit, Line) else [""]
        if not all(is_signature(text) or is_upper(text) for text in texts):
            break
        if any(map(is_office, texts)):
            start = place
    return _body_above(units, first, start) if start < at else at


def _body_above(units: Sequence[Unit], first: int, at: int) -> int:
    """Where the name of the body begins that stands in capitals above who signs for it."""
    start = at
    for place in range(at - 1, max(first, at - LONGEST_BODY) - 1, -1):
        unit = units[place]
        if not isinstance(unit, Line) or not is_upper(unit.text) or labels_of(unit.text):
            break
        if ISSUER.match(unit.text):
            start = place
    return start


def is_signature(text: str) -> bool:
    """Whether a line is one of a signature."""
    return bool(is_office(text) or is_name(text) or SIGNED_NOTE.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether a line says in capitals as what somebody signs."""
    if not is_upper(text) or len(text) > LONGEST_POSITION:
        return False
    return bool(CAPACITY.match(text) or POSITION.match(fold(text)))


def _is_signed(units: Sequence[Unit], at: int, last: int) -> bool:
    """Whether a signature begins here: an office and, a few lines below it, a name."""
    unit = units[at]
    if not isinstance(unit, Line) or not any(is_office(piece.text) for piece in columns(unit)):
        return False
    for below in units[at + 1 : min(last, at + LONGEST_SIGNATURE)]:
        if isinstance(below, Table):
            return False
        texts = [piece.text for piece in columns(below)]
        if any(is_name(text) for text in texts):
            return True
        if not all(is_signature(text) or is_upper(text) for text in texts):
            return False
    return False


class Foot:
    """Reads the foot that begins with the first of these lines."""

    def __init__(self, units: Sequence[Unit], claims: Claims) -> None:
        self.units = units
        self.claims = claims
        self.is_listing = False
        self.is_filed = False
        self.last = ""
        self.names = 0

    def read(self) -> int:
        """Claim recipients and signature; returns how many lines the foot has."""
        length = 0
        for at, unit in enumerate(self.units[:LONGEST_FOOT]):
            if isinstance(unit, Table):
                break
            taken = [self._take(piece) for piece in pieces(unit)]
            if any(taken):
                length = at + 1
            elif self.is_done and (self.is_filed or not self.is_listing):
                break
        return length

    @property
    def is_done(self) -> bool:
        """Whether somebody has signed."""
        return self.names > 0

    def _take(self, piece: Line) -> bool:
        """Claim a piece for the field that it says it belongs to."""
        text = piece.text
        if RECIPIENTS.match(text):
            self.is_listing = True
            self.claims.begin("recipients", piece)
            self.last = text
            return True
        if SIGNED_NOTE.fullmatch(text):
            self.claims.begin("signed_note", piece)
            return True
        if is_office(text):
            self._office(piece)
            return True
        if self._has_office() and is_name(text) and not self._is_list_line(text):
            self.names += 1
            self.claims.begin("signer_name", piece)
            return True
        if self._is_office_line(piece):
            self.claims.extend("signer_position", piece)
            return True
        return self.is_listing and self._recipient(piece)

    def _has_office(self) -> bool:
        """Whether it was said as what somebody signs."""
        return self.claims.has("signer_position") or self.claims.has("signing_capacity")

    def _is_list_line(self, text: str) -> bool:
        """Whether a line goes on with the recipients although it looks like a name."""
        return self.is_listing and not self.is_filed and text.endswith((";", "."))

    def _is_office_line(self, piece: Line) -> bool:
        """Whether a line in capitals goes on with a position: «SỞ NỘI VỤ»."""
        return self.claims.has("signer_position") and not self.is_done and is_upper(piece.text)

    def _office(self, piece: Line) -> None:
        """Claim an office: acting for somebody, or a position of one's own."""
        acting = ACTING.match(piece.text)
        if acting:
            self.claims.begin("signing_capacity", piece.cut(0, acting.end()))
            self.claims.begin("signer_position", piece.cut(acting.end()))
        elif CAPACITY.match(piece.text):
            self.claims.begin("signing_capacity", piece)
        else:
            self.claims.begin("signer_position", piece)

    def _recipient(self, piece: Line) -> bool:
        """Claim a recipient, or go on with one."""
        text = piece.text
        is_item = text[0] in "-–—+•*" or FILED.match(text)
        if self.is_filed and not is_item and not begins_small(text):
            return False
        is_first = RECIPIENTS.fullmatch(self.last) is not None
        if is_first or not (is_item or self.last.endswith(";")):
            self.claims.extend("recipients", piece)
        else:
            self.claims.begin("recipients", piece)
        self.is_filed = self.is_filed or bool(FILED.match(text))
        self.last = text
        return True


def pieces(line: Line) -> Iterator[Line]:
    """The columns of a line of the foot, cut again where a signature follows a recipient."""
    for column in columns(line):
        if not column.text:
            continue
        cut = _signature_start(column.text)
        if cut:
            yield column.cut(0, cut)
        yield column.cut(cut)


def _signature_start(text: str) -> int:
    """Where an office or a name follows on the line of a recipient, zero if none does."""
    heading = RECIPIENTS.match(text)
    if heading and is_office(text[heading.end() :]):
        return heading.end()
    if text[0] not in "-–" and not heading:
        return 0
    for found in _SIGNATURE_BEHIND.finditer(text):
        rest = text[found.end() :]
        is_signer = FILED.match(text) and is_name(rest) and text[found.start() - 1] == "."
        if is_office(rest) or is_signer:
            return found.end()
    return 0
