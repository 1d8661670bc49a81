"""Rules for passwords, where Django's own has no Vietnamese words."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _

MINIMUM_LENGTH = 10


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's rule; its message is missing from Django's Vietnamese catalogue."""

    def __init__(self, min_length: int = MINIMUM_LENGTH) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        """Say how long a password has to be."""
        return _("This password is too short: it needs at least %(count)d characters.") % {
            "count": self.min_length
        }
