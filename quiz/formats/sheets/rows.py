"""From the rows of a sheet below its headings to questions; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from intranet.office_files.workbooks import Cells
from quiz.formats.base import (
    COMMENT,
    HEADING,
    NOTICE,
    QUESTION,
    UNREAD,
    WARNING,
    Line,
    Place,
    Problem,
    ReadQuestion,
)
from quiz.formats.sheets import columns as c
from quiz.formats.sheets.layout import Layout
from quiz.formats.sheets.questions import Row, question_of
from search.text import fold

SHOWN = 200
LONGEST_HEADING = 150
_ORDINAL = re.compile(
    r"(?:(?:phần|chương|mục|nhóm|bài|part|section|chapter) )?\(?(?:\d+|[ivxlc]+|[a-zđ])[.):]?",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"\d+(?:[.)])?")
_GROUP = re.compile(
    r"(?:(?:phần|chương|mục|chủ đề|lĩnh vực|nhóm|chuyên đề|bài|hạng mục|part|section|topic|chapter)"
    r"\s*(?:thứ\s+\w+|\d+|[IVXLC]+)?\s*[.:)–-]+|(?:\d+|[IVXLC]+|[A-ZĐ])\s*[.:)–/-]+)\s*(?=\S)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:tong cong|tong so|tong|cong|nguoi (?:lap|soan|tong hop|duyet|ra de|bien soan|ky)|het|"
    r"danh sach nay|noi nhan|nguon|ghi chu|luu y|ngay \d|ha tinh ngay|thu truong|giam doc|"
    r"note|total)\b"
)


@dataclass(slots=True)
class SheetResult:
    """What the rows of a sheet gave."""

    questions: list[ReadQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class SheetReader:
    """Reads the rows of one sheet below its headings, one after the other."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.result = SheetResult()
        self._topic = ""
        self._waiting: list[Line] = []
        self._row: Row | None = None

    def read(self, rows: Sequence[Cells]) -> SheetResult:
        """The questions of the rows and what became of each row."""
        for cells in rows:
            if cells.number <= self.layout.last_row:
                self._keep(cells, COMMENT)
            elif not self._continues(cells):
                self._finish()
                self._start(cells)
        self._finish()
        for line in self._waiting:
            self._unread(line)
            self.result.lines.append(line._replace(role=UNREAD))
        self.result.lines.sort(key=lambda line: line.place.line)
        return self.result

    def _texts(self, cells: Cells) -> dict[str, str]:
        """The cells of a row by field, without those left empty."""
        return {
            name: cells.values[place]
            for place, name in self.layout.columns.items()
            if place < len(cells.values) and cells.values[place] and name != c.IGNORED
        }

    def _continues(self, cells: Cells) -> bool:
        """Take the row as more options of the question above, if it is one option a row."""
        if self._row is None or not self.layout.has(c.OPTIONS):
            return False
        if cells.number != self._row.last_number + 1:
            return False
        texts = self._texts(cells)
        stem_place = self._row.place_of(c.STEM)
        has_own_stem = c.STEM in texts and stem_place not in cells.filled
        if has_own_stem or c.OPTIONS not in texts:
            return False
        self._row.more.append((texts[c.OPTIONS], texts.get(c.KEY, "")))
        self._row.last_number = cells.number
        self._keep(cells, QUESTION)
        return True

    def _start(self, cells: Cells) -> None:
        """Decide what a row is that begins something new."""
        texts = self._texts(cells)
        said = {place: text for place, text in enumerate(cells.values) if text}
        is_empty = set(texts) <= {c.NUMBER} and _is_ordinal(list(said.values()))
        if is_empty or self._repeats_headings(cells) or _only_numbers(list(said.values())):
            self._keep(cells, COMMENT)
        elif self._is_question(texts, said):
            self._row = Row(cells, texts, self.layout, self._topic)
            self._keep(cells, QUESTION)
        elif (heading := _heading(said, texts)) is not None:
            self._heading(cells, heading)
        else:
            self._unread(self._line(cells, UNREAD))
            self._keep(cells, UNREAD)

    def _is_question(self, texts: dict[str, str], said: dict[int, str]) -> bool:
        """Whether the row is a question, with or without faults."""
        answers = sum(1 for name in texts if _is_answer(name))
        if c.STEM not in texts:
            return answers > 1
        if answers or c.KIND in texts:
            return True
        stem = texts[c.STEM]
        number = texts.get(c.NUMBER, "")
        if _END.match(fold(stem)):
            return False
        is_long = len(stem) > LONGEST_HEADING
        return stem.endswith(("?", ".", "…")) or is_long or bool(_PLAIN_NUMBER.fullmatch(number))

    def _heading(self, cells: Cells, text: str) -> None:
        """A row that names the group of the questions below it."""
        self._topic = _GROUP.sub("", text, count=1) or text
        self._waiting.append(self._line(cells, HEADING))

    def _finish(self) -> None:
        """Make the question of the rows that were gathered."""
        if self._row is None:
            return
        if self._waiting:
            for line in self._waiting[:-1]:
                self.result.lines.append(line)
            self._tell_topic(self._waiting[-1])
            self._waiting = []
        self.result.questions.append(question_of(self._row))
        self._row = None

    def _tell_topic(self, line: Line) -> None:
        self.result.lines.append(line)
        if not self.layout.has(c.TOPIC):
            details = {"topic": self._row.topic if self._row else ""}
            self.result.problems.append(
                Problem(NOTICE, "sheet_heading_as_topic", line.place, line.text, details)
            )

    def _repeats_headings(self, cells: Cells) -> bool:
        """Whether the headings come again, as on a new page."""
        headings = self.layout.headings
        said = [(place, text) for place, text in enumerate(cells.values) if text]
        return len(said) > 1 and all(fold(headings.get(place, "")) == fold(t) for place, t in said)

    def _unread(self, line: Line) -> None:
        self.result.problems.append(Problem(WARNING, "sheet_row_unread", line.place, line.text))

    def _keep(self, cells: Cells, role: str) -> None:
        self.result.lines.append(self._line(cells, role))

    def _line(self, cells: Cells, role: str) -> Line:
        return line_of(cells, role)


