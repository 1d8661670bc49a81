"""What every type of question offers, and what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from quiz.rules import Fault, Row

ALL_OR_NOTHING = "all_or_nothing"
PARTIAL = "partial"
FULL_MARK = Fraction(1)
NO_MARK = Fraction(0)


@dataclass(frozen=True, slots=True)
class Item:
    """A question as its type sees it; `options` are as `quiz.versions.Option` has them.

    `correction` is what was decided later about a wrong key; `quiz.correction` applies it.
    """

    options: Sequence[Mapping[str, Any]]
    marking_rule: str = ALL_OR_NOTHING
    tolerance: Decimal | None = None
    unit: str = ""
    correction: Mapping[str, Any] | None = None

    @property
    def key(self) -> frozenset[str]:
        """Ids of the right options."""
        return frozenset(option["id"] for option in self.options if option["is_correct"])

    @property
    def texts(self) -> dict[str, str]:
        """Option texts by id, in the order of the question."""
        return {option["id"]: option["text"] for option in self.options}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Option ids by the tokens that one attempt uses for them; `matches` are the right sides."""

    options: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_options(self) -> dict[str, str]:
        """Tokens by option id."""
        return {option_id: token for token, option_id in self.options.items()}

    @property
    def of_matches(self) -> dict[str, str]:
        """Tokens of the right sides by the id of the option they stand in."""
        return {option_id: token for token, option_id in self.matches.items()}


class QuestionType(Protocol):
    """A kind of question.

    `parse` and `values` are each other's inverse: what is posted becomes what is stored and back.
    """

    @property
    def is_scored(self) -> bool:
        """Whether an answer earns marks."""

    @property
    def is_answerable(self) -> bool:
        """Whether there is anything to answer."""

    @property
    def shows_options(self) -> bool:
        """Whether the options of the question are put before the person."""

    def is_shuffled(self, wanted: bool) -> bool:
        """Whether the options change places, given whether the quiz wants them to."""

    def kept(self, options: Sequence[Any]) -> list[Any]:
        """What a version keeps of the options as they were typed (`quiz.versions.Option`)."""

    def faults(self, rows: Sequence[Row]) -> list[Fault]:
        """Why nobody may be asked a question with such options."""

    def parse(self, values: Sequence[str], item: Item, tokens: Tokens) -> list[Any] | None:
        """The answer in the form it is stored in, [] for none, None if it answers another one."""

    def values(self, item: Item, answer: Sequence[Any], tokens: Tokens) -> list[str]:
        """What is posted to give this answer."""

    def mark(self, item: Item, answer: Sequence[Any], *, negative: bool = False) -> Fraction:
        """The mark for an answer: at most 1, below 0 only where `negative` allows it."""

    def is_complete(self, item: Item, answer: Sequence[Any]) -> bool:
        """Whether every part of the question is answered."""

    def describe(self, item: Item, answer: Sequence[Any]) -> str:
        """The answer in plain text, empty for none."""

    def right_answer(self, item: Item) -> list[Any]:
        """An answer that earns the full mark, [] where none does."""

    def solution(self, item: Item) -> str:
        """What is right, in plain text; empty where nothing is."""
