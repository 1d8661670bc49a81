"""Numbers in braces: «{#3,5:0,1}», «{#10..20}», «{# =30 =%50%31#nearly}»."""

import re
from decimal import Decimal
from typing import NamedTuple

from quiz.formats.base import Problem
from quiz.formats.problems import error, notice, warning
from quiz.types import numerals

_SCIENTIFIC = re.compile(r"[-+]?\d{1,18}(?:\.\d{0,18})?[eE][-+]?\d{1,2}", re.ASCII)
_IN_THREES = re.compile(r"[-−+]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_WORDS = re.compile(r"%|[^\W\d_][^\d]{0,28}")


class Right(NamedTuple):
    """A right number with what surrounds it."""

    value: Decimal
    tolerance: Decimal
    unit: str = ""


def read(text: str, line: int) -> tuple[Right | None, list[Problem]]:
    """The number that an answer names as value, value and tolerance, or range."""
    if ".." in text:
        return _range(text, line)
    value_text, _colon, tolerance_text = text.partition(":")
    value, tolerance = _number(value_text), _number(tolerance_text or "0")
    if value is None or tolerance is None or tolerance[0] < 0:
        return None, [error("gift_not_a_number", line, text)]
    unit = value[1]
    if tolerance[1] not in ("", unit):
        return None, [error("gift_not_a_number", line, text)]
    problems = _doubts(value_text, value[0], line) + _doubts(tolerance_text, tolerance[0], line)
    if unit:
        problems.append(notice("gift_unit_taken", line, text, unit=unit))
    return Right(value[0], tolerance[0], unit), problems


def _range(text: str, line: int) -> tuple[Right | None, list[Problem]]:
    """The middle of a range, with half of its width as tolerance."""
    low_text, _dots, high_text = text.partition("..")
    low, high = _number(low_text), _number(high_text)
    if low is None or high is None or low[1] != "":
        return None, [error("gift_not_a_number", line, text)]
    if low[0] > high[0]:
        return None, [error("gift_range_reversed", line, text)]
    problems = _doubts(low_text, low[0], line) + _doubts(high_text, high[0], line)
    if high[1]:
        problems.append(notice("gift_unit_taken", line, text, unit=high[1]))
    return Right((low[0] + high[0]) / 2, (high[0] - low[0]) / 2, high[1]), problems


def _number(text: str) -> tuple[Decimal, str] | None:
    """A number and the unit behind it."""
    stripped = text.strip()
    if _SCIENTIFIC.fullmatch(stripped):
        return numerals.read(numerals.typed(Decimal(stripped)))
    read = numerals.read(stripped)
    if read is None or (read[1] and not _WORDS.fullmatch(read[1])):
        return None
    return read


def _doubts(text: str, value: Decimal, line: int) -> list[Problem]:
    """A warning where a dot may group thousands or begin decimals."""
    if not _IN_THREES.fullmatch(text.strip()):
        return []
    other = numerals.typed(Decimal(text.strip().replace("−", "-")))
    details = {"understood": numerals.typed(value), "other": other}
    return [warning("gift_number_ambiguous", line, text, **details)]


def written(value: Decimal) -> str:
    """The number with a decimal dot, never so that its dot could group thousands."""
    text = numerals.canonical(value)
    read = numerals.read(text)
    return text if read and read[0] == value else f"{text}0"
