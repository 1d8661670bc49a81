"""The forms at the doors."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.lockout import count_failure, locked_error, refuse_if_locked
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

    def get_invalid_login_error(self) -> ValidationError:
        """Say that it is not right, or when to come back after too many attempts."""
        if self.request is not None and getattr(self.request, "axes_locked_out", False):
            return locked_error(self.request, self.cleaned_data["username"])
        return super().get_invalid_login_error()


class ChangePasswordForm(auth_forms.PasswordChangeForm):
    """Old and new password, with the rules in one sentence instead of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least %(count)d characters; not your name, not a common password, not digits only."
        ) % {"count": MINIMUM_LENGTH}


def one_time_code() -> forms.TextInput:
    """Return a field that a phone fills in with the code it has just shown."""
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    )


class CountedCodeMixin:
    """A code whose failures count like wrong passwords: six digits are soon guessed otherwise."""

    user: Any
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.help_text = _("Six digits from the authenticator app, or one of your recovery codes.")
        field.widget = one_time_code()

    def clean_code(self) -> str:
        """Check the code unless the account is locked, and count it if it is wrong."""
        name = self.user.get_username()
        refuse_if_locked(context.request, name)
        try:
            return super().clean_code()  # type: ignore[misc]  # allauth's form stands behind
        except ValidationError:
            count_failure(context.request, name)
            raise


class CodeForm(CountedCodeMixin, AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(CountedCodeMixin, ReauthenticateByCodeForm):
    """Shows once more that it is still the same person, by a code."""


class ConfirmByPasswordForm(ReauthenticateForm):
    """Shows once more that it is still the same person, by the password."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class SetUpAppForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")
        self.fields["code"].widget = one_time_code()


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey and the name that its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("For example: phone, office computer.")


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")


class RemoveLostFactorForm(forms.Form):
    """Why the IT officer takes the factors from an account."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Who asked, and how you made sure that it was that person."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
