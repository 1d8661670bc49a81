"""The screens over several duties, and their files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.reports.exporting.delivery import export_view
from intranet.reports.exporting.kinds import CSV, PDF, XLSX
from intranet.reports.overview.boards import Board, board_of
from intranet.reports.overview.director import overview_context, overview_sheet
from intranet.reports.overview.late import is_overdue, late_units
from intranet.reports.overview.late_screen import late_context, late_sheet
from intranet.reports.overview.league_screen import league_context, league_lines, league_sheet
from intranet.reports.overview.screen import crumbs, page_of, shared_context, tabs
from intranet.reports.overview.silent import silent_units
from intranet.reports.overview.silent_screen import silent_context, silent_sheet
from intranet.reports.overview.topics import topic_map_of
from intranet.reports.overview.topics_screen import head_context, topics_context, topics_sheet
from intranet.reports.sheets import Sheet


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """How things stand now, on one page."""
    board = _overview_board(request)
    return _screen(request, board, "report_overview", overview_context(board))


@require_safe
@never_cache
def league(request: HttpRequest) -> HttpResponse:
    """Units beside their like."""
    board = board_of(request)
    lines = league_lines(board)
    context = league_context(board, page_of(request, lines), lines)
    return _screen(request, board, "report_league", context)


@require_safe
@never_cache
def topics(request: HttpRequest) -> HttpResponse:
    """What was understood of each topic, unit beside unit."""
    topic_map = topic_map_of(request)
    units = [row for row in topic_map.rows if not row.is_total]
    name = "report_topics"
    context = {
        **head_context(topic_map),
        **topics_context(topic_map, page_of(request, units)),
        "tabs": tabs(name),
        "address": reverse(name),
        "breadcrumb": crumbs(name),
    }
    return render(request, "reports/overview/topics.html", context)


@require_safe
@never_cache
def silent(request: HttpRequest) -> HttpResponse:
    """Units in which nobody has begun."""
    board = board_of(request)
    units = silent_units(board)
    context = silent_context(board, page_of(request, units), units)
    return _screen(request, board, "report_silent", context)


@require_safe
@never_cache
def late(request: HttpRequest) -> HttpResponse:
    """Units with people who are overdue."""
    board = _overdue(request)
    units = late_units(board)
    context = late_context(board, page_of(request, units), units)
    return _screen(request, board, "report_late", context)


def _overview_table(request: HttpRequest) -> Sheet:
    return overview_sheet(_overview_board(request))


def _league_table(request: HttpRequest) -> Sheet:
    return league_sheet(board_of(request))


def _topics_table(request: HttpRequest) -> Sheet:
    return topics_sheet(topic_map_of(request))


def _silent_table(request: HttpRequest) -> Sheet:
    board = board_of(request)
    return silent_sheet(board, silent_units(board))


def _late_table(request: HttpRequest) -> Sheet:
    board = _overdue(request)
    return late_sheet(board, late_units(board))


# Name of the address of a screen → the table that its files hold.
TABLES = {
    "report_overview": _overview_table,
    "report_league": _league_table,
    "report_topics": _topics_table,
    "report_silent": _silent_table,
    "report_late": _late_table,
}
FILES = {
    f"{name}_{kind.suffix}": export_view(table, kind)
    for name, table in TABLES.items()
    for kind in (CSV, XLSX, PDF)
}


def _overview_board(request: HttpRequest) -> Board:
    return board_of(request, with_closed=True)


def _overdue(request: HttpRequest) -> Board:
    return board_of(request, is_wanted=is_overdue)


def _screen(request: HttpRequest, board: Board, name: str, context: dict[str, Any]) -> HttpResponse:
    template = f"reports/overview/{name.removeprefix('report_')}.html"
    return render(request, template, {**shared_context(board, name, request), **context})
