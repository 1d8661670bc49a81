"""What the interface adds to the admin; registration only."""

from typing import Any

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from intranet.api import admin_views
from intranet.api.endpoints import READ_NAMES
from intranet.api.permissions import may_manage_tokens
from intranet.api.services import ISSUE_ACTION, REVOKE_ACTION
from intranet.reports.audit.refusals import TOKEN_REFUSED


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    """The list, the form, and the button that revokes."""
    return [
        path("ma-truy-cap/", admin_views.TokensView.as_view(), name="access_tokens"),
        path("ma-truy-cap/cap/", admin_views.IssueView.as_view(), name="issue_access_token"),
        path("ma-truy-cap/<int:pk>/thu-hoi/", admin_views.revoke, name="revoke_access_token"),
    ]


class TokensMenuItem(MenuItem):
    """Shown to who may manage tokens."""

    def is_shown(self, request: Any) -> bool:
        """Whether the account may."""
        return may_manage_tokens(request.user)


@hooks.register("register_settings_menu_item")
def register_tokens() -> MenuItem:
    """Where tokens are issued and revoked."""
    return TokensMenuItem(
        gettext_lazy("Access tokens"), reverse_lazy("access_tokens"), icon_name="key", order=620
    )


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Tokens issued, revoked and refused, and names read by a program."""

    @actions.register_action(ISSUE_ACTION)
    class IssueFormatter(LogFormatter):
        """The line in the log of the owner."""

        label = gettext_lazy("Access token issued")

        def format_message(self, log_entry: Any) -> str:
            said = _("Issued the access token «%(name)s» (%(scope)s); reason: %(reason)s")
            return said % log_entry.data

    @actions.register_action(REVOKE_ACTION)
    class RevokeFormatter(LogFormatter):
        """The line in the log of the owner."""

        label = gettext_lazy("Access token revoked")

        def format_message(self, log_entry: Any) -> str:
            return _("Revoked the access token «%(name)s»") % log_entry.data

    @actions.register_action(TOKEN_REFUSED)
    class TokenRefusalFormatter(LogFormatter):
        """What a program asked for with a token that is not good."""

        label = gettext_lazy("Access token refused")

        def format_message(self, log_entry: Any) -> str:
            said = _("A program was refused with a token that is not good: %(path)s (%(address)s)")
            return said % log_entry.data

    @actions.register_action(READ_NAMES)
    class NamesFormatter(LogFormatter):
        """Which names a program has read."""

        label = gettext_lazy("Names read by a program")

        def format_message(self, log_entry: Any) -> str:
            said = _("The token %(token)s read the names of «%(unit)s» for «%(title)s»")
            return said % log_entry.data
