"""What every reader of question files returns; pure, without Django.

A reader never raises for content: what it does not understand becomes a problem with its place.
Only a file that cannot be read as a whole is refused with `FileRefusedError`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ERROR, WARNING, NOTICE = "error", "warning", "notice"

QUESTION, HEADING, COMMENT, BLANK, UNREAD = "question", "heading", "comment", "blank", "unread"


class FileRefusedError(Exception):
    """The file as a whole cannot be read; `code` says why, `details` fill the sentence about it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Place(NamedTuple):
    """Where something stands: `line` counts from one, rows in a sheet and lines in a text.

    In Moodle XML it is the line of the element; in a Word document the paragraph.
    """

    line: int
    sheet: str = ""
    column: str = ""


class Problem(NamedTuple):
    """Something wrong or worth a look; `code` is put into words by `quiz.importing.wording`.

    An error keeps a question out until it is mended or skipped, a warning asks for a look, a
    notice tells what was done. `text` is what stands in the file, `details` fill the sentence.
    """

    severity: str
    code: str
    place: Place
    text: str = ""
    details: Mapping[str, Any] = {}


class Line(NamedTuple):
    """What became of one line, row or element of the file, so that none is dropped silently."""

    place: Place
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadOption:
    """An option as it stands in the file; `label` is its letter or number there, if it has one."""

    text: str
    is_correct: bool = False
    label: str = ""
    match: str = ""
    is_pinned: bool = False
    reference_handling: str = "auto"


@dataclass(frozen=True, slots=True)
class ReadImage:
    """A picture that came with a question."""

    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as it stands in the file, in the terms of the bank.

    `kind`, `marking_rule` and `difficulty` are values of `quiz.choices`; an empty kind was not
    understood, and a problem says so. `topic` and `policy` are as written. `tolerance` is a number
    as text with a decimal point. Texts are plain, composed (NFC) and keep their line breaks.
    """

    place: Place
    kind: str
    stem: str
    options: Sequence[ReadOption] = ()
    code: str = ""
    topic: str = ""
    keywords: Sequence[str] = ()
    difficulty: str = ""
    explanation: str = ""
    policy: str = ""
    anchor: str = ""
    source_label: str = ""
    marking_rule: str = "all_or_nothing"
    tolerance: str = ""
    unit: str = ""
    image: ReadImage | None = None
    problems: Sequence[Problem] = ()

    @property
    def has_errors(self) -> bool:
        """Whether something keeps the question out."""
        return any(problem.severity == ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All that was found in a file: questions, what became of each line, what is wrong with it.

    `problems` are those that belong to no question. `format` is a name of `quiz.formats.recognise`.
    """

    format: str
    questions: Sequence[ReadQuestion] = ()
    problems: Sequence[Problem] = ()
    lines: Sequence[Line] = field(default_factory=tuple)


class LeftOut(NamedTuple):
    """A question that a format cannot carry, and why; `code` is put into words as a problem's."""

    question: ReadQuestion
    code: str


class Written(NamedTuple):
    """A file as written, the questions it could not hold, and what others will not see in it.

    A question of `notes` stands in the file all the same: others mark it in another way, or the
    format has no place for what the bank keeps around it.
    """

    content: bytes
    left_out: Sequence[LeftOut] = ()
    notes: Sequence[LeftOut] = ()
