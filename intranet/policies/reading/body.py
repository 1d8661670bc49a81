"""The body of a document as an outline of its printed parts; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from intranet.policies.outline import Part, assign_anchors
from intranet.policies.reading.found import ReadPart, Remark
from intranet.policies.reading.labels import (
    NAMED,
    RANKS,
    Label,
    labels_of,
)
from intranet.policies.reading.paragraphs import Layout, begins_small, is_cut, is_terminal
from intranet.policies.reading.source import Line, Source, Span, Table, Unit
from intranet.policies.reading.words import ATTACHED

OPENING, ANNEX, PLAIN, TABLE = "opening", "annex", "plain", "table"
OPENING_ANCHOR, ANNEX_ANCHOR = "mo-dau", "kem-theo"
LONGEST_TITLE = 160  # signs; what is longer is a sentence with something below it
LONGEST_POINT_TITLE = 100
LONGEST_LEAD = 60  # with a colon behind; longer ones lead into a list
LONGEST_HEADING = 50  # «1. Về kinh phí.» is a heading although it ends with a full stop
# How a line ends that is cut within «khoản 2 Điều 3».
_CITING = re.compile(r"\b(?:điều|khoản|điểm|mục|chương)\s\S{1,4}$", re.IGNORECASE)
LARGEST_STEP = 2  # «d)» and then «e)», without «đ)»
DEEPEST = 12  # levels
LONGEST_QUOTE = 80  # lines


@dataclass(slots=True)
class Draft:
    """A part while it is being read; `titles` are the pieces that can only be its title."""

    kind: str
    level: int
    label: Label | None = None
    head: Span | None = None
    titles: list[Span] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    last: Line | None = None
    table: Table | None = None
    is_titled: bool = False
    is_clause: bool = False

    @property
    def rank(self) -> int:
        """The lower, the higher it stands in a document."""
        return self.label.rank if self.label else RANKS.get(self.kind, RANKS[PLAIN])

    @property
    def series(self) -> tuple[str, int, str]:
        """Which parts are numbered along with it: of bullets those with the same sign."""
        if self.label is None:
            return (self.kind, 1, "")
        return series_of(self.label)


def series_of(label: Label) -> tuple[str, int, str]:
    """What numbers that are counted together have in common."""
    return (label.kind, label.depth, label.text if label.kind == "bullet" else "")


class Outline:
    """Reads units one after the other; parts that are still open form a path."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        self.layout = layout
        self.drafts: list[Draft] = []
        self.path: list[Draft] = []
        self.is_numbered = False  # paragraphs before the first number open a document or an annex

    def read(self, units: Sequence[Unit]) -> None:
        """Add lines and tables to the outline."""
        quoted = _quoted(units)
        for unit in units:
            if isinstance(unit, Table):
                self._add_table(unit)
            else:
                self._add_line(unit, is_quoted=unit.start in quoted)

    def begin_annex(self, titles: Sequence[Line], label: Label | None) -> None:
        """Begin an annex; `titles` are the lines of its heading, the first with its number."""
        draft = Draft(ANNEX, 1, label, is_titled=True)
        for at, line in enumerate(titles):
            rest = line
            if label and not at:
                draft.head = Span(line.start, line.start + label.end)
                rest = line.cut(label.end)
            if rest.text:
                is_reference = bool(ATTACHED.match(rest.text)) or bool(draft.words)
                (draft.words if is_reference else draft.titles).append(rest.span)
        draft.last = titles[-1] if titles else None
        self.drafts.append(draft)
        self.path = [draft]
        self.is_numbered = False

    def _add_line(self, line: Line, *, is_quoted: bool) -> None:
        """Begin a part with a line, or go on with the one before."""
        last = self.drafts[-1] if self.drafts else None
        before = last.last if last else None
        label = self._label(line, before)
        if label is not None and not is_quoted:
            self._begin(label, line)
        elif last is None or before is None or label is not None or last.kind == ANNEX:
            self._begin_plain(line)
        elif self._is_title_line(last, before, line):
            last.titles.append(line.span)
            last.last = line
        elif self.layout.goes_on(before, line) or not (last.words or last.titles or last.table):
            (last.words if last.words or not last.titles else last.titles).append(line.span)
            last.last = line
        else:
            self._begin_plain(line)

    def _is_title_line(self, part: Draft, before: Line, line: Line) -> bool:
        """Whether a line is the title below «Chương I», or goes on with it."""
        if part.kind not in NAMED or part.kind == "dieu" or part.words:
            return False
        if not part.titles:
            return not part.is_titled
        return not part.is_titled and line.text.isupper() and before.text.isupper()

    def _label(self, line: Line, before: Line | None) -> Label | None:
        """The number that a line begins with, None where it only looks like one."""
        found = labels_of(line.text)
        if not found:
            return None
        following = next((label for label in found if self._follows(label)), None)
        others = [label for label in found if self._may_begin(label)]
        first = next((one for one in others if one.order == 1), None)
        label = following or first or (others[0] if others else None)
        if label is None or before is None or line.is_whole:
            return label
        is_next = following is not None or label.order == 1
        if self.layout.width and not is_next and is_cut(before.text, line.text):
            return None
        if self.layout.is_closed(before, line):
            return label
        is_heading = label.kind in NAMED and label.kind != "dieu"
        is_strong = is_heading or self._follows(label, LARGEST_STEP)
        rest = line.text[label.end :]
        is_cited = _CITING.search(before.text) is not None
        return label if is_strong and not is_cited and not begins_small(rest) else None

    def _follows(self, label: Label, step: int = 1) -> bool:
        """Whether a number comes next in a row that is open, or a few steps later."""
        return label.order > 1 and any(
            part.series == series_of(label)
            and part.label is not None
            and 0 < label.order - part.label.order <= step
            for part in self.path
        )

    def _may_begin(self, label: Label) -> bool:
        """Whether a number that does not go on may stand; «P. Tổ chức» and «C.» are no parts."""
        if label.kind == "capital":
            return label.order == 1
        return label.kind != "roman" or label.order not in {50, 100}

    def _begin(self, label: Label, line: Line) -> None:
        """Begin a numbered part."""
        self._climb(label)
        head = Span(line.start, line.start + label.end)
        draft = Draft(label.kind, self._level(), label, head)
        self.is_numbered = self.is_numbered or label.kind != "bullet"
        draft.is_clause = any(part.kind == "dieu" for part in self.path)
        rest = line.cut(label.end)
        if rest.text:
            is_title = label.kind in NAMED and label.kind != "dieu"
            (draft.titles if is_title else draft.words).append(rest.span)
            draft.is_titled = is_title and not rest.text.isupper()
        draft.last = line
        self._push(draft)

    def _climb(self, label: Label) -> None:
        """Leave the parts that a new number closes."""
        series = series_of(label)
        if label.kind == ANNEX or (label.kind != "bullet" and not self.is_numbered):
            del self.path[self._annex_depth(label) :]
        open_at = [at for at, part in enumerate(self.path) if part.series == series]
        is_first = label.order <= 1
        top = self.path[-1] if self.path else None
        is_below = is_first and len(self.path) < DEEPEST and self._holds(top, label)
        if open_at and not (label.order == 1 and is_below):
            del self.path[open_at[-1] :]
        elif not is_below:
            while self.path and self.path[-1].rank > label.rank and self.path[-1].kind != ANNEX:
                self.path.pop()
            self._leave_plain(label)

    def _annex_depth(self, label: Label) -> int:
        """How many parts stay open when all but an annex are closed."""
        return int(label.kind != ANNEX and bool(self.path) and self.path[0].kind == ANNEX)

    def _leave_plain(self, label: Label) -> None:
        """A paragraph holds a list below it only where it announces one."""
        while self.path and self.path[-1].rank == label.rank and self.path[-1].kind == PLAIN:
            self.path.pop()

    def _holds(self, part: Draft | None, label: Label) -> bool:
        """Whether a list stands below this part: numbers never stand below a paragraph."""
        is_plain = part is not None and part.kind == PLAIN
        return self._announces(part) and not (is_plain and label.kind != "bullet")

    def _announces(self, part: Draft | None) -> bool:
        """Whether a part ends with a colon, so that what follows stands below it."""
        return part is not None and part.last is not None and part.last.text.endswith(":")

    def _begin_plain(self, line: Line) -> None:
        """Begin a paragraph without a number: below what announces it, else beside it."""
        top = self.path[-1] if self.path else None
        if top is not None and not (self._is_open(top) and len(self.path) < DEEPEST):
            above = self.path[-2] if len(self.path) > 1 else None
            self.path.pop()
            if top.kind == "bullet" and above is not None and above.kind == PLAIN:
                self.path.pop()
        draft = Draft(PLAIN, self._level(), last=line)
        draft.words.append(line.span)
        self._push(draft)

    def _is_open(self, part: Draft) -> bool:
        """Whether an unnumbered paragraph belongs below this part rather than beside it."""
        if part.kind == "roman" or part.kind in NAMED:
            return True
        text = part.last.text if part.last else ""
        if part.kind in {PLAIN, "bullet"}:
            return text.endswith(":")
        is_section = part.kind == "number" and not part.is_clause and part.level > 1
        if is_section and len(part.words) == 1 and len(text) <= LONGEST_HEADING:
            return True
        return text.endswith(":") or not is_terminal(text)

    def _add_table(self, table: Table) -> None:
        """Add a table below the part that it stands in."""
        if (
            self.path
            and self.path[-1].kind in {PLAIN, "bullet"}
            and not self._announces(self.path[-1])
        ):
            self.path.pop()
        self.drafts.append(Draft(TABLE, self._level(), table=table))

    def _level(self) -> int:
        return self.path[-1].level + 1 if self.path else 1

    def _push(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.path.append(draft)

    def parts(self) -> tuple[ReadPart, ...]:
        """The parts with titles, texts and anchors."""
        drafts = self.drafts
        _name_opening(drafts)
        worded = [
            _worded(self.source, draft, following)
            for draft, following in zip_longest(drafts, drafts[1:])
        ]
        anchors = assign_anchors(
            [
                Part(draft.level, draft.label.text if draft.label else "", title, preset)
                for draft, (title, _text), preset in zip(
                    drafts, worded, _presets(drafts), strict=True
                )
            ]
        )
        return tuple(
            _part(self.source, draft, title, text, anchor)
            for draft, (title, text), anchor in zip(drafts, worded, anchors, strict=True)
        )

    def remarks(self) -> list[Remark]:
        """Where numbers jump, repeat or use letters that Vietnamese lists do not have."""
        found: list[Remark] = []
        open_at: dict[int, Draft] = {}
        for draft in self.drafts:
            open_at = {level: one for level, one in open_at.items() if level <= draft.level}
            if draft.label:
                found += _order_remarks(draft, open_at.get(draft.level))
                open_at[draft.level] = draft
        return found


def _quoted(units: Sequence[Unit]) -> set[int]:
    """Where lines start that stand within quotation marks which an earlier line has opened.

    «1. Sửa đổi Điều 5 như sau: “Điều 5. …”» quotes parts of another document.
    """
    lines = [unit for unit in units if isinstance(unit, Line)]
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.text[0] != "“" or line.start in found or "”" in line.text:
            continue
        ahead = lines[at + 1 : at + 1 + LONGEST_QUOTE]
        closing = next((place for place, one in enumerate(ahead) if "”" in one.text), -1)
        found |= {one.start for one in ahead[: closing + 1]}
    return found


def _order_remarks(draft: Draft, before: Draft | None) -> list[Remark]:
    """What is odd about the number of a part after the one before it."""
    label, head = draft.label, draft.head
    if label is None or head is None or label.kind == "bullet":
        return []
    if label.kind == "letter" and not label.order:
        return [Remark("odd_letter", head, (("label", label.text),))]
    if before is None or before.label is None or before.series != draft.series:
        return []
    step = label.order - before.label.order
    if step == 1 or not before.label.order or (not step and label.text != before.label.text):
        return []  # the next one, or «Điều 15a.» behind «Điều 15.»
    code = "numbering_gap" if step else "number_repeated"
    return [Remark(code, head, (("before", before.label.text), ("label", label.text)))]


def _name_opening(drafts: Sequence[Draft]) -> None:
    """Paragraphs before the first number open the document, if any number follows."""
    numbered = (
        at for at, draft in enumerate(drafts) if draft.label and draft.label.kind != "bullet"
    )
    first = next(numbered, 0)
    for draft in drafts[:first]:
        if draft.kind == PLAIN and draft.level == 1:
            draft.kind = OPENING


def _presets(drafts: Sequence[Draft]) -> list[str]:
    """The anchors that do not follow from numbers: the opening, an annex without a number."""
    taken: dict[str, int] = {}
    presets = []
    for draft in drafts:
        wish = OPENING_ANCHOR if draft.kind == OPENING else ""
        if draft.kind == ANNEX and draft.label is None:
            wish = ANNEX_ANCHOR
        if wish:
            taken[wish] = taken.get(wish, 0) + 1
            wish = wish if taken[wish] == 1 else f"{wish}-{taken[wish]}"
        presets.append(wish)
    return presets


def _worded(source: Source, draft: Draft, following: Draft | None) -> tuple[str, str]:
    """The title and the text of a part, as printed."""
    title, text = source.words(draft.titles), source.words(draft.words)
    if title or not draft.label:
        return title, text
    has_parts = following is not None and following.level > draft.level
    return (text, "") if _is_title(draft, text, has_parts=has_parts) else ("", text)


def _is_title(draft: Draft, text: str, *, has_parts: bool) -> bool:
    """Whether what stands behind a number is a title rather than a sentence."""
    if draft.kind in {"roman", "capital"} and text.isupper():
        return True
    if not has_parts or draft.kind == "bullet":
        return False
    if draft.kind in {"roman", "capital"}:
        return len(text) <= LONGEST_TITLE
    if draft.kind == "dieu":
        return len(text) <= 2 * LONGEST_TITLE and not is_terminal(text)
    if draft.kind == "number" and not draft.is_clause:
        return len(text) <= (LONGEST_LEAD if text.endswith(":") else LONGEST_TITLE)
    return len(text) <= LONGEST_POINT_TITLE and not is_terminal(text)


def _part(source: Source, draft: Draft, title: str, text: str, anchor: str) -> ReadPart:
    """The finished part."""
    rows: tuple[tuple[str, ...], ...] = ()
    spans = [*([draft.head] if draft.head else []), *draft.titles, *draft.words]
    if draft.table:
        spans = [line.span for line in draft.table.lines]
        rows = tuple(
            tuple("\n".join(line.text for line in cell) for cell in row) for row in draft.table.rows
        )
    label = draft.label.text if draft.label else ""
    return ReadPart(draft.level, draft.kind, label, title, text, anchor, tuple(spans), rows)
