"""What the notes in comment lines change about a question, and questions that are notes only."""

from collections.abc import Sequence
from dataclasses import replace

from quiz.formats.base import Place, Problem, ReadOption, ReadQuestion
from quiz.formats.gift import blocks, marks
from quiz.formats.problems import warning
from quiz.types import numerals

UNKNOWN_TO_MOODLE = frozenset({"ordering", "prediction", "survey", "survey_text"})
REMEMBERED = UNKNOWN_TO_MOODLE | {"short_text"}  # a form with an arrow would be read as a pair
WITH_PARTS = frozenset({"multiple", "matching", "ordering"})
HANDLINGS = frozenset({"plain", "keep_place", "rewrite"})


def applied(question: ReadQuestion, said: marks.Marks, problems: Sequence[Problem]) -> ReadQuestion:
    """The question with what its notes say."""
    kind, doubts = _kind(question, said)
    is_parted = kind in WITH_PARTS
    rule = said.values.get("rule", question.marking_rule) if is_parted else question.marking_rule
    return replace(
        question,
        kind=kind,
        code=said.values.get("id", ""),
        keywords=said.keywords,
        topic=said.values.get("topic", question.topic),
        difficulty=said.values.get("difficulty", ""),
        policy=said.values.get("policy", ""),
        anchor=said.values.get("anchor", ""),
        source_label=said.values.get("source", ""),
        unit=said.values.get("unit", question.unit),
        explanation=question.explanation or said.values.get("explanation", ""),
        marking_rule=rule,
        options=_options(question, said),
        problems=(*problems, *question.problems, *doubts),
    )


def remembered(block: blocks.Block, topic: str) -> tuple[ReadQuestion | None, list[Problem]]:
    """The question that comment lines hold because Moodle has none of its kind, or no question."""
    said = marks.read(block.comments)
    stem = said.values.get("stem", "")
    if not stem:
        return None, list(said.problems)
    if said.kind not in REMEMBERED:
        return None, [*said.problems, warning("gift_remembered_broken", block.first, stem)]
    is_right = said.kind in {"ordering", "short_text"}
    options = tuple(ReadOption(text, is_right) for text in said.lists.get("option", ()))
    question = ReadQuestion(
        place=Place(block.first),
        kind=said.kind,
        stem=stem,
        options=options,
        topic=topic,
        marking_rule="partial" if said.kind == "ordering" else "all_or_nothing",
    )
    return applied(question, said, said.problems), []


def _kind(question: ReadQuestion, said: marks.Marks) -> tuple[str, list[Problem]]:
    """The kind that a note names where the signs allow it, else that of the signs."""
    kind = question.kind
    if said.kind == "true_false" and kind == "single":
        return "true_false", []
    if not said.kind or not kind or said.kind == kind:
        return kind, []
    return kind, [warning("gift_mark_contradicts", question.place.line, f"[x-kind:{said.kind}]")]


def _options(question: ReadQuestion, said: marks.Marks) -> tuple[ReadOption, ...]:
    """The options with what notes say of each: its place, its handling, how a number is typed."""
    pinned = said.values.get("pinned", "").split(",")
    handlings = dict(pair.split("=", 1) for pair in _pairs(said.values.get("references", "")))
    typed = said.lists.get("option", []) if question.kind == "number" else []
    is_typed = len(typed) == len(question.options)
    options = []
    for place, option in enumerate(question.options):
        number = str(place + 1)
        handling = handlings.get(number, "auto")
        options.append(
            replace(
                option,
                text=_as_typed(option.text, typed[place]) if is_typed else option.text,
                is_pinned=number in pinned,
                reference_handling=handling if handling in HANDLINGS else "auto",
            )
        )
    return tuple(options)


def _pairs(text: str) -> list[str]:
    return [pair for pair in text.split(",") if "=" in pair]


def _as_typed(number: str, typed: str) -> str:
    """A number as its author typed it, if that is the same number."""
    return typed if numerals.read(typed) == numerals.read(number) else number
