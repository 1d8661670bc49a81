r"""Notes in comment lines: Moodle's [id:…] and [tag:…], and ours [x-…:…], which it passes over.

Ours carry what GIFT has no place for, so that nothing is lost on the way out and back. In all of
them «\]» stands for a bracket; in ours also «\\» for a backslash and «\n» for a line break.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quiz.formats.base import Problem
from quiz.formats.problems import warning
from search.text import plain

FIELDS = {
    "difficulty": "difficulty",
    "policy": "policy",
    "anchor": "anchor",
    "source": "source_label",
    "unit": "unit",
}
ONCE = frozenset(
    {"id", "kind", "rule", "topic", "stem", "explanation", "pinned", "references", *FIELDS}
)
SEVERAL = frozenset({"tag", "option"})
VALUES = {
    "difficulty": frozenset({"easy", "medium", "hard"}),
    "rule": frozenset({"all_or_nothing", "partial"}),
    "kind": frozenset(
        "single multiple true_false short_text number matching ordering prediction survey "
        "survey_text text_block".split()
    ),
}

_START = re.compile(r"\[(?P<own>x-)?(?P<name>[a-z]{2,12}):")
_VALUE = re.compile(r"((?:\\.|[^\]\\])*)\]")
_OWN_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the comment lines of a question say of it: values by name, those that may be several."""

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    @property
    def kind(self) -> str:
        """The kind that is named, or nothing."""
        return self.values.get("kind", "")

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords, each once."""
        return tuple(dict.fromkeys(self.lists.get("tag", ())))


def read(comments: Iterable[tuple[int, str]]) -> Marks:
    """The notes in comment lines, given with their numbers; what is no note is a comment."""
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for line, comment in comments:
        for is_own, name, value in _found(comment):
            if name in SEVERAL:
                lists.setdefault(name, []).append(value)
            elif name in ONCE and value in VALUES.get(name, (value,)):
                values.setdefault(name, value)
            elif is_own:
                problems.append(warning("gift_mark_unknown", line, f"[x-{name}:{value}]"))
    return Marks(values, lists, tuple(problems))


def _found(comment: str) -> Iterable[tuple[bool, str, str]]:
    """Each note of a line: whether it is one of ours, its name and its value."""
    position = 0
    while start := _START.search(comment, position):
        value = _VALUE.match(comment, start.end())
        if value is None:
            return
        position = value.end()
        is_own, name = bool(start["own"]), start["name"]
        if is_own:
            yield True, name, plain(_OWN_ESCAPE.sub(_unescaped, value[1])).strip()
        elif name in ("id", "tag"):
            yield False, name, plain(value[1].replace("\\]", "]")).strip()


def _unescaped(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]


def written(name: str, value: str) -> str:
    """A note; Moodle's own form where its escapes are enough for the value."""
    if name in ("id", "tag") and "\\" not in value and "\n" not in value:
        return f"[{name}:{value.replace(']', chr(92) + ']')}]"
    escaped = value.replace("\\", "\\\\").replace("]", "\\]").replace("\n", "\\n")
    return f"[x-{name}:{escaped}]"
