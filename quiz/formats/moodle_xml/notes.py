"""What is found while one question is read: its place and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem
from quiz.formats.html import one_line

SNIPPET = 120


def snippet(text: str) -> str:
    """The beginning of a text on one line."""
    line = one_line(text)
    return line if len(line) <= SNIPPET else f"{line[: SNIPPET - 1]}…"


@dataclass(slots=True)
class Notes:
    """Collects problems, each once."""

    place: Place
    problems: list[Problem] = field(default_factory=list)

    def error(self, code: str, text: str = "", **details: Any) -> None:
        """Something keeps the question out."""
        self._add(ERROR, code, text, details)

    def warn(self, code: str, text: str = "", **details: Any) -> None:
        """Something asks for a look."""
        self._add(WARNING, code, text, details)

    def tell(self, code: str, text: str = "", **details: Any) -> None:
        """Something was done."""
        self._add(NOTICE, code, text, details)

    def _add(self, severity: str, code: str, text: str, details: dict[str, Any]) -> None:
        problem = Problem(severity, code, self.place, snippet(text), details)
        if problem not in self.problems:
            self.problems.append(problem)
