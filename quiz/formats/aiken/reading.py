"""Reading Aiken: stems and options of several lines, keys by label, and nothing lost at the end."""

from collections.abc import Sequence
from itertools import pairwise

from quiz.formats.aiken.layout import FEWEST, Group, TextLine, groups_of
from quiz.formats.base import (
    QUESTION,
    UNREAD,
    Line,
    Place,
    Problem,
    ReadFile,
    ReadOption,
    ReadQuestion,
)
from quiz.formats.labels import AMBIGUOUS, CONTRADICTION, EITHER, Choice, choice_of, follows
from quiz.formats.problems import error, notice, warning
from quiz.rules import alike
from search.text import plain

FORMAT = "aiken"
TRUTHS = {("đúng", "sai"), ("true", "false")}
FAULTS = {
    AMBIGUOUS: "aiken_key_ambiguous",
    CONTRADICTION: "aiken_key_contradicts",
    EITHER: "aiken_key_either",
}


def read(text: str) -> ReadFile:
    """All questions of an Aiken file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raw = text.split("\n")
    questions: list[ReadQuestion] = []
    problems: list[Problem] = []
    lines: list[Line] = []
    for group in groups_of(text):
        is_question = bool(group.options or group.key)
        role = QUESTION if is_question else UNREAD
        lines += [Line(Place(number), role, raw[number - 1]) for number in group.lines]
        if is_question:
            questions.append(_question(group))
        else:
            problems += [warning("aiken_unread", line.number, line.text) for line in group.stem]
    return ReadFile(FORMAT, tuple(questions), tuple(problems), tuple(lines))


def _question(group: Group) -> ReadQuestion:
    """A question with its key, or with the error why it has none."""
    choice, problems = _key(group)
    marked = [place for place, option in enumerate(group.options) if option.is_marked]
    if choice.places and marked and set(marked) != set(choice.places):
        problems.append(error("aiken_marks_contradict", group.line, _shown(group.key)))
    right = choice.places or (tuple(marked) if not group.key else ())
    options = tuple(
        ReadOption(plain(option.text), is_correct=place in right, label=option.label)
        for place, option in enumerate(group.options)
    )
    return ReadQuestion(
        place=Place(group.line),
        kind=_kind(options, right),
        stem=_stem(group.stem),
        options=options,
        explanation=plain(choice.rest),
        problems=(*_of_texts(group, options), *problems),
    )


def _stem(lines: Sequence[TextLine]) -> str:
    """The lines of a stem, with a blank one where one stood."""
    joined = "".join(f"\n{chr(10) * line.is_after_blank}{line.text}" for line in lines)
    return plain(joined).strip()


def _kind(options: Sequence[ReadOption], right: Sequence[int]) -> str:
    """Several right answers, true and false, or one right answer; nothing without options."""
    if not options:
        return ""
    if len(right) > 1:
        return "multiple"
    texts = tuple(alike(option.text) for option in options)
    return "true_false" if texts in TRUTHS else "single"


def _key(group: Group) -> tuple[Choice, list[Problem]]:
    """The options that the key names by their labels."""
    if group.key is None or group.key.key is None:
        return Choice(), [error("aiken_no_key", group.line, _shown(_first(group)))]
    line, value = group.key.number, group.key.key.value
    if not value:
        return Choice(), [error("aiken_key_empty", line, group.key.text)]
    choice = choice_of(value, [(option.label, option.text) for option in group.options])
    if not choice.places:
        code = FAULTS.get(choice.fault, "aiken_key_unknown")
        labels = ", ".join(option.label for option in group.options)
        return choice, [error(code, line, value, labels=labels)] if group.options else []
    problems: list[Problem] = []
    if len(choice.places) > 1:
        problems.append(notice("aiken_several_right", line, value))
    if choice.rest:
        problems.append(notice("aiken_rest_kept", line, choice.rest))
    return choice, problems


def _of_texts(group: Group, options: Sequence[ReadOption]) -> list[Problem]:
    """What is missing or doubtful about the stem and the options."""
    problems: list[Problem] = []
    if not group.stem and group.options:
        problems.append(error("aiken_no_stem", group.line, group.options[0].text))
    blank = next((line for line in group.stem[1:] if line.is_after_blank), None)
    if blank:
        problems.append(warning("aiken_blank_in_stem", blank.number, blank.text))
    if not options:
        problems.append(error("aiken_no_options", group.line, _shown(_first(group))))
    elif len(options) < FEWEST:
        problems.append(error("aiken_one_option", group.options[0].line, options[0].text))
    labels = [option.label for option in group.options]
    if not all(follows(label, earlier) for earlier, label in pairwise(labels)):
        problems.append(notice("aiken_label_gap", group.options[0].line, ", ".join(labels)))
    problems += [
        warning("aiken_empty_option", option.line, f"{option.label}.")
        for option in group.options
        if not option.text
    ]
    return problems


def _first(group: Group) -> TextLine | None:
    return group.stem[0] if group.stem else group.key


def _shown(line: TextLine | None) -> str:
    return line.text if line else ""
