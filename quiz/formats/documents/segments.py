"""Cuts the lines of a text into questions and tables of keys; pure.

First by what says that a question begins («Câu 1:», «1.»); what is left in one piece is cut where
options or keys begin anew, so that questions without numbers are found too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intranet.pages.files.word.words import Words
from quiz.formats.base import COMMENT, HEADING, NOTICE, QUESTION, UNREAD, WARNING, Place, Problem
from quiz.formats.documents.key_tables import Entry, Table, entries_on, letters_on, numbers_on
from quiz.formats.documents.source import Source
from quiz.formats.documents.words import (
    Heading,
    Start,
    attribute_of,
    bare_heading_of,
    heading_of,
    is_comment,
    is_table_header,
    strong_start,
    table_heading_of,
    weak_start,
)
from quiz.formats.labels import follows, key_of, option_of

LONGEST_ENTRY = 80  # of a key in words in a table: «12. 30 ngày»


@dataclass(frozen=True, slots=True)
class Piece:
    """A line within a question, without what says that the question begins."""

    source: Source
    words: Words

    @property
    def text(self) -> str:
        """What it says."""
        return self.words.text.strip()


@dataclass(slots=True)
class Block:
    """The lines of one question, or lines before any."""

    pieces: list[Piece]
    number: int | None = None
    is_started: bool = False
    is_example: bool = False
    topic: str = ""
    part: int = 0
    part_name: str = ""
    last_label: str = ""  # of the line that last looked like an option
    points: int = 0  # of a numbered list within the question
    is_complete: bool = False  # has options or a key already, so that another may begin

    def add(self, piece: Piece) -> None:
        """Take a line along, and what it may be: this is asked again for each line that follows."""
        start = weak_start(piece.text) if self.pieces else None
        self.points += bool(start and start.number == self.points + 1)
        self.pieces.append(piece)
        if option := option_of(piece.text):
            self.last_label = option.label
            self.is_complete |= not option.label.isdigit()
        self.is_complete = self.is_complete or key_of(piece.text) is not None


@dataclass(slots=True)
class Segments:
    """What a text consists of; `roles` has one entry for each line."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)


def segmented(sources: Sequence[Source]) -> Segments:
    """Return the pieces of a text."""
    return _Segmenter(sources).run()


