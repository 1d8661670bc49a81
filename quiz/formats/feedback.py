"""What other systems say after a single option, put into the one explanation a question has here.

The words become part of a text that people edit; they are Vietnamese like the texts around them.
"""

from collections.abc import Iterable

OPTION_FEEDBACK = "Phương án «{text}»: {feedback}"


def option_feedback(text: str, feedback: str) -> str:
    """What was said after an option, on a line that names the option."""
    return OPTION_FEEDBACK.format(text=" ".join(text.split()), feedback=feedback)


def explanation(general: str, after_options: Iterable[tuple[str, str]]) -> str:
    """The general feedback and below it what was said after options, given as (text, feedback)."""
    lines = [option_feedback(text, feedback) for text, feedback in after_options if feedback]
    return "\n".join(filter(None, [general, *lines]))
