"""A text between questions: something to read, nothing to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quiz.types.base import Item, Tokens
from quiz.types.writing import Writing


@dataclass(frozen=True, slots=True)
class TextBlock(Writing):
    """A text; whatever is posted to it answers something else."""

    is_answerable: bool = False

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """No answer, and None for anything that looks like one."""
        return None if any(values) else []


TEXT_BLOCK = TextBlock()
