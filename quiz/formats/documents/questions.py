"""From what a question says to the question of the bank: its kind, its key, its problems; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadOption, ReadQuestion
from quiz.formats.documents.blocks import Draft, GivenKey
from quiz.formats.documents.marks import Mark, mark_of
from quiz.formats.documents.options import DraftOption
from quiz.formats.documents.words import attribute_of
from quiz.formats.labels import (
    AMBIGUOUS,
    CONTRADICTION,
    EITHER,
    NO_OPTION,
    Choice,
    choice_of,
    labels_in,
    truth_of,
    with_rest,
)
from quiz.formats.sheets.words import difficulty_of
from quiz.types import numerals

TRUE, FALSE = "Đúng", "Sai"
_LABEL_AND_REST = re.compile(
    r"(?P<labels>[A-Za-zĐđ](?:\s*(?:,|;|&|và)\s*[A-Za-zĐđ])*)\s*(?:[–—;:,.-]\s*|(?=[(\[]))"
    r"(?P<rest>\S.*)",
    re.DOTALL,
)
_EITHER_WORD = re.compile(r"\b(?:hoặc|or)\b", re.IGNORECASE)
FAULTS = {
    NO_OPTION: "typed_key_unknown",
    AMBIGUOUS: "typed_key_ambiguous",
    CONTRADICTION: "typed_key_contradicts",
    EITHER: "typed_key_either",
}


@dataclass(slots=True)
class _Verdict:
    """Which options are right, as the keys say, and what is wrong with them."""

    places: tuple[int, ...]
    problems: list[Problem]
    rest: str = ""


def question_of(draft: Draft, table_keys: Sequence[GivenKey]) -> ReadQuestion:
    """Return the question; keys in a table count as much as one that stands below the question."""
    keys = [*draft.keys, *table_keys]
    read = _read(draft)
    if draft.options:
        return _with_options(draft, read, keys)
    return _without_options(draft, read, keys)


def _read(draft: Draft) -> ReadQuestion:
    """All of the question but its options and key."""
    keywords = [word.strip() for word in draft.said("keywords").replace(";", ",").split(",")]
    levels = [difficulty_of(line.text) or line.text for line in draft.values.get("difficulty", ())]
    problems = list(draft.problems)
    if len(draft.images) > 1:
        details = {"count": len(draft.images)}
        problems.append(Problem(WARNING, "docx_more_pictures", draft.place, details=details))
    return ReadQuestion(
        place=draft.place,
        kind="",
        stem=draft.question,
        code=draft.said("code"),
        topic=draft.said("topic") or draft.block.topic,
        keywords=tuple(filter(None, keywords)),
        difficulty=next((level for level in levels if level in {"easy", "medium", "hard"}), ""),
        explanation=draft.said("explanation"),
        source_label=draft.said("source_label").replace("\n", " "),
        image=draft.images[0] if draft.images else None,
        problems=tuple(problems),
    )


def _with_options(draft: Draft, read: ReadQuestion, keys: Sequence[GivenKey]) -> ReadQuestion:
    """A question with options: what is right say its keys, its marks, or both alike."""
    pairs = [(option.label, option.text) for option in draft.options]
    if order := _order(keys, pairs):
        return _in_order(draft, read, order, keys[0])
    verdict = _verdict(keys, pairs, draft.place)
    mark = mark_of(draft.options)
    problems = [*read.problems, *verdict.problems]
    places = verdict.places
    if mark.places and places and mark.places != places:
        problems.append(_mark_differs(draft, mark, keys[0]))
        places = ()
    elif mark.places and not keys:
        places = mark.places
        problems += _told(mark, draft)
    elif not places and not verdict.problems:
        problems += [Problem(ERROR, "typed_no_key", draft.place, read.stem)]
    problems += _doubts(mark, draft) if not places else []
    options = tuple(
        ReadOption(option.text, is_correct=place in places, label=option.label)
        for place, option in enumerate(draft.options)
    )
    explanation = "\n".join(filter(None, (read.explanation, verdict.rest)))
    return replace(
        read,
        kind=_kind(options),
        options=options,
        explanation=explanation,
        problems=tuple(problems),
    )


def _order(keys: Sequence[GivenKey], pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The labels in the order that the one key gives: all of them, but not as they stand."""
    labels = [label for label, _text in pairs]
    named = labels_in(keys[0].value) if len(keys) == 1 else ()
    is_order = len(named) > 2 and sorted(named) == sorted(labels) and list(named) != labels
    is_order = is_order and not _EITHER_WORD.search(keys[0].value)
    return named if is_order else ()


def _in_order(
    draft: Draft, read: ReadQuestion, order: Sequence[str], key: GivenKey
) -> ReadQuestion:
    """A question that asks for an order: its key names all options in another one."""
    texts = {option.label: option.text for option in draft.options}
    options = tuple(ReadOption(texts[label], is_correct=True, label=label) for label in order)
    problem = Problem(WARNING, "typed_ordering", key.place, key.value)
    return replace(read, kind="ordering", options=options, problems=(*read.problems, problem))


