"""How a table leaves: streamed, as a file at once, or by way of the task worker."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intranet.reports.exporting import services, tasks
from intranet.reports.exporting.addresses import Address
from intranet.reports.exporting.kinds import CSV, PDF, FileKind, written
from intranet.reports.exporting.spreadsheets import csv_lines
from intranet.reports.sheets import Sheet
from search.text import slug


def export_view(
    table: Callable[..., Sheet], file_kind: FileKind
) -> Callable[..., HttpResponseBase]:
    """A view that gives the table as a file; `table` takes the request and what the address names.

    It refuses who may not see the table, and reads of the request the account and the query only:
    the task worker calls it again, see `addresses.read_again`. The address of the view ends with
    `xuat.` and the suffix below that of the screen.
    """

    @require_GET
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return deliver(request, table(request, **kwargs), file_kind)

    view.table = table  # type: ignore[attr-defined]
    return view


def deliver(request: HttpRequest, sheet: Sheet, file_kind: FileKind) -> HttpResponseBase:
    """The file, or the screen that tells how far it has come, or back to where it was asked for."""
    rows = sheet.total or 0
    if file_kind is PDF and rows > settings.EXPORT_ROWS_ON_PAPER:
        return _too_long(request, rows)
    if rows > settings.EXPORT_ROWS_AT_ONCE:
        return _by_the_worker(request, sheet, file_kind)
    return at_once(request, sheet, file_kind)


def at_once(request: HttpRequest, sheet: Sheet, file_kind: FileKind) -> HttpResponseBase:
    """The file as the answer, once the log has it; CSV while it is being read."""
    response: HttpResponseBase
    if file_kind is CSV:
        response = StreamingHttpResponse(csv_lines(sheet))
    else:
        response = FileResponse(written(sheet, file_kind))
    services.log_export(
        user=request.user,
        title=sheet.title,
        about=services.about(sheet),
        rows=sheet.total,
        file_kind=file_kind,
    )
    return as_attachment(response, sheet.title, file_kind)


def as_attachment(response: HttpResponseBase, title: str, file_kind: FileKind) -> HttpResponseBase:
    """Name the file by its title and the minute, and keep it out of every cache."""
    minute = localtime().strftime("%Y%m%d-%H%M")
    name = f"{slug(title)[:80].strip('-')}-{minute}.{file_kind.suffix}"
    response["Content-Type"] = file_kind.content_type
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _by_the_worker(request: HttpRequest, sheet: Sheet, file_kind: FileKind) -> HttpResponseBase:
    """Lead to the screen of the file that is being written."""
    export, is_new = services.ask(
        user=request.user,  # type: ignore[arg-type]  # signed in: the door has seen to it
        address=Address.of(request),
        sheet=sheet,
        file_kind=file_kind,
    )
    if is_new:
        tasks.write.enqueue(export.pk)
    return redirect("export", export.pk)


def _too_long(request: HttpRequest, rows: int) -> HttpResponseBase:
    """Lead back to the screen and say what to take instead."""
    said = _(
        "%(rows)s rows are too many for paper (at most %(most)s). Narrow the list down, or take"
        " the Excel file."
    )
    messages.warning(request, said % {"rows": rows, "most": settings.EXPORT_ROWS_ON_PAPER})
    address = request.path.removesuffix(f"xuat.{PDF.suffix}")
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
