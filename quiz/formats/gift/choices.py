"""Options to choose from: one right, several with shares, and what only looks like either."""

from collections.abc import Sequence
from decimal import Decimal

from quiz.formats.base import Problem, ReadOption
from quiz.formats.gift.entries import FULL, Entry
from quiz.formats.gift.found import Answers
from quiz.formats.gift.signs import as_typed
from quiz.formats.problems import error, notice, warning
from quiz.rules import alike
from quiz.types import numerals

FEWEST = 2
SLACK = Decimal("0.01")  # how far a sum of shares may be from a hundred
ROUNDING = Decimal(1)  # how far shares may be from each other and still be meant alike


def read(entries: Sequence[Entry], line: int, *, has_pairs: bool) -> Answers:
    """The options with their key: those behind «=», else those with a share above zero."""
    equals = [entry for entry in entries if entry.sign == "="]
    problems = _of_options(entries, line) + _of_penalties(entries)
    if equals:
        is_right = [entry.sign == "=" for entry in entries]
        problems += _of_equals(entries, equals, line, has_pairs)
        kind, rule = ("multiple" if len(equals) > 1 else "single"), "all_or_nothing"
    else:
        is_right = [_share(entry) > 0 for entry in entries]
        problems += _of_shares(entries, line)
        kind, rule = ("multiple", "partial") if any(is_right) else ("single", "all_or_nothing")
    options = [
        ReadOption(entry.text, is_correct=right)
        for entry, right in zip(entries, is_right, strict=True)
    ]
    return Answers(kind, options, problems, rule=rule)


def _share(entry: Entry) -> Decimal:
    return entry.weight or Decimal(0)


def _of_options(entries: Sequence[Entry], line: int) -> list[Problem]:
    """Too few options, empty ones, and ones that stand there twice."""
    problems: list[Problem] = []
    if len(entries) < FEWEST:
        problems.append(error("gift_one_option", line, as_typed(entries[0].raw)))
    seen: set[str] = set()
    for entry in entries:
        text = alike(entry.text)
        if not text:
            problems.append(warning("gift_empty_option", entry.line))
        elif text in seen:
            problems.append(warning("gift_repeated_option", entry.line, entry.text))
        seen.add(text)
    return problems


def _of_penalties(entries: Sequence[Entry]) -> list[Problem]:
    """A share below zero; what a wrong tick costs follows from the marking rule here."""
    lines = [entry.line for entry in entries if _share(entry) < 0]
    return [notice("gift_penalty_left_out", lines[0])] if lines else []


def _of_equals(
    entries: Sequence[Entry], equals: Sequence[Entry], line: int, has_pairs: bool
) -> list[Problem]:
    """What is doubtful where «=» names the key."""
    problems = [
        error("gift_weight_on_equals", entry.line, as_typed(entry.raw))
        for entry in equals
        if entry.weight not in (None, FULL)
    ]
    if len(equals) > 1 and has_pairs:
        problems.append(error("gift_pairs_with_tilde", line, equals[0].text))
    elif len(equals) > 1:
        problems.append(error("gift_several_right", equals[1].line, equals[1].text))
    problems += [
        warning("gift_half_right", entry.line, entry.text, weight=numerals.typed(_share(entry)))
        for entry in entries
        if entry.sign != "=" and _share(entry) > 0
    ]
    return problems


def _of_shares(entries: Sequence[Entry], line: int) -> list[Problem]:
    """What is doubtful where shares name the key."""
    shares = [_share(entry) for entry in entries if _share(entry) > 0]
    if not shares:
        return [error("gift_no_right", line, entries[0].text)]
    if abs(sum(shares) - FULL) > SLACK:
        return [
            error(
                "gift_sum_of_shares",
                line,
                entries[0].text,
                total=numerals.typed(sum(shares, Decimal(0))),
            )
        ]
    if max(shares) - min(shares) > ROUNDING:
        return [warning("gift_unequal_shares", line, entries[0].text)]
    return []
