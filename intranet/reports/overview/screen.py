"""What the screens over several duties have in common: tabs, choices, what the figures rest on."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.duties import Duty
from intranet.organisation.participation import UNPLACED
from intranet.organisation.permissions import Reader, sees_names
from intranet.reports.names import Choice
from intranet.reports.overview.boards import Board, Scope, UnitFigures, key_text
from intranet.reports.overview.periods import Period, offered
from intranet.reports.overview.wording import (
    basis,
    duties_counted,
    period_label,
    practice_counted,
    scope_label,
)

ROWS_ON_A_PAGE = 50

TABS: dict[str, Promise] = {
    "report_overview": gettext_lazy("Overview"),
    "reports": gettext_lazy("Each duty"),
    "report_league": gettext_lazy("Ranking"),
    "report_topics": gettext_lazy("Topics"),
    "report_silent": gettext_lazy("Silent units"),
    "report_late": gettext_lazy("Overdue"),
}

TITLES: dict[str, Promise] = {
    "report_overview": gettext_lazy("Overview of participation"),
    "report_league": gettext_lazy("Ranking of units"),
    "report_topics": gettext_lazy("What was understood of each topic"),
    "report_silent": gettext_lazy("Units in which nobody has taken part"),
    "report_late": gettext_lazy("Overdue people by unit"),
}


def crumbs(name: str) -> list[dict[str, Any]]:
    """The way to the screen with this name of address."""
    return [
        {"title": _("Home"), "url": "/"},
        {"title": _("Reports"), "url": reverse("reports")},
        {"title": TABS[name], "url": ""},
    ]


def tabs(current: str) -> list[dict[str, Any]]:
    """The screens side by side; `current` is the name of the address that is open."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in TABS.items()
    ]


def query_of(board: Board, **changes: object) -> str:
    """The query that asks for the same board with some things otherwise; empty where nothing is."""
    asked = {
        "ky": "" if timezone.localdate(board.moment) in board.period else board.period.key,
        "nhiem-vu": key_text(board.chosen) if board.chosen else "",
        "don-vi": board.unit_id or "",
        **changes,
    }
    told = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(told)}" if told else ""


def shared_context(board: Board, name: str, request: HttpRequest) -> dict[str, Any]:
    """Tabs, choices, files and breadcrumb of the screen with this name of address."""
    address = reverse(name)
    query = same_again(board)
    return {
        "title": TITLES[name],
        "tabs": tabs(name),
        "address": address,
        "periods": period_options(board.period, board.moment),
        "choices": _duty_choices(board),
        "unit_id": board.unit_id,
        "unit_name": board.name,
        "whole_url": f"{address}{query_of(board, **{'don-vi': ''})}" if board.unit_id else "",
        "meta": [duties_counted(board), *practice_counted(board), basis(board)]
        if board.figures
        else [],
        "waiting": _waiting(board, address),
        "endless": len(board.endless) if board.scope is Scope.RUNNING else 0,
        "csv_url": f"{address}xuat.csv{query}",
        "xlsx_url": f"{address}xuat.xlsx{query}",
        "pdf_url": f"{address}xuat.pdf{query}",
        "query": f"{query[1:]}&" if query else "",
        "breadcrumb": crumbs(name),
    }


def same_again(board: Board) -> str:
    """The query of this very board, its scope said in so many words."""
    return query_of(board, **({} if board.chosen else {"nhiem-vu": board.scope}))


def period_options(period: Period, moment: datetime.datetime) -> list[dict[str, Any]]:
    """The periods that can be asked for, and the one that is."""
    known = offered(timezone.localdate(moment))
    if period not in known:
        known.append(period)
    return [option(found.key, period_label(found), found == period) for found in known]


def _duty_choices(board: Board) -> list[dict[str, Any]]:
    """All of a scope, or one of the duties of which the reader may know."""
    single = board.running if board.scope is Scope.RUNNING else _told(board)
    return [
        *(
            option(scope.value, scope_label(scope, board.period), _is_asked(board, scope))
            for scope in Scope
        ),
        *(option(key_text(duty), duty.title, board.chosen == duty) for duty in single),
    ]


def _told(board: Board) -> list[Duty]:
    return [figures.duty for figures in board.figures]


def _is_asked(board: Board, scope: Scope) -> bool:
    return board.chosen is None and board.scope is scope


def option(value: str, label: str, is_chosen: bool) -> dict[str, Any]:
    """One choice of a list."""
    return {"value": value, "label": label, "is_chosen": is_chosen}


def _waiting(board: Board, address: str) -> dict[str, Any] | None:
    """How many running duties were left out, and the way to the next of them."""
    if board.chosen is not None or not board.waiting:
        return None
    ending = [duty for duty in board.running if duty in (*_told(board), *board.waiting)]
    after = ending.index(board.figures[-1].duty) + 1 if board.figures else 0
    place = after if after < len(ending) else 0
    query = query_of(board, **{"nhiem-vu": Scope.RUNNING, "tu": place})
    return {
        "counted": len(board.figures),
        "total": len(ending),
        "url": f"{address}{query}",
    }


def page_of(request: HttpRequest, rows: list[Any]) -> Page[Any]:
    """The page of the rows that the address asks for."""
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("trang"))


def unit_url(duty: Duty, unit_id: int) -> str:
    """The figures of one unit in one duty."""
    return reverse("report_below", args=[duty.kind, duty.key, unit_id])


def behind_url(user: Reader, duty: Duty, unit: UnitFigures, group: Choice | None = None) -> str:
    """The list behind a figure: the names for whoever may see them, else the unit's figures.

    People whose unit did not exist on the day have neither.
    """
    if unit.unit_id == UNPLACED:
        return ""
    if not sees_names(user, unit.path):
        return unit_url(duty, unit.unit_id)
    address = reverse("report_unit", args=[duty.kind, duty.key, unit.unit_id])
    return f"{address}?trang-thai={group}" if group else address
