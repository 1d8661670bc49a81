"""The form in which people choose their own password in place of the first one."""

from typing import Any

from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.validators import MINIMUM_LENGTH


class ChoosePasswordForm(auth_forms.SetPasswordForm):
    """A password twice, another one than the slip says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least %(count)d characters; not your name, not a common password, not digits only."
        ) % {"count": MINIMUM_LENGTH}

    def clean_new_password1(self) -> str:
        """Refuse what has been printed and handed around."""
        password: str = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(
                _("This is the password that you were given. Please choose one of your own."),
                code="same_as_given",
            )
        return password
