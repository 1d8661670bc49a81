from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The user model alone, and the doors: sign-in, sign-out, password."""

    name = "intranet.accounts"
    verbose_name = _("Accounts")
