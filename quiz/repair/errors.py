"""Why a repair cannot be proposed or carried out."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from quiz.services.errors import QuizError

NOTHING_LEFT = _(
    "There are attempts in which nothing would be left that earns a mark: everybody would pass "
    "with no point out of none. Please change the key or accept further answers instead."
)


class RepairFaultyError(QuizError):
    """What was chosen does not repair the key; `faults` names why."""

    message = _("Please check what was chosen: the key cannot be repaired that way.")

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.faults = list(faults)


class AlreadyProposedError(QuizError):
    """Another repair of the question waits for its decision."""

    message = _("A repair of this question is waiting for a decision already.")


class AlreadyDecidedError(QuizError):
    """Somebody else has decided meanwhile."""

    message = _("Somebody else has decided about this meanwhile.")


class PreviewChangedError(QuizError):
    """What the repair changes is no longer what was seen."""

    message = _("The consequences have changed since you read them. Please look at them again.")


class NothingLeftError(QuizError):
    """Voiding the question would leave attempts in which nothing counts."""

    message = NOTHING_LEFT
