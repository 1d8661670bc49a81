"""What this app adds to the admin; registration only."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from intranet.accounts import admin_views, first_password_log
from intranet.accounts.bulk_actions import (
    DeleteAccountsBulkAction,
    GiveRoleBulkAction,
    SetActiveBulkAction,
)
from intranet.accounts.log_actions import register_actions
from intranet.accounts.permissions import (
    keep_bulk_actions_in_bounds,
    keep_superusers_to_themselves,
    may_keep_accounts,
)

hooks.register("before_bulk_action", keep_bulk_actions_in_bounds)
# Wagtail registers the actions of the same names without an order, and so before these.
hooks.register("register_bulk_action", GiveRoleBulkAction, order=1)
hooks.register("register_bulk_action", DeleteAccountsBulkAction, order=1)
hooks.register("register_bulk_action", SetActiveBulkAction, order=1)
hooks.register("before_edit_user", keep_superusers_to_themselves)
hooks.register("register_log_actions", register_actions)
hooks.register("register_log_actions", first_password_log.register_actions)


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    """Locked accounts, and lost second factors."""
    return [
        path("khoa-dang-nhap/", admin_views.LocksView.as_view(), name="sign_in_locks"),
        path("khoa-dang-nhap/mo/", admin_views.lift_lock, name="lift_sign_in_lock"),
        path(
            "tai-khoan/<int:pk>/yeu-to-thu-hai/",
            admin_views.LostFactorView.as_view(),
            name="lost_factor",
        ),
    ]


class LocksMenuItem(MenuItem):
    """Shown to who keeps accounts."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person keeps accounts."""
        return may_keep_accounts(request.user)


@hooks.register("register_settings_menu_item")
def register_locks() -> MenuItem:
    """Where locks are lifted."""
    return LocksMenuItem(
        _("Locked sign-ins"), reverse("sign_in_locks"), icon_name="lock", order=610
    )


@hooks.register("register_user_listing_buttons")
def offer_lost_factor(user: Any, request_user: Any) -> list[Button]:
    """Beside each account that may be changed: removing a lost second factor."""
    if not may_keep_accounts(request_user) or (user.is_superuser and not request_user.is_superuser):
        return []
    url = reverse("lost_factor", args=[user.pk])
    return [Button(_("Second factor lost"), url=url, icon_name="key", priority=60)]