def line_of(cells: Cells, role: str) -> Line:
    """What became of a row, with the beginning of what stands in it."""
    text = " | ".join(" ".join(value.split()) for value in cells.values if value)
    return Line(Place(cells.number, cells.sheet), role, text[:SHOWN])


def column_problems(layout: Layout, sheet: str) -> Iterator[Problem]:
    """What was assumed about the columns of a sheet."""
    for place, text in sorted(layout.near.items()):
        at = Place(layout.last_row, sheet, get_column_letter(place + 1))
        details = {"field": c.heading_for(layout.columns[place])}
        yield Problem(NOTICE, "sheet_column_guessed", at, text, details)
    for place, text in sorted(layout.unused.items()):
        at = Place(layout.last_row, sheet, get_column_letter(place + 1))
        yield Problem(NOTICE, "sheet_column_unused", at, text)


def _is_answer(name: str) -> bool:
    """Whether the field says something about options or the key."""
    return c.holds_options(name) or name in {c.KEY, c.RIGHT_OPTION, c.EXPLANATION}


def _is_ordinal(texts: Sequence[str]) -> bool:
    """Whether a row holds nothing but its number, written in advance."""
    return len(texts) == 1 and bool(_PLAIN_NUMBER.fullmatch(texts[0]))


def _only_numbers(texts: Sequence[str]) -> bool:
    """Whether the row only numbers the columns: (1) (2) (3)."""
    bare = [text.strip("()[] ") for text in texts]
    return len(bare) > 2 and bare == [str(number) for number in range(1, len(bare) + 1)]


def _heading(said: dict[int, str], texts: dict[str, str]) -> str | None:
    """The group that a row names if it holds one text, and perhaps a number before it."""
    rest = [text for text in said.values() if not _ORDINAL.fullmatch(text)]
    if len(set(rest)) != 1 or len(said) > len(rest) + 1:
        return None
    text = " ".join(rest[0].split())
    is_alone = set(texts) <= {c.STEM, c.NUMBER, c.TOPIC, c.CODE, c.KIND}
    if len(text) > LONGEST_HEADING or _END.match(fold(text)) or not is_alone:
        return None
    return text if any(map(str.isalpha, text)) else None
