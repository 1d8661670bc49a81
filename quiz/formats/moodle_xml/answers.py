"""The answers of a question as they stand in the file: text, percentage and feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quiz.formats.base import ReadOption
from quiz.formats.moodle_xml import fractions, texts
from quiz.formats.moodle_xml.notes import Notes
from quiz.formats.moodle_xml.tree import Node

NO = ("false", "0", "no", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the file."""

    node: Node
    text: str
    fraction: Decimal
    feedback: str


@dataclass(frozen=True, slots=True)
class Body:
    """What the kind of a question makes of its elements."""

    kind: str
    options: tuple[ReadOption, ...] = ()
    marking_rule: str = "all_or_nothing"
    tolerance: str = ""
    unit: str = ""
    feedback: tuple[tuple[str, str], ...] = ()


def is_no(node: Node, name: str) -> bool:
    """Whether an element says no; one that is missing says nothing."""
    element = node.first(name)
    return element is not None and element.strings.strip().lower() in NO


def rich_answers(question: Node, notes: Notes) -> list[Answer]:
    """Answers whose texts are markup, in the format of the question unless they name their own."""
    default = texts.format_of(question.first("questiontext"))
    return [
        _answer(
            node,
            texts.without_pictures(node, notes, "xml_picture_in_option", default, is_needed=True),
            notes,
        )
        for node in question.all("answer")
    ]


def plain_answers(question: Node, notes: Notes) -> list[Answer]:
    """Answers that are compared with what people write, and so are no markup."""
    return [_answer(node, texts.plain_text(node, "text"), notes) for node in question.all("answer")]


def _answer(node: Node, text: str, notes: Notes) -> Answer:
    written = node.attributes.get("fraction", "")
    fraction = fractions.fraction_of(written)
    if fraction is None:
        notes.error("xml_fraction_unreadable", written)
    feedback = node.first("feedback")
    said = texts.without_pictures(
        feedback, notes, "xml_picture_in_explanation", texts.format_of(feedback)
    )
    return Answer(node, text, fraction or Decimal(0), said)


def check_known(answers: Sequence[Answer], notes: Notes) -> None:
    """Name percentages that Moodle itself would not take, with the nearest that it would."""
    for answer in answers:
        if not fractions.is_known(answer.fraction):
            nearest = f"{fractions.nearest(answer.fraction):f}".replace(".", ",")
            fraction = f"{answer.fraction:f}".replace(".", ",")
            notes.warn("xml_fraction_nearest", answer.text, fraction=fraction, nearest=nearest)


def feedback_of(answers: Sequence[Answer]) -> tuple[tuple[str, str], ...]:
    """What is said after each answer."""
    return tuple((answer.text, answer.feedback) for answer in answers)
