"""The head of a document: bodies, number, place and day, type, abstract, addressees; pure.

The two columns of the head come out of a file one after the other, side by side or interleaved.
So each piece is recognised by what it says, not by where it stands.
"""

from collections.abc import Sequence
from itertools import takewhile

from intranet.policies.reading.authority import authority_start
from intranet.policies.reading.claims import Claims
from intranet.policies.reading.head_pieces import EVIDENCE, is_authority, kind_of, pieces
from intranet.policies.reading.head_values import claim_date, claim_number, issuer_start
from intranet.policies.reading.labels import labels_of
from intranet.policies.reading.paragraphs import (
    Layout,
    begins_small,
    is_terminal,
    is_unfinished,
)
from intranet.policies.reading.source import Line, Table, Unit
from intranet.policies.reading.words import (
    ADDRESSED,
    ANNOUNCES,
    ATTACHED,
    BASIS,
    FORMAL_BASIS,
    FORMULA,
    JOINT,
    NATIONAL_END,
    OPENING,
    SENTENCE,
    is_upper,
    type_in,
    type_name,
)

LONGEST_HEAD = 60  # lines
LONGEST_PRELUDE = 15  # lines before the first sign of a head
LONGEST_ABSTRACT = 12  # lines
LONGEST_CAPITALS = 16  # lines of abstract and authority
LONGEST_ABSTRACT_LINE = 200
LONGEST_SECOND_LINE = 60
MOST_ADDRESSEES = 40  # lines
FARTHEST_SIGN = 8  # lines
CENTRED = 6  # signs that the middles of two centred lines may lie apart


