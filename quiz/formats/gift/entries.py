"""The single answers within braces: «=right#feedback», «~wrong», «~%50%half»."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from quiz.formats import html
from quiz.formats.base import Problem
from quiz.formats.gift import texts
from quiz.formats.gift.signs import as_typed, shown
from quiz.formats.problems import error, warning

FULL = Decimal(100)
SHORT_FEEDBACK = 2

Lines = Callable[[int], int]

_SIGN = re.compile(r"[=~]")
_WEIGHT = re.compile(r"%\s*(?P<number>[-−+]?\d{1,3}(?:[.,]\d{1,10})?)\s*%", re.ASCII)
_LIKE_A_WEIGHT = re.compile(r"%[-−+\d.,\s]{1,20}%")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s=~#]{1,500}[=~#]")
_GLUED = re.compile(r"[^\s{=~%]=(?=[^\s=])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: its sign («=», «~», or none), what stands behind it, its share in percent."""

    sign: str
    raw: str
    line: int
    weight: Decimal | None = None
    text: str = ""
    feedback: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it earns the whole mark."""
        return (self.sign == "=" and self.weight is None) or self.weight == FULL


def entries_of(
    body: str, start: int, line_at: Lines, default: str = html.AUTO, *, are_numbers: bool = False
) -> tuple[list[Entry], list[Problem]]:
    """The answers in their order; text before the first sign is one without a sign.

    Among numbers that one is right: «{#3:2 ~#wrong}».
    """
    found: list[Entry] = []
    problems: list[Problem] = []
    starts = [sign.start() for sign in _SIGN.finditer(body)]
    head = body[: starts[0]] if starts else body
    if head.strip() and are_numbers:
        entry, _none = _entry("=", head, line_at(start), default, True)
        found.append(entry)
    elif head.strip():
        problems.append(error("gift_sign_missing", line_at(start), as_typed(head)))
        found.append(Entry("", head.strip(), line_at(start), text=shown(head.strip())))
    for begin, end in pairwise([*starts, len(body)]):
        line = line_at(start + begin)
        entry, doubts = _entry(body[begin], body[begin + 1 : end], line, default, are_numbers)
        found.append(entry)
        problems.extend(doubts)
    return found, problems


def _entry(
    sign: str, body: str, line: int, default: str, is_number: bool
) -> tuple[Entry, list[Problem]]:
    """One answer taken apart: share, text and feedback."""
    body = body.strip()
    problems: list[Problem] = []
    weight = None
    if found := _WEIGHT.match(body):
        weight = Decimal(found["number"].replace(",", ".").replace("−", "-"))
        body = body[found.end() :]
    elif _LIKE_A_WEIGHT.match(body):
        problems.append(error("gift_weight_unreadable", line, as_typed(body)))
    raw, _sign, said = body.partition("#")
    feedback = texts.read(said, line, default)
    problems.extend(feedback.problems)
    text = ""
    if not is_number:
        read = texts.read(raw, line, default)
        text = read.text
        problems.extend(read.problems if "->" not in raw else ())
        if 0 < len(feedback.text) <= SHORT_FEEDBACK and not _sign_only(feedback.text):
            problems.append(warning("gift_short_feedback", line, as_typed(f"{raw}#{said}")))
    return Entry(sign, raw.strip(), line, weight, text, feedback.text), problems


def _sign_only(text: str) -> bool:
    """Whether nothing in a text is a letter or a number."""
    return not any(character.isalnum() for character in text)


def problems_of_signs(body: str, start: int, line_at: Lines) -> list[Problem]:
    """Signs that look like part of an address or of a word rather than the start of an answer."""
    problems, until = [], 0
    for found in _ADDRESS.finditer(body):
        line = line_at(start + found.start())
        problems.append(error("gift_address", line, as_typed(found[0]), sign=found[0][-1]))
        until = found.end()
    if not problems:
        problems = [
            warning(
                "gift_sign_glued", line_at(start + found.start()), as_typed(_around(body, found))
            )
            for found in _GLUED.finditer(body, until)
        ]
    return problems


def _around(body: str, found: re.Match[str]) -> str:
    """A few signs before and behind what was found."""
    return body[max(found.start() - 20, 0) : found.end() + 20]
