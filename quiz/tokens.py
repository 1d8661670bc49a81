"""Option tokens: names of options that hold in one attempt only; pure, without Django.

A page that named options by a lasting id would let programs keep a list of right answers.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from quiz.types.base import Tokens

TOKEN_CHARACTERS = 10


def token(salt: str, slot: int, side: str, place: int) -> str:
    """The token of an option at a place of its version; `side` is «option» or «match»."""
    digest = hashlib.blake2s(f"{slot}.{side}.{place}".encode(), key=salt.encode()[:32])
    return digest.hexdigest()[:TOKEN_CHARACTERS]


def tokens_of(salt: str, slot: int, options: Sequence[Any]) -> Tokens:
    """All tokens of a question in one attempt."""
    return Tokens(
        options={
            token(salt, slot, "option", place): option["id"] for place, option in enumerate(options)
        },
        matches={
            token(salt, slot, "match", place): option["id"]
            for place, option in enumerate(options)
            if option.get("match")
        },
    )
