"""What the bank knows of a question and Moodle does not; an element of our own keeps it.

Moodle ignores the element. What it says of options counts only while there are as many as when it
was written, so that a file somebody has edited is read as it then stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from quiz.formats.base import ReadOption, ReadQuestion
from quiz.formats.moodle_xml.tree import Node
from quiz.formats.text import tidy
from quiz.types import numerals

ELEMENT = "bank"
OPTION = "option"
FIELDS = {
    "difficulty": "difficulty",
    "policy": "policy",
    "anchor": "anchor",
    "source": "source_label",
    "rule": "marking_rule",
    "topic": "topic",
    "unit": "unit",
}
HANDLINGS = ("auto", "plain", "keep_place", "rewrite")


def attributes(question: ReadQuestion, understood: ReadQuestion) -> dict[str, str]:
    """What has to be said of a question that Moodle's own elements would be understood as."""
    return {
        name: getattr(question, field)
        for name, field in FIELDS.items()
        if getattr(question, field) != getattr(understood, field)
    }


def option_attributes(
    options: Sequence[ReadOption], understood: Sequence[ReadOption]
) -> list[dict[str, str]]:
    """What has to be said of the options in their order; nothing if nothing has to."""
    rows = [
        _of_option(option, natural) for option, natural in zip(options, understood, strict=True)
    ]
    return rows if any(rows) else []


def _of_option(option: ReadOption, natural: ReadOption) -> dict[str, str]:
    row = {}
    if option.text != natural.text:
        row["text"] = option.text
    if option.is_pinned != natural.is_pinned:
        row["pinned"] = "true" if option.is_pinned else "false"
    if option.reference_handling != natural.reference_handling:
        row["references"] = option.reference_handling
    return row


def applied(question: ReadQuestion, node: Node | None) -> ReadQuestion:
    """The question with what the element says."""
    if node is None:
        return question
    said: dict[str, Any] = {
        field: tidy(node.attributes[name])
        for name, field in FIELDS.items()
        if name in node.attributes
    }
    rows = [row.attributes for row in node.all(OPTION)]
    if len(rows) == len(question.options):
        pairs = zip(question.options, rows, strict=True)
        said["options"] = tuple(_applied_to(question.kind, option, row) for option, row in pairs)
    return replace(question, **said)


def _applied_to(kind: str, option: ReadOption, row: Mapping[str, str]) -> ReadOption:
    text = tidy(row.get("text", ""))
    is_meant = kind == "true_false" or (kind == "number" and _is_same_number(text, option.text))
    handling = row.get("references", "")
    return replace(
        option,
        text=text if text and is_meant else option.text,
        is_pinned=row["pinned"] == "true" if "pinned" in row else option.is_pinned,
        reference_handling=handling if handling in HANDLINGS else option.reference_handling,
    )


def _is_same_number(one: str, other: str) -> bool:
    read = numerals.read(one)
    return read is not None and read == numerals.read(other)
