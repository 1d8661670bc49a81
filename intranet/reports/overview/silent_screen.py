"""The silent units: whom to call first."""

import itertools
from typing import Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.duties import Duty
from intranet.reports.names import Group
from intranet.reports.overview.boards import Board
from intranet.reports.overview.league_screen import facts_of, short
from intranet.reports.overview.screen import TITLES, behind_url
from intranet.reports.overview.silent import SilentUnit
from intranet.reports.sheets import Cell, Column, Sheet, sheet
from intranet.reports.wording import days_left


def silent_context(board: Board, page: Page[Any], everything: list[SilentUnit]) -> dict[str, Any]:
    """What the template of the silent units prints."""
    numbers = {
        duty: len(list(found)) for duty, found in itertools.groupby(everything, lambda s: s.duty)
    }
    return {
        "page": page,
        "groups": [
            {
                "title": duty.title,
                "total": silent_text(numbers[duty]),
                "meta": list(filter(None, [_since(board, duty), days_left(duty, board.moment)])),
                "rows": [_row(board, silent) for silent in found],
            }
            for duty, found in itertools.groupby(page, key=lambda silent: silent.duty)
        ],
        "heard": [figures.duty.title for figures in board.figures if not numbers.get(figures.duty)],
    }


def silent_text(units: int) -> str:
    """How many units are silent, in words."""
    said = ngettext(
        "%(number)s unit in which nobody has taken part",
        "%(number)s units in which nobody has taken part",
        units,
    )
    return said % {"number": units}


def _row(board: Board, silent: SilentUnit) -> dict[str, Any]:
    unit = silent.unit
    said = ngettext("%(number)s person asked", "%(number)s people asked", silent.people)
    return {
        "name": short(unit.name, unit.short_name),
        "url": behind_url(board.user, silent.duty, unit, Group.NOT_STARTED),
        "note": silent.above,
        "text": said % {"number": silent.people},
    }


def _days(board: Board, duty: Duty) -> int | None:
    """For how many days the duty has been open."""
    if duty.opens_at is None:
        return None
    return (timezone.localdate(board.moment) - timezone.localdate(duty.opens_at)).days


def _since(board: Board, duty: Duty) -> str:
    days = _days(board, duty)
    if days is None:
        return ""
    return ngettext("open for %(days)s day", "open for %(days)s days", days) % {"days": days}


def silent_sheet(board: Board, rows: list[SilentUnit]) -> Sheet:
    """The silent units as a file."""

    def days(silent: SilentUnit) -> Cell:
        return _days(board, silent.duty)

    columns: list[Column[SilentUnit]] = [
        Column(gettext_lazy("Duty"), lambda silent: silent.duty.title, width=48),
        Column(gettext_lazy("Unit"), lambda silent: silent.unit.name, width=48),
        Column(gettext_lazy("Part of"), lambda silent: silent.above, width=30),
        Column(gettext_lazy("Assigned"), lambda silent: silent.people, numeric=True),
        Column(gettext_lazy("Open for (days)"), days, numeric=True),
        Column(gettext_lazy("Due"), lambda silent: silent.duty.due_at, width=20),
    ]
    return sheet(
        title=str(TITLES["report_silent"]),
        facts=facts_of(board),
        columns=columns,
        rows=rows,
    )
