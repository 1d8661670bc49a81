"""Why a change is no mere typing error, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from quiz.minor_change import MinorFault

MINOR_FAULT_MESSAGES = {
    MinorFault.KIND: _(
        "This is more than a typing error: the kind of question has changed. Please take away the "
        "tick «does not change the content»; the figures of the two versions are then kept apart."
    ),
    MinorFault.OPTIONS: _(
        "This is more than a typing error: the number of options has changed. Please take away the "
        "tick «does not change the content»; the figures of the two versions are then kept apart."
    ),
    MinorFault.KEY: _(
        "This is more than a typing error: the right answer has changed. Please take away the "
        "tick «does not change the content»; the figures of the two versions are then kept apart."
    ),
    MinorFault.MARKING: _(
        "This is more than a typing error: the marking has changed. Please take away the "
        "tick «does not change the content»; the figures of the two versions are then kept apart."
    ),
    MinorFault.TEXT: _(
        "This is more than a typing error: more than a third of the words of the question or of an "
        "option have changed, or a word such as «not» was added or removed. Please take away the "
        "tick «does not change the content»; the figures of the two versions are then kept apart."
    ),
}


def minor_change_messages(faults: Iterable[MinorFault]) -> list[str]:
    """One sentence for each reason, with what to do."""
    return [str(MINOR_FAULT_MESSAGES[fault]) for fault in faults]
