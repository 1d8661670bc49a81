"""How allauth behaves here: one door, nobody signs up, nothing is mailed, our own words."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy

from intranet.accounts.second_factor import may_remove_own

# What allauth says after an act; what is not named here is said by the next screen itself.
SAID = {
    "mfa/messages/totp_activated.txt": gettext_lazy("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "New recovery codes are made; earlier ones no longer work."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the IT officer and from the roll, never from a form at the door."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": gettext_lazy("The password is not right."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Whether an address leads back here; one that no parser reads does not.

        allauth's own check ends in an error on «//[::1]@host» from Python 3.11.4 on.
        """
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or nothing."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the log keeps it, and many accounts have no address."""

    def respond_user_inactive(
        self, request: HttpRequest, user: AbstractBaseUser
    ) -> HttpResponseRedirect:
        """Lead an account that is closed back to the door, which says no more than to others."""
        return redirect("sign_in")


def _keys() -> MultiFernet:
    """The keys made of SECRET_KEY and of those that it replaced."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + force_bytes(key)).digest() for key in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes stand encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not right. An authenticator app shows another one every 30 seconds;"
            " each recovery code works once."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor. Please add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Please set up an authenticator app or a passkey first."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Keep a secret so that a copy of the database alone does not give it away."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to leave an account without the factor that its role needs."""
        return may_remove_own(authenticator)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 (allauth's name)
        """Propose a name for a passkey by its number."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}
