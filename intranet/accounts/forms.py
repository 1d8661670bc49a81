"""The forms at the doors."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password; Django's name field already drops spaces and composes letters."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "The name or the password is not right. Please mind capital letters and the Vietnamese"
            " keyboard."
        ),
    }
