"""What the log adds to the admin; registration only."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from intranet.reports.audit import views
from intranet.reports.audit.permissions import may_read_log
from intranet.reports.audit.refusals import REFUSED_ACTION, RefusalFormatter


class LogMenuItem(MenuItem):
    """«Nhật ký», for who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the reader may."""
        return may_read_log(request.user)


@hooks.register("register_admin_menu_item")
def log_menu_item() -> MenuItem:
    """The entry of the menu."""
    return LogMenuItem(
        gettext_lazy("Log"), reverse_lazy("audit_log"), icon_name="history", order=650
    )


@hooks.register("register_admin_urls")
def log_addresses() -> list[URLPattern]:
    """The screen and its files."""
    return [
        path("nhat-ky/", views.audit_log, name="audit_log"),
        path("nhat-ky/xuat.csv", views.audit_csv, name="audit_csv"),
        path("nhat-ky/xuat.xlsx", views.audit_xlsx, name="audit_xlsx"),
    ]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """The look of the log."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/audit-admin.css"))


@hooks.register("construct_reports_menu")
def one_log_is_enough(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave Wagtail's own history out of the menu: it says less, and that in English."""
    items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Refused accesses, and the log taken out as a file."""
    actions.register_action(REFUSED_ACTION)(RefusalFormatter)

    @actions.register_action(views.EXPORT_ACTION)
    class LogExportFormatter(LogFormatter):
        """The line of an export of the log."""

        label = gettext_lazy("Export of the log")

        def format_message(self, log_entry: Any) -> str:
            return _("Exported the log as %(file)s") % log_entry.data
