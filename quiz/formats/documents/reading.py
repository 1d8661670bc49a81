"""From the lines of a text to its questions, each line accounted for; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quiz.formats.base import (
    COMMENT,
    ERROR,
    NOTICE,
    UNREAD,
    WARNING,
    Line,
    Place,
    Problem,
    ReadFile,
)
from quiz.formats.documents.blocks import Draft, GivenKey, draft_of, is_question, split
from quiz.formats.documents.key_tables import Entry, Numbered, Table, owners
from quiz.formats.documents.questions import number_problems, question_of
from quiz.formats.documents.segments import Block, Piece, Segments, segmented
from quiz.formats.documents.source import Source
from quiz.formats.documents.words import is_title
from quiz.formats.labels import key_of, option_of


def read_sources(sources: Sequence[Source], file_format: str) -> ReadFile:
    """Return the questions of a text, and what became of each of its lines."""
    return _Reading(sources).file(file_format)


class _Reading:
    """Puts the parts together."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.places = {id(source): at for at, source in enumerate(sources)}
        self.segments: Segments = segmented(sources)
        self.problems: list[Problem] = list(self.segments.problems)
        self.roles = self.segments.roles

    def file(self, file_format: str) -> ReadFile:
        """All that was found."""
        drafts, tables = self._drafts()
        asked = [draft for draft in drafts if not draft.block.is_example]
        keys = self._table_keys(asked, tables)
        self._tell_examples(drafts)
        self.problems += number_problems(asked)
        for draft in drafts:
            for piece in draft.unread:
                self._unread(piece, "typed_behind_key")
        questions = [question_of(draft, keys.get(at, ())) for at, draft in enumerate(asked)]
        if not questions:
            self.problems.append(Problem(ERROR, "typed_no_questions", Place(1)))
        self._tell_loose_problems()
        return ReadFile(
            file_format,
            tuple(questions),
            tuple(sorted(self.problems, key=lambda problem: problem.place.line)),
            tuple(self._lines()),
        )

    def _drafts(self) -> tuple[list[Draft], list[Table]]:
        """The questions, and the tables of keys with their place among these."""
        drafts: list[Draft] = []
        counts = [0]
        for block in self.segments.blocks:
            found = self._block_drafts(block)
            drafts += found
            counts.append(counts[-1] + sum(not draft.block.is_example for draft in found))
        tables = [replace(table, after=counts[table.after]) for table in self.segments.tables]
        return drafts, tables

    def _block_drafts(self, block: Block) -> list[Draft]:
        """The questions in one piece of text, usually one; before the first may be a title."""
        drafts: list[Draft] = []
        for part in split(block):
            if not is_question(part):
                self._set_aside(part.pieces)
                continue
            draft = draft_of(part if part.is_started else self._without_title(part))
            if not part.is_started and self._has_numbers():
                problem = Problem(WARNING, "typed_unnumbered", draft.place)
                draft.problems.append(problem)
            drafts.append(draft)
        return drafts

    def _has_numbers(self) -> bool:
        """Whether questions of this text say where they begin."""
        return any(block.is_started for block in self.segments.blocks)

    def _without_title(self, block: Block) -> Block:
        """The question without lines before it that are a title."""
        at = 0
        while at < len(block.pieces) - 1 and _is_title(block.pieces, at):
            at += 1
        self._set_aside(block.pieces[:at])
        return replace(block, pieces=block.pieces[at:])

    def _set_aside(self, pieces: Sequence[Piece]) -> None:
        """Lines that belong to no question: titles are comments, others are told of."""
        for piece in pieces:
            if is_title(piece.text):
                self._set_role(piece, COMMENT)
            else:
                self._unread(piece, "typed_outside")
            self._tell_along(piece.source)

    def _tell_along(self, source: Source) -> None:
        """Messages and pictures that came with a line of no question."""
        self.problems += source.problems
        if source.images:
            self.problems.append(Problem(WARNING, "docx_picture_outside", source.place))

    def _unread(self, piece: Piece, code: str) -> None:
        """Say that a line was not taken."""
        self._set_role(piece, UNREAD)
        source = piece.source
        self.problems.append(Problem(WARNING, code, source.place, source.raw.strip()))

    def _set_role(self, piece: Piece, role: str) -> None:
        """What became of a line; one that was cut in two keeps its first role."""
        at = self.places.get(id(piece.source))
        if at is not None:
            self.roles[at] = role

    def _table_keys(
        self, drafts: Sequence[Draft], tables: Sequence[Table]
    ) -> Mapping[int, list[GivenKey]]:
        """The keys that stand in tables, by the place of their question."""
        numbered = [
            Numbered(draft.block.number, draft.block.part, draft.block.part_name)
            for draft in drafts
        ]
        own, lost, doubtful = owners(tables, numbered)
        ranges: set[tuple[Place, str]] = set()
        for entry in lost:
            if (entry.place, entry.written) not in ranges:
                self.problems.append(_entry_problem(WARNING, "typed_key_without_question", entry))
            if entry.written:
                ranges.add((entry.place, entry.written))
        for place, entry in doubtful:
            severity = WARNING if drafts[place].keys else ERROR
            problem = _entry_problem(severity, "typed_key_of_several", entry)
            drafts[place].problems.append(problem._replace(place=drafts[place].place))
        return {
            place: [GivenKey(entry.value, entry.place) for entry in entries]
            for place, entries in own.items()
        }

    def _tell_examples(self, drafts: Sequence[Draft]) -> None:
        """Examples are left out, which is said of each."""
        for draft in drafts:
            if draft.block.is_example:
                problem = Problem(NOTICE, "typed_example", draft.place, draft.question)
                self.problems.append(problem)
                for piece in draft.block.pieces:
                    self._set_role(piece, COMMENT)

    def _tell_loose_problems(self) -> None:
        """Messages that came with lines of no question: headings, comments, tables."""
        of_questions = {
            id(piece.source) for block in self.segments.blocks for piece in block.pieces
        }
        for source in self.sources:
            if id(source) not in of_questions:
                self._tell_along(source)

    def _lines(self) -> list[Line]:
        """What became of each line that says something."""
        return [
            Line(source.place, self.roles.get(at, UNREAD), source.raw)
            for at, source in enumerate(self.sources)
            if source.raw.strip()
        ]


def _is_title(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line before a question is its title: furniture, or cut off by an empty line."""
    following = pieces[at + 1]
    is_last = option_of(following.text) or key_of(following.text)
    return not is_last and (is_title(pieces[at].text) or following.source.is_after_blank)


def _entry_problem(severity: str, code: str, entry: Entry) -> Problem:
    """A message about an entry of a table of keys."""
    details = {"number": entry.number}
    written = entry.written or f"{entry.number}. {entry.value}"
    return Problem(severity, code, entry.place, written, details)