class _Segmenter:
    """Goes through the lines once, looking a few lines ahead."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.found = Segments()
        self.block: Block | None = None
        self.entries: list[Entry] | None = None  # of the table that is being read
        self.table_part = ""
        self.topic, self.part, self.part_name = "", 0, ""
        self.last: int | None = None  # number of the last question
        self.is_worded = any(map(_is_worded_start, sources))
        self.form = "" if self.is_worded else self._weak_form()
        self.seen: set[int] = set()

    def run(self) -> Segments:
        """Read all lines."""
        at = 0
        while at < len(self.sources):
            at += self._take(at)
        self._end_table()
        return self.found

    def _take(self, at: int) -> int:
        """Read the line at a place, and return how many lines that were."""
        source = self.sources[at]
        line = source.text
        if source.role or not line.strip():
            self._take_wordless(at, source)
        elif is_comment(line):
            self._comment(at, line)
        elif numbers_on(line) and (self.entries is not None or self._is_upper_row(at)):
            return self._take_rows(at)
        elif (heading := table_heading_of(line)) and self._begins_table(at):
            self._begin_table(at, heading)
        elif self._is_entry(at):
            self._take_entries(at)
        elif self.entries is not None and is_table_header(line):
            self.found.roles[at] = COMMENT
        elif heading := self._heading(at):
            self._take_heading(at, heading)
        elif start := self._start(at):
            self._begin(at, start)
        else:
            self._continue(at)
        return 1

    def _take_wordless(self, at: int, source: Source) -> None:
        """A line whose role is known, or one of pictures only, which belongs to its question."""
        self.found.roles[at] = source.role or COMMENT
        if not source.role and self.block is not None:
            self.block.add(Piece(source, source.words))

    def _comment(self, at: int, line: str) -> None:
        """A line that says nothing; within a question it may be a gap to fill in."""
        if self.block and not any(sign.isalnum() for sign in line) and len(line.strip()) < 3:
            self._continue(at)
        else:
            self.found.roles[at] = COMMENT

    def _next(self, at: int) -> str:
        """The next line that says something, empty at the end."""
        rest = (source.text for source in self.sources[at + 1 : at + 4] if not source.role)
        return next((text for text in rest if text.strip() and not is_comment(text)), "")

    def _weak_form(self) -> str:
        """How numbers of questions are written where no word says «Câu»: as the first number is."""
        for at, source in enumerate(self.sources):
            start = weak_start(source.text)
            if start and not source.role and not self._is_numbered_option(at):
                return start.form
        return ""

    def _is_numbered_option(self, at: int) -> bool:
        """Whether a numbered line is the first point of a list right behind its question."""
        start = weak_start(self.sources[at].text)
        following = weak_start(self._next(at))
        is_list = bool(start and following and start.form == following.form)
        before = self.sources[at - 1].text if at else ""
        return is_list and start is not None and start.number == 1 and before.endswith(("?", ":"))

    # Tables of keys

    def _begins_table(self, at: int) -> bool:
        """Whether entries follow a heading, maybe after the names of columns or a part's name."""
        for place in range(at + 1, min(at + 5, len(self.sources))):
            line = self.sources[place].text
            if entries_on(line, Place(0)) or numbers_on(line):
                return True
            is_between = is_table_header(line) or heading_of(line) or not line.strip()
            if not is_between and not is_comment(line):
                start = strong_start(line) or weak_start(line)
                return bool(start and self._is_worded_entry(at, start, line))
        return False

    def _begin_table(self, at: int, heading: Heading) -> None:
        """A heading of a table ends the question before it."""
        self._end_table()
        self.found.roles[at] = HEADING
        self.entries, self.table_part, self.block = [], heading.number, None

    def _end_table(self) -> None:
        """Keep the table that has been read."""
        if self.entries:
            self.found.tables.append(Table(tuple(self.entries), len(self.found.blocks)))
        self.entries = None

    def _is_upper_row(self, at: int) -> bool:
        """Whether as many keys follow as there are numbers."""
        line = self.sources[at].text
        return len(letters_on(self._next(at))) == len(numbers_on(line))

    def _take_rows(self, at: int) -> int:
        """Read a row of numbers and the row of keys below it."""
        numbers = numbers_on(self.sources[at].text)
        lower = at + 1
        while lower < len(self.sources) and not self.sources[lower].text.strip():
            lower += 1
        letters = letters_on(self.sources[lower].text) if lower < len(self.sources) else []
        if len(letters) != len(numbers):
            end = lower + 1 if letters else at + 1
            for row in range(at, end):
                self._unread(row, "typed_table_odd")
            return end - at
        if self.entries is None:
            self.entries, self.block = [], None
        place = self.sources[lower].place
        pairs = zip(numbers, letters, strict=True)
        self.entries += [Entry(one, two, place, self.table_part) for one, two in pairs]
        self.found.roles.update(dict.fromkeys(range(at, lower + 1), QUESTION))
        return lower + 1 - at

    def _is_entry(self, at: int) -> bool:
        """Whether a line is one of a table of keys."""
        line = self.sources[at].text
        if self._is_key_of_another(line):
            return True
        entries = entries_on(line, self.sources[at].place)
        if self.entries is not None:
            start = strong_start(line) or weak_start(line)
            return bool(entries) or bool(start and self._is_worded_entry(at, start, line))
        if not self.seen or not entries:
            return False
        return len(entries) > 1 or entries[0].number in self.seen

    def _is_key_of_another(self, line: str) -> bool:
        """Whether a line «Đáp án câu 3: B» names a question that it does not stand below."""
        key = key_of(line)
        if key is None or key.number is None or not key.value:
            return False
        return self.block is None or self.block.number != key.number

    def _is_worded_entry(self, at: int, start: Start, line: str) -> bool:
        """Whether a numbered line gives a key in words rather than begins a question."""
        rest = line[start.offset :].strip()
        following = option_of(self._next(at))
        is_question = rest.endswith(("?", ":")) or (following and following.label == "A")
        is_known = start.number in self.seen
        return is_known and 0 < len(rest) <= LONGEST_ENTRY and not is_question

    def _take_entries(self, at: int) -> None:
        """Read a line of a table."""
        source = self.sources[at]
        if self.entries is None:
            self.entries, self.block, self.table_part = [], None, ""
        found = entries_on(source.text, source.place, self.table_part)
        key = key_of(source.text)
        if key and key.number is not None:
            found = [Entry(key.number, key.value, source.place, self.table_part)]
        start = strong_start(source.text) or weak_start(source.text)
        if not found and start and start.number is not None:
            value = source.text[start.offset :].strip()
            found = [Entry(start.number, value, source.place, self.table_part)]
        self.entries += found
        self.found.roles[at] = QUESTION

    # Headings and questions

    def _heading(self, at: int) -> Heading | None:
        """The heading that a line is; in a question «Chủ đề: …» is said of the question."""
        source = self.sources[at]
        if heading := heading_of(source.text):
            is_own = attribute_of(source.text) and self.block and self.block.is_started
            is_own = is_own or self._is_within_text(at)
            return None if is_own and not source.is_after_blank else heading
        heading = bare_heading_of(source.text)
        if heading is None or (self.block and follows(heading.number, self.block.last_label)):
            return None
        is_roman = len(heading.number) > 1 and heading.is_capital
        is_followed = bool(self._start_in(self._next(at)))
        return heading if is_roman or is_followed else None

    def _is_within_text(self, at: int) -> bool:
        """Whether a line stands between a question and its options: «Chương II. … quy định gì?»."""
        if self.block is None or not self.block.is_started or self.block.is_complete:
            return False
        return not self.sources[at].text.isupper() and not self._start_in(self._next(at))

    def _take_heading(self, at: int, heading: Heading) -> None:
        """A heading begins a part; within a table it says which part is meant."""
        source = self.sources[at]
        self.found.roles[at] = HEADING
        if self.entries is not None and self._begins_table(at):
            self.table_part = heading.number
            return
        self._end_table()
        self.block = None
        self.part, self.part_name, self.topic = self.part + 1, heading.number, heading.topic
        self.last = None
        if heading.topic:
            details = {"topic": heading.topic}
            self._tell(NOTICE, "typed_topic_from_heading", source, details)

    def _start_in(self, line: str) -> Start | None:
        """The beginning of a question as this text writes it."""
        if start := strong_start(line):
            return start
        weak = weak_start(line)
        return weak if weak and not self.is_worded and weak.form == self.form else None

    def _start(self, at: int) -> Start | None:
        """The beginning of a question; a point of a list in its text is none."""
        line = self.sources[at].text
        start = self._start_in(line)
        if start is None or not start.form or self.block is None or not self.block.is_started:
            return start
        if self.block.is_complete:
            return start
        is_next = start.number == (self.last or 0) + 1
        return start if is_next and start.number != (self.block.points or -1) + 1 else None

    def _begin(self, at: int, start: Start) -> None:
        """Begin a question."""
        source = self.sources[at]
        self._end_table()
        if start.number == 1 and self.last and self.last > 1:
            self.part, self.part_name = self.part + 1, ""
        self.block = self._new_block(start)
        self.block.add(Piece(source, source.words.cut(start.offset)))
        if start.number is not None and not start.is_example:
            self.last = start.number
            self.seen.add(start.number)
        self.found.roles[at] = COMMENT if start.is_example else QUESTION

    def _new_block(self, start: Start | None = None) -> Block:
        """A block of this part of the text."""
        block = Block([], topic=self.topic, part=self.part, part_name=self.part_name)
        if start:
            block.number, block.is_started = start.number, True
            block.is_example = start.is_example
        self.found.blocks.append(block)
        return block

    def _continue(self, at: int) -> None:
        """Add a line to its question, or to what stands before any."""
        source = self.sources[at]
        if self.entries is not None:
            self._end_table()
            self.block = None
        piece = Piece(source, source.words)
        if self.block is None:
            self.block = self._new_block()
        self.block.add(piece)
        self.found.roles[at] = COMMENT if self.block.is_example else QUESTION

    # Messages

    def _unread(self, at: int, code: str) -> None:
        """Say that a line was not understood."""
        self.found.roles[at] = UNREAD
        self._tell(WARNING, code, self.sources[at])

    def _tell(
        self, severity: str, code: str, source: Source, details: Mapping[str, object] | None = None
    ) -> None:
        """Keep a message about a line."""
        problem = Problem(severity, code, source.place, source.raw.strip(), details or {})
        self.found.problems.append(problem)


def _is_worded_start(source: Source) -> bool:
    """Whether a line begins a question by a word, and is not the key «Câu 1: C»."""
    return bool(strong_start(source.text)) and not entries_on(source.text, source.place)
