"""The menu item «Nhập danh sách» with its addresses."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from intranet.organisation.roll import views


class RollMenuItem(MenuItem):
    """Shown to those who may import the roll."""

    def is_shown(self, request: Any) -> bool:
        """Whether the account may."""
        return bool(request.user.has_perm(views.IMPORT_ROLL))


class RollImportViewSet(ViewSet):
    """The import of the roll."""

    name = "nhap-danh-sach"
    icon = "upload"
    menu_label = _("Import of the roll")
    menu_order = 500
    menu_item_class = RollMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, the template, one import and its buttons."""
        return [
            path("", views.RollIndexView.as_view(), name="index"),
            path("mau/", views.RollTemplateView.as_view(), name="template"),
            path("<int:pk>/", views.RollImportView.as_view(), name="show"),
            path("<int:pk>/tra-loi/", views.RollAnswerView.as_view(), name="answer"),
            path("<int:pk>/ap-dung/", views.RollApplyView.as_view(), name="apply"),
            path("<int:pk>/huy/", views.RollDiscardView.as_view(), name="discard"),
            path("<int:pk>/doc-lai/", views.RollAgainView.as_view(), name="again"),
        ]
