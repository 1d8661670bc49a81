"""The screen of what has changed since a duty was frozen."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.organisation.differences import differences
from intranet.reports.asking import crumbs, duty_of, refuse_without_reach
from intranet.reports.differing import Differing, differing_context
from intranet.reports.report import report_url

PEOPLE_ON_A_PAGE = 50


@require_safe
@never_cache
def differences_of_report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The frozen figures beside today's data; 404 while nothing is frozen or in reach."""
    refuse_without_reach(request)
    duty = duty_of(kind, key)
    found = differences(duty, moment=timezone.now())
    differing = Differing(found, request.user) if found else None
    if differing is None or not differing.seen:
        raise Http404
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
