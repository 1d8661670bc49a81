"""Personal data in the menu of people and units."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from intranet.organisation.models import CorrectionRequest
from intranet.organisation.personal_data.admin_views import (
    AnswerView,
    LeaversView,
    RequestIndexView,
)
from intranet.organisation.personal_data.forms import AnswerForm
from intranet.organisation.personal_data.permissions import may_keep_rules
from intranet.organisation.policies import OnlyPolicy


class CorrectionRequestViewSet(ModelViewSet):
    """Requests about personal data: they come from the people themselves and stay."""

    model = CorrectionRequest
    name = "yeu-cau-du-lieu"
    icon = "mail"
    menu_label = _("Requests about data")
    menu_order = 700
    index_view_class = RequestIndexView
    edit_view_class = AnswerView
    copy_view_enabled = False
    inspect_view_enabled = False
    permission_policy = OnlyPolicy(CorrectionRequest, "view", "change")

    def get_form_class(self, for_update: bool = False) -> type[AnswerForm]:
        """Only answers are written here."""
        return AnswerForm


class RuleKeepersMenuItem(MenuItem):
    """Shown to who keeps the rules."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the screen itself decides."""
        return may_keep_rules(request.user)


class LeaversViewSet(ViewSet):
    """Whose names go when."""

    name = "nguoi-da-roi"
    icon = "user"
    menu_label = _("Names of leavers")
    menu_order = 710
    menu_item_class = RuleKeepersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """One screen."""
        return [path("", LeaversView.as_view(), name="index")]
