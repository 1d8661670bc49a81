"""The screens of participation, their files, and «Việc của tôi»."""

import datetime
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.notices.screen import notices_of
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.permissions import can_view_participation
from intranet.pages.home_rows import is_to_do
from intranet.reports import names as unit_names
from intranet.reports import report as unit_report
from intranet.reports.exporting.delivery import export_view
from intranet.reports.exporting.kinds import CSV, PDF, XLSX
from intranet.reports.figures import Order
from intranet.reports.my_tasks import tasks_of
from intranet.reports.names import Group, Names, groups_of
from intranet.reports.report import Report
from intranet.reports.sheets import Sheet
from intranet.reports.wording import roll_text

DUTIES_ON_A_PAGE = 4
NAMES_ON_A_PAGE = 100


@require_safe
@never_cache
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What the signed-in person has to do, has done and has missed."""
    moment = timezone.now()
    mine = duties.my_duties(request.user, moment)
    to_do = [duty for duty in mine if is_to_do(duty, moment)]
    crumbs = [*_home(), {"title": _("My tasks"), "url": ""}]
    context = {
        "tasks": tasks_of(mine, moment),
        "notices": notices_of(request.user, to_do, moment),
        "breadcrumb": crumbs,
    }
    return render(request, "reports/my_tasks.html", context)


@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """The duties whose figures the reader may see, running ones first, then the newest."""
    _refuse_without_reach(request)
    moment = timezone.now()
    found = sorted(duties.all_duties(moment), key=lambda duty: _newest_first(duty, moment))
    page = Paginator(found, DUTIES_ON_A_PAGE).get_page(request.GET.get("trang"))
    cards = unit_report.cards(request.user, list(page), moment)
    crumbs = [*_home(), {"title": _("Reports"), "url": ""}]
    context = {"cards": cards, "page": page, "roll": roll_text(moment), "breadcrumb": crumbs}
    return render(request, "reports/list.html", context)


@require_safe
@never_cache
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The figures of one duty by units, within the reader's reach."""
    found = _report(request, kind, key)
    order = _order(request)
    crumbs = [*_home(), _reports_crumb(), {"title": found.duty.title, "url": ""}]
    context = unit_report.report_context(found, order)
    return render(request, "reports/report.html", {**context, "breadcrumb": crumbs})


@require_safe
@never_cache
def report_unit(request: HttpRequest, kind: str, key: str, unit_id: int) -> HttpResponse:
    """The names of one unit with all below it."""
    names = _names(request, kind, key, unit_id)
    page = Paginator(range(names.total), NAMES_ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = names.page(page.start_index() - 1, page.end_index()) if names.total else []
    address = reverse("report", args=[kind, key])
    crumbs = [
        *_home(),
        _reports_crumb(),
        {"title": names.duty.title, "url": address},
        {"title": names.unit_name, "url": ""},
    ]
    context = unit_names.names_context(names, shown)
    return render(request, "reports/names.html", {**context, "page": page, "breadcrumb": crumbs})


def _home() -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": "/"}]


def _reports_crumb() -> dict[str, str]:
    return {"title": _("Reports"), "url": reverse("reports")}


def _newest_first(duty: Duty, moment: datetime.datetime) -> tuple[bool, float, str]:
    opened = duty.opens_at.timestamp() if duty.opens_at else 0.0
    return not duty.is_open(moment), -opened, duty.title


def _refuse_without_reach(request: HttpRequest) -> None:
    """403 for whoever sees no unit's figures at all, before anything is counted."""
    if not can_view_participation(request.user):
        raise PermissionDenied


def _duty(kind: str, key: str) -> Duty:
    duty = duties.find(kind, key)
    if duty is None:
        raise Http404
    return duty


def _report(request: HttpRequest, kind: str, key: str) -> Report:
    """The report; 404 also where the duty was given to nobody whom the reader may see."""
    _refuse_without_reach(request)
    found = unit_report.report_of(request.user, _duty(kind, key), timezone.now())
    if found is None:
        raise Http404
    return found


def _names(request: HttpRequest, kind: str, key: str, unit_id: int) -> Names:
    """The names; 404 for a unit that did not exist, 403 for one that is closed to the reader."""
    _refuse_without_reach(request)
    duty = _duty(kind, key)
    moment = timezone.now()
    frame = unit_names.frame_for(request.user, duty, moment)
    if unit_id not in frame.tree:
        raise Http404
    if not unit_names.may_see_names(request.user, frame.tree, unit_id):
        raise PermissionDenied
    return unit_names.names_of(duty, unit_id, _group(request, duty), moment, frame)


def _order(request: HttpRequest) -> Order:
    """The order asked for; an unknown one is the order of the tree."""
    try:
        return Order(request.GET.get("sap-xep", ""))
    except ValueError:
        return Order.TREE


def _group(request: HttpRequest, duty: Duty) -> Group | None:
    """The group asked for; an unknown one is everybody."""
    wanted = request.GET.get("trang-thai", "")
    return next((group for group in groups_of(duty) if group == wanted), None)


def _report_sheet(request: HttpRequest, kind: str, key: str) -> Sheet:
    """The table of the report for a file."""
    found = _report(request, kind, key)
    sheet = unit_report.report_sheet(found, _order(request))
    return replace(sheet, duty=f"{kind}:{key}", unit_id=found.lines[0].unit_id)


def _names_sheet(request: HttpRequest, kind: str, key: str, unit_id: int) -> Sheet:
    """The names of a unit for a file, filtered as on the screen."""
    names = _names(request, kind, key, unit_id)
    return replace(unit_names.names_sheet(names), duty=f"{kind}:{key}", unit_id=unit_id)


report_csv = export_view(_report_sheet, CSV)
report_xlsx = export_view(_report_sheet, XLSX)
report_pdf = export_view(_report_sheet, PDF)
report_unit_csv = export_view(_names_sheet, CSV)
report_unit_xlsx = export_view(_names_sheet, XLSX)
report_unit_pdf = export_view(_names_sheet, PDF)
