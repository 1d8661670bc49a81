"""Writing Aiken as every reader knows it: one line for the stem, one for each option, the key."""

from collections.abc import Sequence

from quiz.formats.aiken.reading import read
from quiz.formats.base import LeftOut, ReadQuestion, Written
from quiz.formats.labels import ALPHABET
from quiz.rules import Row
from quiz.types import type_of

KINDS = frozenset({"single", "true_false"})
WITHOUT_PLACE = (
    "explanation",
    "topic",
    "code",
    "keywords",
    "difficulty",
    "policy",
    "anchor",
    "source_label",
)


def write(questions: Sequence[ReadQuestion]) -> Written:
    """The questions as a file, and those of which it cannot hold all."""
    blocks: list[str] = []
    left_out: list[LeftOut] = []
    notes: list[LeftOut] = []
    for question in questions:
        block = _block(question)
        if code := _obstacle(question, block):
            left_out.append(LeftOut(question, code))
        else:
            blocks.append(block)
            left_out += _lost(question)
            notes += _without_rest(question)
    return Written("\n".join(blocks).encode(), tuple(left_out), tuple(notes))


def _obstacle(question: ReadQuestion, block: str) -> str:
    """Why a question cannot stand in the file; the last is that nobody could read it back."""
    rows = [Row(option.text, option.is_correct, option.match) for option in question.options]
    if question.kind not in KINDS:
        return "aiken_kind"
    if not question.stem.strip() or type_of(question.kind).faults(rows):
        return "aiken_incomplete"
    if len(question.options) > len(ALPHABET):
        return "aiken_too_many_options"
    return "" if _comes_back(question, block) else "aiken_ambiguous"


def _comes_back(question: ReadQuestion, block: str) -> bool:
    """Whether the block is read as the question that it was."""
    file = read(block)
    if len(file.questions) != 1 or file.problems:
        return False
    back = file.questions[0]
    options = [(_flat(option.text), option.is_correct) for option in question.options]
    return (
        back.stem == _flat(question.stem)
        and [(option.text, option.is_correct) for option in back.options] == options
    )


def _lost(question: ReadQuestion) -> list[LeftOut]:
    """What is missing of a question that stands in the file."""
    texts = [question.stem, *(option.text for option in question.options)]
    codes = [
        (question.image is not None, "aiken_without_picture"),
        (any("\n" in text for text in texts), "aiken_lines_joined"),
    ]
    return [LeftOut(question, code) for holds, code in codes if holds]


def _without_rest(question: ReadQuestion) -> list[LeftOut]:
    """That the format has no place for more than the question, its options and the key."""
    has_rest = any(getattr(question, field) for field in WITHOUT_PLACE)
    return [LeftOut(question, "aiken_without_rest")] if has_rest else []


def _block(question: ReadQuestion) -> str:
    """The lines of a question."""
    lettered = list(zip(ALPHABET, question.options, strict=False))
    options = [f"{letter}. {_flat(option.text)}" for letter, option in lettered]
    key = next((letter for letter, option in lettered if option.is_correct), "")
    return "\n".join([_flat(question.stem), *options, f"ANSWER: {key}", ""])


def _flat(text: str) -> str:
    """The text on one line, as the format wants it."""
    return " ".join(text.split())
