"""Why something about an attempt cannot be done."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class QuizError(Exception):
    """Why something about an attempt cannot be done; `message` is for the person."""

    message: Any = ""


class NotYetOpenError(QuizError):
    """The window has not begun."""

    message = _("This quiz has not opened yet.")


class ClosedError(QuizError):
    """The window is over, or the quiz was withdrawn."""

    message = _("This quiz has closed.")


class NoAttemptsLeftError(QuizError):
    """The person has used all attempts."""

    message = _("You have used all attempts allowed for this quiz.")


class NotDrawableError(QuizError):
    """The bank no longer holds enough questions."""

    message = _("This quiz lacks questions at the moment. Please tell the Office.")


class ReasonMissingError(QuizError):
    """What departs from the rules needs a reason."""

    message = _("Please give a reason.")


class AttemptNotFinishedError(QuizError):
    """A late answer was to be counted in an attempt that runs or was voided."""

    message = _("Only in an attempt that has ended and counts can a late answer be accepted.")


class NotLateError(QuizError):
    """Somebody else has dealt with the late answer already."""

    message = _("This answer has been dealt with already.")


class SecondPersonError(QuizError):
    """Who gave or proposed something does not decide about it."""

    message = _("Somebody else must do this: neither who gave the answer nor who proposed it.")
