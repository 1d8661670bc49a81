"""The screens of participation, their files, and «Việc của tôi»."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.notices.screen import notices_of
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.pages.home_rows import is_to_do
from intranet.reports import names as unit_names
from intranet.reports.addresses import report_url
from intranet.reports.asking import (
    crumbs,
    duty_of,
    names_asked,
    one_of,
    refuse_without_reach,
    unit_asked,
)
from intranet.reports.exporting.delivery import export_view
from intranet.reports.exporting.kinds import CSV, PDF, XLSX
from intranet.reports.figures import Order
from intranet.reports.listing import closed_cards, running_cards
from intranet.reports.my_tasks import tasks_of
from intranet.reports.overview.screen import tabs
from intranet.reports.report import Depth, Places, Report, report_of
from intranet.reports.report_screen import report_context
from intranet.reports.report_table import report_sheet
from intranet.reports.sheets import Sheet

DUTIES_ON_A_PAGE = 4
CLOSED_ON_A_PAGE = 10
NAMES_ON_A_PAGE = 100
CLOSED = "da-dong"


@require_safe
@never_cache
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What the signed-in person has to do, has done and has missed."""
    moment = timezone.now()
    mine = duties.my_duties(request.user, moment)
    to_do = [duty for duty in mine if is_to_do(duty, moment)]
    context = {
        "tasks": tasks_of(mine, moment),
        "notices": notices_of(request.user, to_do, moment),
        "breadcrumb": [{"title": _("Home"), "url": "/"}, {"title": _("My tasks"), "url": ""}],
    }
    return render(request, "reports/my_tasks.html", context)


@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """The duties whose figures the reader may see: those running, or those closed, newest first."""
    refuse_without_reach(request)
    moment = timezone.now()
    is_closed = request.GET.get("xem") == CLOSED
    known = duties.reported(moment) if is_closed else duties.all_duties(moment)
    shown = [duty for duty in known if duty.is_open(moment) is not is_closed]
    size = CLOSED_ON_A_PAGE if is_closed else DUTIES_ON_A_PAGE
    page = Paginator(sorted(shown, key=_newest_first), size).get_page(request.GET.get("trang"))
    cards = (closed_cards if is_closed else running_cards)(request.user, list(page), moment)
    context = {
        "cards": cards,
        "page": page,
        "query": f"xem={CLOSED}&" if is_closed else "",
        "is_closed": is_closed,
        "screens": tabs("reports"),
        "choices": [
            {"label": _("Running now"), "url": "?", "is_current": not is_closed},
            {"label": _("Closed"), "url": f"?xem={CLOSED}", "is_current": is_closed},
        ],
        "breadcrumb": [*crumbs()[:-1], {"title": _("Reports"), "url": ""}],
    }
    return render(request, "reports/list.html", context)


@require_safe
@never_cache
def report(request: HttpRequest, kind: str, key: str, unit_id: int | None = None) -> HttpResponse:
    """The figures of one duty in a unit and right below it, without a unit in one's own."""
    found = _report(request, kind, key, unit_id)
    order = one_of(Order, request, "sap-xep", Order.SHARE)
    page = found.page(order, request.GET.get("trang"))
    context = report_context(found, order, page, request.user)
    return render(request, "reports/report.html", {**context, "breadcrumb": _way_to(found)})


@require_safe
@never_cache
def report_unit(request: HttpRequest, kind: str, key: str, unit_id: int) -> HttpResponse:
    """The names of one unit with all below it."""
    names = names_asked(request, kind, key, unit_id, timezone.now())
    page = Paginator(range(names.total), NAMES_ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = names.page(page.start_index() - 1, page.end_index()) if names.total else []
    breadcrumb = crumbs(
        {"title": names.duty.title, "url": report_url(names.duty)},
        {"title": names.unit_name, "url": report_url(names.duty, names.unit_id)},
        {"title": _("Who has taken part"), "url": ""},
    )
    context = unit_names.names_context(names, shown, request.user)
    return render(
        request, "reports/names.html", {**context, "page": page, "breadcrumb": breadcrumb}
    )


def _newest_first(duty: Duty) -> tuple[float, str]:
    opened = duty.opens_at.timestamp() if duty.opens_at else 0.0
    return -opened, duty.title


def _report(request: HttpRequest, kind: str, key: str, unit_id: int | None) -> Report:
    """The report; 404 also where the duty was given to nobody whom the reader may see."""
    refuse_without_reach(request)
    found = report_of(
        request.user,
        duty_of(kind, key),
        timezone.now(),
        unit_id=unit_id,
        depth=one_of(Depth, request, "cap", Depth.BELOW),
        places=one_of(Places, request, "theo", Places.THEN),
    )
    if found is None:
        raise Http404
    return found


def _way_to(found: Report) -> list[dict[str, str]]:
    """The way down from the reader's topmost unit to the one looked at."""
    title, duty = found.duty.title, found.duty
    above = [
        {"title": row.node.short_name or row.node.name, "url": report_url(duty, row.node.id)}
        for row in found.path[:-1]
        if row.node.id != found.start_id
    ]
    if not found.path or found.path[-1].node.id == found.start_id:
        return crumbs({"title": title, "url": ""})
    here = {"title": found.path[-1].node.name, "url": ""}
    return crumbs({"title": title, "url": report_url(duty)}, *above, here)


def _report_sheet(request: HttpRequest, kind: str, key: str) -> Sheet:
    """The table of the report for a file; the unit stands in the query."""
    found = _report(request, kind, key, unit_asked(request))
    sheet = report_sheet(found, one_of(Order, request, "sap-xep", Order.SHARE))
    return replace(
        sheet, duty=f"{kind}:{key}", unit_id=found.lines[0].unit_id if found.lines else None
    )


def _names_sheet(request: HttpRequest, kind: str, key: str, unit_id: int) -> Sheet:
    """The names of a unit for a file, filtered as on the screen."""
    names = names_asked(request, kind, key, unit_id, timezone.now())
    return replace(unit_names.names_sheet(names), duty=f"{kind}:{key}", unit_id=unit_id)


report_csv = export_view(_report_sheet, CSV)
report_xlsx = export_view(_report_sheet, XLSX)
report_pdf = export_view(_report_sheet, PDF)
report_unit_csv = export_view(_names_sheet, CSV)
report_unit_xlsx = export_view(_names_sheet, XLSX)
report_unit_pdf = export_view(_names_sheet, PDF)