class Head:
    """Reads the head of the lines given; `at` is how far it came."""

    def __init__(self, lines: Sequence[Unit], layout: Layout, claims: Claims) -> None:
        self.lines = lines
        self.layout = layout
        self.claims = claims
        self.at = 0
        self.bodies: list[Line] = []
        self.seen: set[str] = set()
        self.has_subject = False

    def read(self) -> int:
        """Claim all that belongs to the head; returns the number of lines it took."""
        if not self._has_head():
            return 0
        while (line := self._line()) is not None and self.at < LONGEST_HEAD:
            if not self._take(line):
                break
            self.at += 1
            if "type" in self.seen:
                break
        self._claim_bodies()
        if "type" in self.seen:
            self._joint_type()
            self._abstract()
        self._below_abstract()
        return self.at

    def _line(self) -> Line | None:
        """The next line, None at a table and at the end."""
        unit = self.lines[self.at] if self.at < len(self.lines) else None
        return None if isinstance(unit, Table) else unit

    def _has_head(self) -> bool:
        """Whether anything among the first lines is a sign of a head."""
        start = [unit for unit in self.lines[:LONGEST_PRELUDE] if isinstance(unit, Line)]
        return any(
            kind in EVIDENCE
            for line in start
            for piece in pieces(line)
            for kind in [kind_of(piece, is_started=False)]
        )

    def _take(self, line: Line) -> bool:
        """Claim the pieces of a line; False where the body begins with it."""
        found = [(piece, self._kind(piece)) for piece in pieces(line)]
        if any(kind == "body" for _piece, kind in found):
            return False
        if self.seen and all(kind == "other" for _piece, kind in found):
            return self._goes_on(line)
        for piece, kind in found:
            self._claim(piece, kind)
        return True

    def _kind(self, piece: Line) -> str:
        """What a piece is; «VIỆT NAM» may end the national name or the name of a body."""
        kind = kind_of(piece, is_started=bool(self.seen))
        if kind == "national" and NATIONAL_END.fullmatch(piece.text):
            said = self.claims.one("national")
            is_open = said is not None and "NAM" not in said.value
            return kind if is_open else "body_name"
        return kind

    def _goes_on(self, line: Line) -> bool:
        """Whether a line without a sign of its own goes on with the abstract under a number."""
        is_long = len(line.text) > LONGEST_ABSTRACT_LINE
        if not self.has_subject or is_long or self.layout.is_gap(line) or OPENING.match(line.text):
            return self._has_more()
        self.claims.extend("abstract", line)
        return True

    def _has_more(self) -> bool:
        """Whether one of the next lines is a sign of the head that has not come yet."""
        ahead = self.lines[self.at + 1 : self.at + 1 + FARTHEST_SIGN]
        kinds = {
            kind_of(piece, is_started=True)
            for line in ahead
            if isinstance(line, Line)
            for piece in pieces(line)
        }
        return bool(kinds & EVIDENCE - self.seen)

    def _claim(self, piece: Line, kind: str) -> None:
        """Claim one piece of the head."""
        if kind in EVIDENCE:
            self.seen.add(kind)
        if kind in {"national", "motto"}:
            self.claims.begin("national", piece)
        elif kind == "number":
            claim_number(piece, self.claims)
        elif kind == "date":
            claim_date(piece, self.claims)
        elif kind == "body_name":
            self.bodies.append(piece)
        elif kind == "mark":
            self.claims.begin("marks", piece)
        elif kind == "subject":
            self.has_subject = True
            self.claims.begin("abstract", piece)
        elif kind == "type":
            self._claim_type(piece)
        elif self.has_subject and begins_small(piece.text):
            self.claims.extend("abstract", piece)

    def _claim_type(self, piece: Line) -> None:
        """Claim the type, and what of the abstract stands behind it on the line."""
        end = type_in(piece.text)
        self.claims.begin("document_type", piece.cut(0, end))
        rest = piece.cut(end)
        if any(map(str.isalnum, rest.text)):
            self.claims.begin("abstract", rest)

    def _joint_type(self) -> None:
        """Claim «LIÊN NGÀNH» on a line of its own below the type."""
        line = self._line()
        if line is not None and not self.claims.has("abstract") and JOINT.fullmatch(line.text):
            self.claims.extend("document_type", line)
            self.at += 1

    def _claim_bodies(self) -> None:
        """Claim the issuer, and the body above it where two bodies are named."""
        at = issuer_start(self.bodies)
        if at:
            self.claims.begin("parent_body", *self.bodies[:at])
        if self.bodies:
            self.claims.begin("issuer", *self.bodies[at:])

    def _abstract(self) -> None:
        """Claim the lines of the abstract below the type."""
        last: Line | None = None
        authority = self._authority_below()
        for _count in range(LONGEST_ABSTRACT):
            line = self._line()
            if line is None or self.at == authority or self._ends_abstract(last, line):
                return
            if last is None and not self.claims.has("abstract"):
                self.claims.begin("abstract", line)
            else:
                self.claims.extend("abstract", line)
            last = line
            self.at += 1

    def _authority_below(self) -> int | None:
        """Where the authority begins if all between type and basis is written in capitals."""
        kind = self.claims.one("document_type")
        bodies = [self.claims.one(name) for name in ("issuer", "parent_body")]
        ahead = self.lines[self.at : self.at + LONGEST_CAPITALS]
        capitals = list(takewhile(self._is_capital, ahead))
        following = ahead[len(capitals)] if len(capitals) < len(ahead) else None
        is_based = isinstance(following, Line) and BASIS.match(following.text)
        if kind is None or not is_based:
            return None
        texts = [line.text for line in capitals if isinstance(line, Line)]
        start = authority_start(texts, type_name(kind.value), [one.value for one in bodies if one])
        return None if start is None else self.at + start

    def _is_capital(self, unit: Unit) -> bool:
        """Whether a line in capitals may stand between the type and the basis."""
        return isinstance(unit, Line) and is_upper(unit.text) and not self._is_new(unit)

    def _ends_abstract(self, last: Line | None, line: Line) -> bool:
        """Whether a line below the type no longer belongs to the abstract."""
        text = line.text
        if _begins_other(text):
            return True
        if last is None:
            is_long = len(text) > 2 * LONGEST_ABSTRACT_LINE
            return is_long or bool(SENTENCE.match(text)) or is_authority(text)
        if begins_small(text):
            return False
        if self.layout.is_gap(line) or is_terminal(last.text):
            return True
        return not is_unfinished(last.text) and self._is_prose(last, line)

    def _is_prose(self, last: Line, line: Line) -> bool:
        """Whether a line below an abstract looks like a sentence or like who decides."""
        text = line.text
        if (is_authority(text) and not last.text.isupper()) or _is_off_centre(last, line):
            return True
        if OPENING.match(text) or BASIS.match(text) or is_terminal(text):
            return True
        if last.indent and not line.is_whole:
            return len(text) > LONGEST_ABSTRACT_LINE
        return len(text) > LONGEST_SECOND_LINE or not self._body_follows()

    def _body_follows(self) -> bool:
        """Whether the line after the next one plainly begins the body."""
        unit = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if not isinstance(unit, Line):
            return True
        is_begun = OPENING.match(unit.text) or BASIS.match(unit.text)
        return (
            bool(is_begun)
            or _begins_other(unit.text)
            or self.layout.is_gap(unit)
            or is_authority(unit.text)
        )

    def _below_abstract(self) -> None:
        """Claim what stands between the abstract and the body."""
        steps = (self._attached, self._addressees, self._authority, self._basis, self._formula)
        while any(step() for step in steps):
            pass

    def _attached(self) -> bool:
        """Claim «(Kèm theo …)» of a paper that is itself an annex."""
        line = self._line()
        if line is None or self.claims.has("attached_to") or not ATTACHED.match(line.text):
            return False
        self.claims.begin("attached_to", line)
        self.at += 1
        is_open = line.text.startswith("(")
        while is_open and ")" not in line.text:
            line = self._line()
            if line is None or self.layout.is_gap(line):
                return True
            self.claims.extend("attached_to", line)
            self.at += 1
        return True

    def _addressees(self) -> bool:
        """Claim «Kính gửi: …» with one addressee or several."""
        line = self._line()
        found = line and ADDRESSED.match(line.text)
        if line is None or not found or self.claims.has("addressees"):
            return False
        self.at += 1
        last = line
        self.claims.begin("addressees", line)
        is_named = bool(line.cut(found.end()).text)
        for _count in range(MOST_ADDRESSEES):
            line = self._line()
            if line is None or not (self._is_addressee(last, line) or not is_named):
                return True
            if is_named and (is_item(line.text) or last.text[-1] in ";:"):
                self.claims.begin("addressees", line)
            else:
                self.claims.extend("addressees", line)
            last, is_named = line, True
            self.at += 1
        return True

    def _is_addressee(self, last: Line, line: Line) -> bool:
        """Whether a line names another addressee, or goes on with one."""
        if last.text[-1] in ";:":
            return True
        if begins_small(line.text) and not last.text.endswith("."):
            return True
        if is_item(line.text):
            return not last.text.endswith(".")
        return is_unfinished(last.text) and not self.layout.is_gap(line)

    def _authority(self) -> bool:
        """Claim the line in capitals that says who decides: «GIÁM ĐỐC SỞ NỘI VỤ»."""
        line = self._line()
        if line is None or self.claims.has("basis") or not is_authority(line.text):
            return False
        is_more = self.claims.has("authority")
        (self.claims.extend if is_more else self.claims.begin)("authority", line)
        self.at += 1
        following = self._line()
        while following and is_upper(following.text) and not self._is_new(following):
            self.claims.extend("authority", following)
            self.at += 1
            following = self._line()
        return True

    def _is_new(self, line: Line) -> bool:
        """Whether a line in capitals begins something else."""
        return bool(labels_of(line.text) or FORMULA.fullmatch(line.text))

    def _basis(self) -> bool:
        """Claim one paragraph that says on what the document rests."""
        line = self._line()
        if line is None or not BASIS.match(line.text):
            return False
        end = self._paragraph_end()
        paragraph = [unit for unit in self.lines[self.at : end] if isinstance(unit, Line)]
        text = paragraph[-1].text
        if ANNOUNCES.search(text) or not self._is_basis(line, text, end):
            return False
        self.claims.begin("basis", *paragraph)
        self.at = end
        return True

    def _is_basis(self, line: Line, end_text: str, end: int) -> bool:
        """Whether a paragraph is a basis by how it begins and ends, or by what follows it."""
        if end_text[-1] == ";":
            return True
        if not FORMAL_BASIS.match(line.text) or end_text[-1] == ":":
            return False
        following = self.lines[end] if end < len(self.lines) else None
        text = following.text if isinstance(following, Line) else ""
        return end_text[-1] in ".," or bool(BASIS.match(text) or FORMULA.fullmatch(text))

    def _paragraph_end(self) -> int:
        """Where the paragraph ends that begins with the next line."""
        end = self.at + 1
        while end < len(self.lines):
            before, line = self.lines[end - 1], self.lines[end]
            if isinstance(before, Table) or isinstance(line, Table):
                break
            is_new = BASIS.match(line.text) and is_terminal(before.text)
            is_other = FORMULA.fullmatch(line.text) or is_authority(line.text)
            if is_new or is_other or not self.layout.goes_on(before, line):
                break
            end += 1
        return end

    def _formula(self) -> bool:
        """Claim «QUYẾT ĐỊNH:»."""
        line = self._line()
        if line is None or not FORMULA.fullmatch(line.text) or self.claims.has("formula"):
            return False
        self.claims.begin("formula", line)
        self.at += 1
        return True


def is_item(text: str) -> bool:
    """Whether a line is an item of a list of bodies."""
    return any(label.kind in {"bullet", "number"} for label in labels_of(text))


def _is_off_centre(above: Line, line: Line) -> bool:
    """Whether a line does not stand centred below another, where the indents are known."""
    if not above.indent or line.is_whole:
        return False
    middles = [one.indent + len(one.text) / 2 for one in (above, line)]
    return abs(middles[0] - middles[1]) > CENTRED


def _begins_other(text: str) -> bool:
    """Whether a line by its first words is a numbered part, a basis, a reference or the like."""
    if labels_of(text) and not begins_small(text):
        return True
    forms = (ADDRESSED.match, FORMAL_BASIS.match, ATTACHED.match, FORMULA.fullmatch)
    return any(is_one(text) for is_one in forms)
