"""The screens of files that the task worker writes: how far they are, and the files."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from intranet.reports.exporting import services, tasks
from intranet.reports.exporting.delivery import as_attachment
from intranet.reports.exporting.kinds import KINDS
from intranet.reports.models import Export

SECONDS_TO_REFRESH = "4"


@require_safe
@never_cache
def exports(request: HttpRequest) -> HttpResponse:
    """The account's own files of the last day."""
    found = Export.objects.of(request.user)
    context = {"exports": found, "breadcrumb": _crumbs()}
    return render(request, "reports/exports/list.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """One file; while a task is at it, the page asks again by itself."""
    found = _own(request, pk)
    crumbs = [*_crumbs(reverse("exports")), {"title": found.title, "url": ""}]
    context = {"export": found, "breadcrumb": crumbs}
    response = render(request, "reports/exports/export.html", context)
    if found.is_under_way:
        response["Refresh"] = SECONDS_TO_REFRESH
    return response


@require_GET
def export_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, if the account may still see what it holds."""
    found = _own(request, pk)
    if not found.is_ready:
        raise Http404
    if not services.may_have(export=found, user=found.user):
        raise PermissionDenied
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = KINDS[found.suffix]
    services.log_export(
        user=found.user, title=found.title, about=found.about, rows=found.total, file_kind=kind
    )
    return as_attachment(FileResponse(file), found.title, kind)


@require_POST
def export_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed file written once more."""
    found = _own(request, pk)
    if services.begin_again(export=found):
        tasks.write.enqueue(found.pk)
    return redirect("export", found.pk)


def _own(request: HttpRequest, pk: int) -> Export:
    """The account's own; those of others are not there."""
    exports = Export.objects.of(request.user).select_related("user")
    return get_object_or_404(exports, pk=pk)


def _crumbs(exports_url: str = "") -> list[dict[str, str]]:
    return [
        {"title": _("Home"), "url": "/"},
        {"title": _("Reports"), "url": reverse("reports")},
        {"title": _("Files being prepared"), "url": exports_url},
    ]
