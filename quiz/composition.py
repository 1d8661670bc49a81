"""What a quiz is made of, comparable between a form, a revision and the database; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Composition:
    """Ids of the fixed questions, and how many questions each topic gives."""

    fixed: frozenset[int]
    quotas: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, fixed: Iterable[int], quotas: Iterable[tuple[int, int]]) -> Self:
        """A composition from question ids and pairs of topic id and number."""
        return cls(frozenset(fixed), frozenset(quotas))

    @property
    def size(self) -> int:
        """How many questions everybody gets."""
        return len(self.fixed) + sum(count for _, count in self.quotas)
