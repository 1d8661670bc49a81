"""The body that the script of a quiz sends to save answers; pure, without Django."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quiz.save_rule import Sent
from search.text import plain

LONGEST_PAYLOAD = 200_000
LONGEST_WRITER = 40
MOST_ANSWERS = 100
MOST_VALUES = 100
MOST_FLAGS = 500
HIGHEST_SLOT = 10_000
HIGHEST_BASE = 2**31 - 1
HIGHEST_NUMBER = 2**63 - 1


class MalformedError(ValueError):
    """The body is not what the script sends."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What one page sends: who it is, answers, and flags by slot."""

    writer: str
    answers: tuple[Sent, ...] = ()
    flags: Mapping[int, bool] = field(default_factory=dict)


def read_payload(text: str) -> Payload:
    """Read a body; whatever is not exactly in its form is refused as a whole."""
    if len(text) > LONGEST_PAYLOAD:
        raise MalformedError
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedError from error
    body = _of_type(body, dict)
    answers = _of_type(body.get("answers", []), list)
    flags = _of_type(body.get("flags", {}), dict)
    if len(answers) > MOST_ANSWERS or len(flags) > MOST_FLAGS:
        raise MalformedError
    return Payload(
        writer=_writer(body.get("writer")),
        answers=tuple(_sent(answer) for answer in answers),
        flags={_slot_key(key): _of_type(value, bool) for key, value in flags.items()},
    )


def _sent(answer: Any) -> Sent:
    answer = _of_type(answer, dict)
    values = _of_type(answer.get("values"), list)
    if len(values) > MOST_VALUES:
        raise MalformedError
    return Sent(
        slot=_number(answer.get("slot"), 1, HIGHEST_SLOT),
        base=_number(answer.get("base"), 0, HIGHEST_BASE),
        number=_number(answer.get("number"), 0, HIGHEST_NUMBER),
        values=tuple(_text(value) for value in values),
    )


def _writer(value: Any) -> str:
    writer = _text(value)
    if not writer or len(writer) > LONGEST_WRITER:
        raise MalformedError
    return writer


def _text(value: Any) -> str:
    """Composed text without what a database cannot keep: control characters, half letters."""
    return plain(_of_type(value, str)).encode("utf-8", "replace").decode()


def _slot_key(key: str) -> int:
    if not (key.isascii() and key.isdecimal() and len(key) <= len(str(HIGHEST_SLOT))):
        raise MalformedError
    return _number(int(key), 1, HIGHEST_SLOT)


def _number(value: Any, lowest: int, highest: int) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        raise MalformedError
    return value


def _of_type(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise MalformedError
    return value
