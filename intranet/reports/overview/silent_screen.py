"""The silent units: whom to call first."""

from typing import Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.duties import Duty
from intranet.reports.names import Group
from intranet.reports.overview.boards import Board
from intranet.reports.overview.league_screen import facts_of, repeated_of, short
from intranet.reports.overview.screen import TITLES, behind_url
from intranet.reports.overview.silent import SilentUnit
from intranet.reports.overview.wording import assigned_label, is_of_assignments
from intranet.reports.sheets import Cell, Column, Sheet, sheet
from intranet.reports.wording import days_left


def silent_context(board: Board, page: Page[Any], everything: list[SilentUnit]) -> dict[str, Any]:
    """What the template of the silent units prints."""
    return {
        "page": page,
        "heading": _heading(board),
        "total": silent_text(len(everything)),
        "facts": _times(board),
        "rows": [_row(board, silent) for silent in page],
        "is_of_assignments": is_of_assignments(board),
    }


def _heading(board: Board) -> str:
    """The one duty, or that all are meant."""
    if len(board.figures) == 1:
        return board.figures[0].duty.title
    return _("All duties counted")


def _times(board: Board) -> list[str]:
    """Since when and until when, where it is about one duty that is open."""
    if len(board.figures) != 1 or not board.figures[0].duty.is_open(board.moment):
        return []
    duty = board.figures[0].duty
    return list(filter(None, [_since(board, duty), days_left(duty, board.moment)]))


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
    if is_of_assignments(board):
        said = ngettext("%(number)s assignment", "%(number)s assignments", silent.assigned)
    else:
        said = ngettext("%(number)s person asked", "%(number)s people asked", silent.assigned)
    return {
        "name": short(unit.name, unit.short_name),
        "url": behind_url(board.user, silent.duties[0], unit, Group.NOT_STARTED),
        "note": silent.above,
        "text": said % {"number": silent.assigned},
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

    def duties(silent: SilentUnit) -> Cell:
        return "; ".join(duty.title for duty in silent.duties)

    columns: list[Column[SilentUnit]] = [
        Column(gettext_lazy("Unit"), lambda silent: silent.unit.name, width=48),
        Column(gettext_lazy("Part of"), lambda silent: silent.above, width=30),
        Column(assigned_label(board), lambda silent: silent.assigned, numeric=True),
        Column(gettext_lazy("Duties"), duties, width=48),
    ]
    return sheet(
        title=str(TITLES["report_silent"]),
        facts=facts_of(board),
        repeated=repeated_of(board),
        columns=columns,
        rows=rows,
    )
