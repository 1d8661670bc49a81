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
