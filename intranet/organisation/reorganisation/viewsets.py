"""«Sắp xếp tổ chức» and delegations in the menu of people and units."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from intranet.organisation.models import Delegation, ReorganisationAct
from intranet.organisation.permissions import can_reorganise
from intranet.organisation.policies import NeverDeletePolicy, ReorganisationPolicy
from intranet.organisation.reorganisation.forms import DelegationForm, EndDelegationForm
from intranet.organisation.reorganisation.views import (
    NAMESPACE,
    ActIndexView,
    ActView,
    DelegateView,
    DelegationIndexView,
    DetailsView,
    DiscardView,
    EndDelegationView,
    OutcomeView,
    PeopleView,
    PreviewView,
)


class ReorganisersMenuItem(MenuItem):
    """Shown to who may reorganise."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the screens themselves decide."""
        return can_reorganise(request.user)


class ReorganisationViewSet(ViewSet):
    """The acts, and the steps to a new one."""

    name = NAMESPACE
    icon = "site"
    menu_label = _("Reorganisation")
    menu_order = 250
    menu_item_class = ReorganisersMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Who may, and where things are."""
        common = {
            "permission_policy": ReorganisationPolicy(ReorganisationAct),
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "add_url_name": self.get_url_name("add"),
        }
        return super().get_common_view_kwargs(**common, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, then the steps in their order."""
        results = self.construct_view(ActIndexView, results_only=True)
        return [
            path("", self.construct_view(ActIndexView), name="index"),
            path("results/", results, name="index_results"),
            path("moi/", self.construct_view(ActView), name="add"),
            path("<int:pk>/", self.construct_view(ActView), name="act"),
            path("<int:pk>/chi-tiet/", self.construct_view(DetailsView), name="details"),
            path("<int:pk>/nguoi/", self.construct_view(PeopleView), name="people"),
            path("<int:pk>/xem-truoc/", self.construct_view(PreviewView), name="preview"),
            path("<int:pk>/ket-qua/", self.construct_view(OutcomeView), name="outcome"),
            path("<int:pk>/bo/", self.construct_view(DiscardView), name="discard"),
        ]


class DelegationViewSet(ModelViewSet):
    """Who leads a unit for a time; given, ended earlier, never deleted."""

    model = Delegation
    name = "giao-quyen"
    icon = "key"
    menu_label = _("Delegations")
    menu_order = 260
    index_view_class = DelegationIndexView
    add_view_class = DelegateView
    edit_view_class = EndDelegationView
    copy_view_enabled = False
    permission_policy = NeverDeletePolicy(Delegation)

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        """Everything once, afterwards only the end."""
        return EndDelegationForm if for_update else DelegationForm
