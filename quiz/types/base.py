"""What every type of question offers, and what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

ALL_OR_NOTHING = "all_or_nothing"
PARTIAL = "partial"
FULL_MARK = Fraction(1)
NO_MARK = Fraction(0)


@dataclass(frozen=True, slots=True)
class Item:
    """A question as its type sees it; `options` are as `quiz.versions.Option` has them."""

    options: Sequence[Mapping[str, Any]]
    marking_rule: str = ALL_OR_NOTHING
    tolerance: Decimal | None = None
    unit: str = ""

    @property
    def key(self) -> frozenset[str]:
        """Ids of the right options."""
        return frozenset(option["id"] for option in self.options if option["is_correct"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """Option ids by the tokens that one attempt uses for them; `matches` are the right sides."""

    options: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)


class QuestionType(Protocol):
    """A kind of question."""

    @property
    def is_scored(self) -> bool:
        """Whether an answer earns marks."""

    @property
    def is_answerable(self) -> bool:
        """Whether there is anything to answer."""

    @property
    def shows_options(self) -> bool:
        """Whether the options of the question are put before the person."""

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The answer in the form it is stored in, [] for none, None if it answers another one."""

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """The mark for an answer: at most 1, below 0 only where `negative` allows it."""

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The answer in plain text, empty for none."""
