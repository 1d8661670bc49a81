"""What a question must be like before anybody may be asked it; pure, without Django.

The rules name faults, `quiz.wording` puts them into words.
"""

import enum
from collections.abc import Sequence

MINIMUM_OPTIONS = 2


class Fault(enum.Enum):
    """What is wrong with the options of a question."""

    TOO_FEW = "too_few"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    NOT_EXACTLY_ONE = "not_exactly_one"
    NONE_RIGHT = "none_right"
    NOT_TWO = "not_two"


def option_faults(kind: str, options: Sequence[tuple[str, bool]]) -> list[Fault]:
    """Faults of a question's options, each given as its text and whether it is right."""
    texts = [" ".join(text.split()).casefold() for text, _ in options]
    right = sum(is_correct for _, is_correct in options)
    checks = [
        (len(options) < MINIMUM_OPTIONS, Fault.TOO_FEW),
        (not all(texts), Fault.EMPTY),
        (len(set(filter(None, texts))) < len([text for text in texts if text]), Fault.DUPLICATE),
        (kind == "true_false" and len(options) > MINIMUM_OPTIONS, Fault.NOT_TWO),
        (kind != "multiple" and right != 1, Fault.NOT_EXACTLY_ONE),
        (kind == "multiple" and right == 0, Fault.NONE_RIGHT),
    ]
    return [fault for is_wrong, fault in checks if is_wrong]
