"""What was understood of the answers to a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.formats.base import Problem, ReadOption


@dataclass(frozen=True, slots=True)
class Answers:
    """Kind, options and key; `said` are texts of options with the feedback after them."""

    kind: str
    options: Sequence[ReadOption] = ()
    problems: Sequence[Problem] = ()
    said: Sequence[tuple[str, str]] = ()
    general: str = ""
    rule: str = "all_or_nothing"
    tolerance: str = ""
    unit: str = ""
