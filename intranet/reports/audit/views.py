"""The screen of the log and its files; there is none that changes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe
from wagtail.log_actions import log

from intranet.reports.audit.exports import csv_lines, xlsx_file
from intranet.reports.audit.forms import LogFilterForm
from intranet.reports.audit.lines import Place, Wanted, all_lines, page_of_lines
from intranet.reports.audit.permissions import may_read_log
from intranet.reports.audit.rows import row_of
from intranet.reports.services import CSV, XLSX, FileKind

LINES_ON_A_PAGE = 50
PLACE = "sau"
EXPORT_ACTION = "audit.export"


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """One page of the log, newest first."""
    form = _form(request)
    place = Place.parse(request.GET.get(PLACE, ""))
    entries, behind = page_of_lines(form.wanted, place, LINES_ON_A_PAGE)
    first_url = _address(request, place=None)
    context = {
        "page_title": _("Log"),
        "header_title": _("Log"),
        "header_icon": "history",
        "breadcrumbs_items": [{"url": "", "label": _("Log")}],
        "form": form,
        "rows": [row_of(entry) for entry in entries],
        "is_narrowed": form.wanted != Wanted(),
        "is_first": place is None,
        "first_url": first_url,
        "csv_url": reverse("audit_csv") + first_url,
        "xlsx_url": reverse("audit_xlsx") + first_url,
        "older_url": _address(request, place=behind) if behind else "",
    }
    return TemplateResponse(request, "reports/audit/log.html", context)


@require_GET
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, as CSV."""
    form = _form(request)
    _log_export(request, CSV)
    rows = (row_of(entry) for entry in all_lines(form.wanted))
    return _as_file(StreamingHttpResponse(csv_lines(rows), content_type=CSV.content_type), CSV)


@require_GET
def audit_xlsx(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, as a workbook."""
    form = _form(request)
    _log_export(request, XLSX)
    rows = (row_of(entry) for entry in all_lines(form.wanted))
    return _as_file(FileResponse(xlsx_file(rows), content_type=XLSX.content_type), XLSX)


def _form(request: HttpRequest) -> LogFilterForm:
    """The filters, once it is clear that the reader may read the log."""
    if not may_read_log(request.user):
        raise PermissionDenied
    return LogFilterForm(request.GET)


def _address(request: HttpRequest, *, place: Place | None) -> str:
    """The same list with the same filters from another place."""
    query = request.GET.copy()
    query.pop(PLACE, None)
    if place is not None:
        query[PLACE] = str(place)
    return f"?{query.urlencode()}"


def _log_export(request: HttpRequest, file_kind: FileKind) -> None:
    """Write down who took the log out, and narrowed by what."""
    asked = {name: value for name, value in request.GET.items() if value and name != PLACE}
    data: dict[str, Any] = {"file": file_kind.suffix.upper(), "filters": asked}
    log(request.user, EXPORT_ACTION, user=request.user, data=data)


def _as_file(response: HttpResponseBase, file_kind: FileKind) -> HttpResponseBase:
    """Name the file by the minute and keep it out of every cache."""
    minute = localtime().strftime("%Y%m%d-%H%M")
    name = f"nhat-ky-{minute}.{file_kind.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