def _kind(options: Sequence[ReadOption]) -> str:
    """What kind of question has such options and such a key."""
    if sum(option.is_correct for option in options) > 1:
        return "multiple"
    truths = [truth_of(option.text) for option in options]
    return "true_false" if sorted(map(str, truths)) == ["False", "True"] else "single"


def _verdict(keys: Sequence[GivenKey], pairs: Sequence[tuple[str, str]], place: Place) -> _Verdict:
    """What the keys say together: all of them have to mean the same."""
    found = [_choice(key.value, pairs) for key in keys]
    faults = [
        Problem(ERROR, FAULTS[choice.fault], key.place, key.value)
        for key, choice in zip(keys, found, strict=True)
        if choice.fault
    ]
    if len({choice.places for choice in found if choice.places}) > 1:
        values = list(dict.fromkeys(key.value for key in keys))
        details = {"first": values[0], "second": ", ".join(values[1:])}
        faults.append(Problem(ERROR, "typed_keys_differ", place, details=details))
    rest = "\n".join(_reason(choice.rest) for choice in found if choice.rest)
    return _Verdict(() if faults or not found else found[0].places, faults, rest)


def _reason(text: str) -> str:
    """What stands behind a key, without the words «Giải thích:»."""
    said = attribute_of(text)
    return said[1] if said and said[0] == "explanation" else text


def _choice(value: str, pairs: Sequence[tuple[str, str]]) -> Choice:
    """Which options a key names; behind its letters an explanation may stand."""
    choice = choice_of(value, pairs)
    if choice.fault != NO_OPTION:
        return choice
    match = _LABEL_AND_REST.fullmatch(value.strip())
    if not match:
        return choice
    rest = match["rest"].strip(" ()[]")
    return with_rest(choice_of(match["labels"], pairs), rest, pairs)


def _mark_differs(draft: Draft, mark: Mark, key: GivenKey) -> Problem:
    """The message that the mark and the key mean different options."""
    marked = ", ".join(_name(draft.options[place]) for place in mark.places)
    details = {"marked": marked, "key": key.value}
    return Problem(ERROR, "typed_mark_differs", key.place, details=details)


def _name(option: DraftOption) -> str:
    """How an option is called in a message."""
    return option.label or option.text


def _told(mark: Mark, draft: Draft) -> list[Problem]:
    """The message that the key was taken from the look of options; several ask for a look."""
    marked = ", ".join(_name(draft.options[place]) for place in mark.places)
    severity = NOTICE if len(mark.places) == 1 else WARNING
    return [
        Problem(severity, f"docx_key_from_{look}", draft.place, details={"marked": marked})
        for look in mark.looks[:1]
    ]


def _doubts(mark: Mark, draft: Draft) -> list[Problem]:
    """The message that options are set apart, but not so that it says which are right."""
    return [Problem(WARNING, "docx_mark_unclear", draft.place)] if mark.is_unclear else []


def _without_options(draft: Draft, read: ReadQuestion, keys: Sequence[GivenKey]) -> ReadQuestion:
    """A question without options: its key is true or false, a number or a few words."""
    values = list(dict.fromkeys(" ".join(key.value.split()).rstrip(".") for key in keys))
    place = keys[0].place if keys else draft.place
    if len(values) > 1:
        details = {"first": values[0], "second": ", ".join(values[1:])}
        return _wrong(read, "short_text", Problem(ERROR, "typed_keys_differ", place, "", details))
    if not values:
        return _wrong(read, "", Problem(ERROR, "typed_no_options", draft.place, read.stem))
    value = values[0]
    truth = truth_of(value)
    if truth is not None:
        texts = ((TRUE, truth), (FALSE, not truth))
        options = tuple(ReadOption(text, is_correct=is_right) for text, is_right in texts)
        problem = Problem(NOTICE, "typed_true_false", place, value)
        return replace(read, kind="true_false", options=options, problems=(*read.problems, problem))
    if labels_in(value) and not value.isdigit():
        return _wrong(read, "single", Problem(ERROR, "typed_key_without_options", place, value))
    number = numerals.read(value)
    is_number = number is not None and not number[1]
    kind, code = ("number", "typed_number") if is_number else ("short_text", "typed_short_text")
    problem = Problem(NOTICE, code, place, value)
    options = (ReadOption(value, is_correct=True),)
    return replace(read, kind=kind, options=options, problems=(*read.problems, problem))


def _wrong(read: ReadQuestion, kind: str, problem: Problem) -> ReadQuestion:
    """The question with a problem that keeps it out."""
    return replace(read, kind=kind, problems=(*read.problems, problem))


def number_problems(drafts: Iterable[Draft]) -> list[Problem]:
    """Numbers of questions that are missing or stand there twice within a part."""
    problems: list[Problem] = []
    seen: set[tuple[int, int]] = set()
    last: tuple[int, int] | None = None
    for draft in drafts:
        number, part = draft.block.number, draft.block.part
        if number is None:
            continue
        if (part, number) in seen:
            details = {"number": number}
            problems.append(Problem(WARNING, "typed_number_twice", draft.place, details=details))
        elif last and last[0] == part and number > last[1] + 1:
            details = {"earlier": last[1], "number": number}
            problems.append(Problem(WARNING, "typed_number_gap", draft.place, details=details))
        seen.add((part, number))
        last = (part, number)
    return problems
