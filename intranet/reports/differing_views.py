"""The screen of what has changed since a duty was frozen, and its tables as files."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.organisation.differences import differences
from intranet.organisation.permissions import frame_of
from intranet.reports.addresses import report_url
from intranet.reports.asking import crumbs, duty_of, refuse_without_reach
from intranet.reports.differing import (
    Differing,
    differing_context,
    people_sheet,
    units_sheet,
)
from intranet.reports.exporting.delivery import export_view
from intranet.reports.exporting.kinds import CSV, XLSX
from intranet.reports.sheets import Sheet

PEOPLE_ON_A_PAGE = 50


@require_safe
@never_cache
def differences_of_report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The frozen figures beside today's data."""
    differing = _differing(request, kind, key)
    duty = differing.found.then.duty
    page = Paginator(range(differing.people_count), PEOPLE_ON_A_PAGE).get_page(
        request.GET.get("trang")
    )
    shown = differing.people(page.start_index() - 1, page.end_index()) if page.object_list else []
    context = {
        **differing_context(differing, shown),
        "page": page,
        "breadcrumb": crumbs(
            {"title": duty.title, "url": report_url(duty)},
            {"title": _("What has changed since"), "url": ""},
        ),
    }
    return render(request, "reports/differences.html", context)


def _differing(request: HttpRequest, kind: str, key: str) -> Differing:
    """The differences within reach; 404 while nothing is frozen or nothing of it in reach."""
    refuse_without_reach(request)
    moment = timezone.now()
    today = frame_of(request.user, timezone.localdate(moment))
    found = differences(duty_of(kind, key), moment=moment, today=today)
    differing = Differing(found, request.user) if found else None
    if differing is None or not differing.seen:
        raise Http404
    return differing


def _units_sheet(request: HttpRequest, kind: str, key: str) -> Sheet:
    """The units of the screen for a file."""
    return replace(units_sheet(_differing(request, kind, key)), duty=f"{kind}:{key}")


def _people_sheet(request: HttpRequest, kind: str, key: str) -> Sheet:
    """The people of the screen for a file; 403 for whoever may see no names."""
    differing = _differing(request, kind, key)
    if not differing.sees_names:
        raise PermissionDenied
    return replace(people_sheet(differing), duty=f"{kind}:{key}")


differing_units_csv = export_view(_units_sheet, CSV)
differing_units_xlsx = export_view(_units_sheet, XLSX)
differing_people_csv = export_view(_people_sheet, CSV)
differing_people_xlsx = export_view(_people_sheet, XLSX)
