"""What stands in braces: its kind, options and key, and whatever is doubtful about it.

The order in which kinds are tried is Moodle's; where Moodle then guesses, a problem says so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quiz.formats.base import Problem, ReadOption
from quiz.formats.gift import choices, numbers, texts
from quiz.formats.gift.entries import Entry, Lines, entries_of, problems_of_signs
from quiz.formats.gift.found import Answers
from quiz.formats.gift.signs import as_typed, shown
from quiz.formats.labels import truth_of
from quiz.formats.problems import error, notice, warning
from quiz.types import numerals

GENERAL = "####"
ARROW = "->"
TRUE, FALSE = "Đúng", "Sai"
OTHERS = "số khác"  # after whatever else somebody may answer

_TRUTH = re.compile(
    r"(?P<word>t|true|f|false|đ|đúng|s|sai)\s*(?:#(?P<said>.*))?", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Inside:
    """The inside of a pair of braces, where it begins in its block, and the format of its texts."""

    text: str
    start: int
    lines: Lines
    format: str
    kind: str = ""

    @property
    def line(self) -> int:
        """The line on which the answers begin."""
        return self.lines(self.start)


def read(inside: Inside) -> Answers:
    """The answers, with the general feedback as the end of their explanation."""
    body, *general = inside.text.split(GENERAL)
    answers = _read_body(replace(inside, text=body))
    said, problems = [], list(answers.problems)
    for text in general:
        found = texts.read(text.lstrip("#"), inside.line, inside.format)
        said.append(found.text)
        problems.extend(found.problems)
    return replace(answers, general="\n".join(filter(None, said)), problems=problems)


def _read_body(inside: Inside) -> Answers:
    body = inside.text.strip()
    if not body:
        return Answers("survey_text", problems=[error("gift_essay", inside.line)])
    if body.startswith("#"):
        return _numeric(inside)
    if truth := _TRUTH.fullmatch(body):
        return _true_false(inside, truth)
    entries, problems = entries_of(inside.text, inside.start, inside.lines, inside.format)
    problems += problems_of_signs(inside.text, inside.start, inside.lines)
    answers = _reader_of(entries)(entries, inside)
    said = [(entry.text, entry.feedback) for entry in entries if entry.feedback]
    return replace(answers, problems=[*problems, *answers.problems], said=said)


def _without_signs(entries: Sequence[Entry], inside: Inside) -> Answers:
    """Something that may be an option, a form or a forgotten sign: nobody can tell."""
    return Answers("", [ReadOption(entry.text) for entry in entries])


def _reader_of(entries: Sequence[Entry]) -> Callable[[Sequence[Entry], Inside], Answers]:
    """Who understands answers of this shape: choices, pairs or accepted forms."""
    if not any(entry.sign for entry in entries):
        return _without_signs
    if any(entry.sign != "=" for entry in entries):
        return _choice
    return _pairs if any(ARROW in entry.raw for entry in entries) else _forms


def _choice(entries: Sequence[Entry], inside: Inside) -> Answers:
    return choices.read(entries, inside.line, has_pairs=ARROW in inside.text)


def _true_false(inside: Inside, truth: re.Match[str]) -> Answers:
    """A statement; the feedback named first is for those who are wrong."""
    is_true = bool(truth_of(truth["word"]))
    right, wrong = (TRUE, FALSE) if is_true else (FALSE, TRUE)
    said, problems = [], []
    for option, raw in zip((wrong, right), (truth["said"] or "").split("#", 1), strict=False):
        found = texts.read(raw, inside.line, inside.format)
        said += [(option, found.text)] if found.text else []
        problems.extend(found.problems)
    options = [ReadOption(text, is_correct=text == right) for text in (TRUE, FALSE)]
    return Answers("true_false", options, problems, said=said)


def _numeric(inside: Inside) -> Answers:
    """Numbers that are right; those that are half right have no place here."""
    at = inside.text.index("#") + 1
    body, start = inside.text[at:], inside.start + at
    if re.search("[=~]", body):
        entries, problems = entries_of(body, start, inside.lines, inside.format, are_numbers=True)
    else:
        raw, _sign, comment = body.partition("#")
        feedback = texts.read(comment, inside.line, inside.format)
        entries, problems = [Entry("=", raw.strip(), inside.line, feedback=feedback.text)], []
    full, left_out = _full_answers(entries)
    rights: list[numbers.Right] = []
    for entry in full:
        right, found = numbers.read(shown(entry.raw), entry.line)
        problems.extend(found)
        if right is not None:
            rights.append(right)
    answers = _of_numbers(rights, inside.line, as_typed(body))
    said = [(as_typed(entry.raw) or OTHERS, entry.feedback) for entry in entries if entry.feedback]
    if not full:
        left_out.append(error("gift_no_full_answer", inside.line, as_typed(body)))
    return replace(answers, problems=[*problems, *left_out, *answers.problems], said=said)


def _of_numbers(rights: Sequence[numbers.Right], line: int, text: str) -> Answers:
    """A question for numbers, which has one tolerance and one unit."""
    problems: list[Problem] = []
    if len({(right.tolerance, right.unit) for right in rights}) > 1:
        problems.append(error("gift_tolerances_differ", line, text))
    options = [ReadOption(numerals.typed(right.value), is_correct=True) for right in rights]
    first = rights[0] if rights else None
    tolerance = numerals.canonical(first.tolerance) if first and first.tolerance else ""
    unit = first.unit if first else ""
    return Answers("number", options, problems, tolerance=tolerance, unit=unit)


def _full_answers(entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """The answers that earn the whole mark, and what is said about the others."""
    full = [entry for entry in entries if entry.is_full]
    problems = [_left_out(entry) for entry in entries if entry.raw and not entry.is_full]
    return full, problems


def _left_out(entry: Entry) -> Problem:
    """What is said about an answer that earns less than the whole mark."""
    text = as_typed(entry.raw)
    if not entry.weight:
        return notice("gift_wrong_left_out", entry.line, text)
    weight = numerals.typed(entry.weight)
    return warning("gift_partial_left_out", entry.line, text, weight=weight)


def _forms(entries: Sequence[Entry], inside: Inside) -> Answers:
    """Accepted forms of a few words; a star is not any text here."""
    full, problems = _full_answers(entries)
    options = [ReadOption(entry.text.replace("\\*", "*"), is_correct=True) for entry in full]
    for entry in full:
        bare = entry.text.replace("\\*", "")
        if bare.strip() == "*":
            problems.append(error("gift_matches_everything", entry.line, entry.text))
        elif "*" in bare:
            problems.append(error("gift_wildcard", entry.line, entry.text))
    if not any(option.text for option in options):
        problems.append(error("gift_no_full_answer", inside.line, as_typed(inside.text)))
    elif len(entries) > 1 and inside.kind != "short_text":
        problems.append(warning("gift_only_equals", inside.line, as_typed(inside.text)))
    return Answers("short_text", options, problems)


def _pairs(entries: Sequence[Entry], inside: Inside) -> Answers:
    """What belongs together; a right side without a left one has no place here."""
    options: list[ReadOption] = []
    problems: list[Problem] = []
    for entry in entries:
        left, arrow, right = entry.raw.partition(ARROW)
        one, other = (texts.read(raw, entry.line, inside.format) for raw in (left, right))
        problems.extend([*one.problems, *other.problems])
        if arrow and not one.text and other.text:
            problems.append(warning("gift_distractor_left_out", entry.line, other.text))
            continue
        options.append(ReadOption(one.text, is_correct=True, match=other.text))
        problems.extend(_doubts_about_pair(entry, bool(one.text and other.text), inside.kind))
    if len(options) < choices.FEWEST:
        problems.append(error("gift_few_pairs", inside.line, as_typed(inside.text)))
    return Answers("matching", options, problems, rule="partial")


def _doubts_about_pair(entry: Entry, is_whole: bool, kind: str) -> list[Problem]:
    text = as_typed(entry.raw)
    if not is_whole:
        return [error("gift_pair_incomplete", entry.line, text)]
    if entry.weight is not None:
        return [error("gift_weight_on_equals", entry.line, text)]
    if entry.raw.count(ARROW) > 1 and kind != "matching":
        return [warning("gift_several_arrows", entry.line, text)]
    return []
