"""What a question must be like before anybody may be asked it; pure, without Django.

The rules name faults, `quiz.wording` puts them into words. Which of them hold for a kind of
question says its type in `quiz.types`.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MINIMUM_OPTIONS = 2


class Fault(enum.Enum):
    """What is wrong with the options of a question."""

    TOO_FEW = "too_few"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    NOT_EXACTLY_ONE = "not_exactly_one"
    NONE_RIGHT = "none_right"
    NOT_TWO = "not_two"
    NO_FORM = "no_form"
    FORM_TOO_LONG = "form_too_long"
    NOT_A_NUMBER = "not_a_number"
    WITHOUT_PARTNER = "without_partner"
    ONE_PARTNER = "one_partner"


@dataclass(frozen=True, slots=True)
class Row:
    """An option as its author wrote it."""

    text: str
    is_correct: bool = False
    match: str = ""


def alike(text: str) -> str:
    """The text as far as authors would call it the same: without case and needless spaces."""
    return " ".join(text.split()).casefold()


def found(checks: Iterable[tuple[bool, Fault]]) -> list[Fault]:
    """The faults whose condition holds."""
    return [fault for holds, fault in checks if holds]


def text_faults(rows: Sequence[Row], *, minimum: int = MINIMUM_OPTIONS) -> list[Fault]:
    """Faults of the texts, whatever is done with them: too few, empty or twice the same."""
    texts = [alike(row.text) for row in rows]
    written = [text for text in texts if text]
    return found(
        [
            (len(rows) < minimum, Fault.TOO_FEW),
            (not all(texts), Fault.EMPTY),
            (len(set(written)) < len(written), Fault.DUPLICATE),
        ]
    )
