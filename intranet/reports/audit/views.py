"""The screen of the log and its files; there is none that changes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe
from wagtail.log_actions import log

from intranet.reports.audit.forms import LogFilterForm
from intranet.reports.audit.lines import Place, Wanted, all_lines, page_of_lines
from intranet.reports.audit.permissions import may_read_log
from intranet.reports.audit.rows import columns, row_of
from intranet.reports.exporting.delivery import as_attachment
from intranet.reports.exporting.kinds import CSV, XLSX, FileKind, written
from intranet.reports.exporting.spreadsheets import csv_lines
from intranet.reports.sheets import Sheet, cell_text, sheet

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
    table = _sheet(form)
    return as_attachment(StreamingHttpResponse(csv_lines(table)), table.title, CSV)


@require_GET
def audit_xlsx(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave, as a workbook."""
    form = _form(request)
    _log_export(request, XLSX)
    table = _sheet(form)
    return as_attachment(FileResponse(written(table, XLSX)), table.title, XLSX)


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


def _sheet(form: LogFilterForm) -> Sheet:
    """What the filters leave, as a table that is read while it is written."""
    return sheet(
        title=_("Log"),
        facts=[(_("Made"), cell_text(timezone.now()))],
        columns=columns(),
        rows=(row_of(entry) for entry in all_lines(form.wanted)),
    )
