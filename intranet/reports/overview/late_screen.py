"""Who is overdue, unit by unit; names stand behind the numbers for whoever may see them."""

import itertools
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.duties import Duty
from intranet.reports.names import Together
from intranet.reports.overview.boards import Board
from intranet.reports.overview.late import LateUnit, days_overdue, is_overdue, last_moment
from intranet.reports.overview.league_screen import facts_of, repeated_of, short
from intranet.reports.overview.screen import TITLES, behind_url
from intranet.reports.sheets import Cell, Column, Sheet, cell_text, sheet


def late_context(board: Board, page: Page[Any], everything: list[LateUnit]) -> dict[str, Any]:
    """What the template of those overdue prints."""
    numbers: dict[Duty, int] = {}
    for line in everything:
        numbers[line.duty] = numbers.get(line.duty, 0) + line.people
    return {
        "page": page,
        "groups": [
            {
                "title": duty.title,
                "total": late_text(numbers[duty]),
                "meta": _meta(board, duty),
                "rows": [_row(board, line) for line in found],
            }
            for duty, found in itertools.groupby(page, key=lambda line: line.duty)
        ],
        "in_time": [
            figures.duty.title
            for figures in board.figures
            if figures.duty not in numbers and is_overdue(figures.duty, board.moment)
        ],
    }


def late_text(people: int) -> str:
    """How many people are overdue, in words."""
    said = ngettext(
        "%(number)s person overdue and not done",
        "%(number)s people overdue and not done",
        people,
    )
    return said % {"number": people}


def _meta(board: Board, duty: Duty) -> list[str]:
    due = _("was due %(moment)s") % {"moment": cell_text(last_moment(duty))}
    if duty.is_open(board.moment):
        days = days_overdue(duty, board.moment)
        said = ngettext("%(days)s day overdue", "%(days)s days overdue", days)
        return [due, said % {"days": days}, _("can still be done")]
    return [due, _("closed")]


def _row(board: Board, line: LateUnit) -> dict[str, Any]:
    unit = line.unit
    return {
        "name": short(unit.name, unit.short_name),
        "note": _("in no unit below it that stands here") if line.is_rest else "",
        "url": behind_url(board.user, line.duty, unit, Together.WAITED_FOR),
        "people": line.people,
        "assigned": line.assigned,
    }


def _who(line: LateUnit) -> Cell:
    """Who of the unit is meant."""
    return _("only who is in no unit below") if line.is_rest else _("with all below it")


def late_sheet(board: Board, rows: list[LateUnit]) -> Sheet:
    """Those overdue by unit as a file; numbers only."""

    def days(line: LateUnit) -> Cell:
        return days_overdue(line.duty, board.moment)

    columns: list[Column[LateUnit]] = [
        Column(gettext_lazy("Duty"), lambda line: line.duty.title, width=48),
        Column(gettext_lazy("Due"), lambda line: last_moment(line.duty), width=20),
        Column(gettext_lazy("Days overdue"), days, numeric=True),
        Column(gettext_lazy("Unit"), lambda line: line.unit.name, width=48),
        Column(gettext_lazy("Who is counted"), _who, width=30),
        Column(gettext_lazy("Overdue and not done"), lambda line: line.people, numeric=True),
        Column(gettext_lazy("Assigned"), lambda line: line.assigned, numeric=True),
    ]
    return sheet(
        title=str(TITLES["report_late"]),
        facts=facts_of(board),
        columns=columns,
        rows=rows,
        repeated=repeated_of(board),
    )
