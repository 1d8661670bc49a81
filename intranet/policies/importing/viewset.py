"""The menu item «Nhập văn bản» with its addresses."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from intranet.policies.importing import views
from intranet.policies.importing.permissions import may_import


class DocumentImportMenuItem(MenuItem):
    """Shown to those who may take documents in."""

    def is_shown(self, request: Any) -> bool:
        """Whether the account may."""
        return may_import(request.user)


class DocumentImportViewSet(ViewSet):
    """The import of documents."""

    name = "nhap-van-ban"
    icon = "doc-full-inverse"
    menu_label = _("Import of documents")
    menu_order = 250
    add_to_admin_menu = True
    menu_item_class = DocumentImportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, one import with its parts, its original, throwing it away."""
        return [
            path("", views.ImportIndexView.as_view(), name="index"),
            path("<int:pk>/", views.ImportView.as_view(), name="show"),
            path("<int:pk>/phan/<int:number>/", views.PartView.as_view(), name="part"),
            path("<int:pk>/ban-goc/", views.OriginalView.as_view(), name="original"),
            path("<int:pk>/huy/", views.DiscardView.as_view(), name="discard"),
            path("<int:pk>/dua-lai/<int:number>/", views.PutBackView.as_view(), name="put_back"),
        ]
