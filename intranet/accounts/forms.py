"""The forms at the doors."""

from typing import Any

from django.contrib.auth import forms as auth_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.validators import MINIMUM_LENGTH


class SignInForm(auth_forms.AuthenticationForm):
    """Name and password; Django's name field already drops spaces and composes letters."""

    error_messages = {
        **auth_forms.AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "The name or the password is not right. Please mind capital letters and the Vietnamese"
            " keyboard."
        ),
    }


class ChangePasswordForm(auth_forms.PasswordChangeForm):
    """Old and new password, with the rules in one sentence instead of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least %(count)d characters; not your name, not a common password, not digits only."
        ) % {"count": MINIMUM_LENGTH}
