"""What makes two versions of a question the same; pure, without Django.

A draft's options get new ids whenever the editor saves them, because Wagtail keeps drafts as text.
Options are therefore matched with the version before, by id and then by wording, so that publishing
unchanged content makes no new version.
"""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NotRequired, TypedDict


class KeptReference(TypedDict):
    """What an option says of others: which, and where their letters stand in its text.

    Where there are spans they stand parallel to the options. `quiz.references` reads it.
    """

    kind: str
    options: list[str]
    spans: list[list[int]]


class Option(TypedDict):
    """An option as it is kept in a version."""

    id: str
    text: str
    is_correct: bool
    is_pinned: bool
    match: NotRequired[str]
    reference: NotRequired[KeptReference]


def with_known_ids(options: Sequence[Option], before: Sequence[Option]) -> list[Option]:
    """The options, each with the id it had in the version before if it stood there."""
    known = {option["id"] for option in before}
    taken = {option["id"] for option in options} & known
    free = {option["text"]: option["id"] for option in before if option["id"] not in taken}
    return [
        option
        if option["id"] in known
        else Option(**{**option, "id": free.pop(option["text"], option["id"])})
        for option in options
    ]


def content_hash(content: dict[str, Any]) -> str:
    """A digest of what readers and the marking see: the same content, the same digest."""
    canonical = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_digits
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _digits(value: Any) -> str:
    """A decimal number without needless zeros, so that 0.5 and 0.500000 are the same content."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no place in the content of a question")
    return format(value.normalize(), "f")
