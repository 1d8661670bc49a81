from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The user model alone, and the doors: sign-in, sign-out, password."""

    default = True  # another configuration stands in this module
    name = "intranet.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Listen to what happens at the doors."""
        from intranet.accounts import events

        events.connect()


class AccountScreensConfig(WagtailUsersAppConfig):
    """Wagtail's admin of accounts with our screens; stands in place of «wagtail.users»."""

    default = False
    group_viewset = "intranet.accounts.viewsets.RoleViewSet"
    user_viewset = "intranet.accounts.viewsets.AccountViewSet"
