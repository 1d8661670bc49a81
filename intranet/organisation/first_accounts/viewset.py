"""«Cấp tài khoản» in the menu of people and units."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from intranet.accounts.permissions import may_keep_accounts
from intranet.organisation.first_accounts import views


class AccountKeepersMenuItem(MenuItem):
    """Shown to who keeps accounts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the screens themselves decide."""
        return may_keep_accounts(request.user)


class FirstAccountsViewSet(ViewSet):
    """Accounts for a unit, and a new first password for one person."""

    name = "cap-tai-khoan"
    icon = "key"
    menu_label = _("Give out accounts")
    menu_order = 600
    menu_item_class = AccountKeepersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The unit, and the one person."""
        return [
            path("", views.GiveOutView.as_view(), name="index"),
            path("<int:pk>/cap-lai/", views.GiveAgainView.as_view(), name="again"),
        ]
