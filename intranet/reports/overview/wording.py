"""What periods, blocks, sizes and scopes are called."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.reports.overview.boards import Board, Scope
from intranet.reports.overview.league import Block
from intranet.reports.overview.periods import Period
from intranet.reports.wording import roll_text

ROMAN = ("", "I", "II", "III", "IV")

BLOCK_LABELS: dict[Block, Promise] = {
    Block.ROOMS: gettext_lazy("Office and specialised divisions"),
    Block.SERVICE_UNITS: gettext_lazy("Public service units"),
    Block.DISTRICTS: gettext_lazy("District offices"),
    Block.LEADERSHIP: gettext_lazy("Leadership"),
    Block.OTHERS: gettext_lazy("Other units"),
}


def period_label(period: Period) -> str:
    """The period as it is written in a report."""
    if period.quarter is None:
        return _("Year %(year)s") % {"year": period.year}
    return _("Quarter %(quarter)s of %(year)s") % {
        "quarter": ROMAN[period.quarter],
        "year": period.year,
    }


def size_label(size: int, thresholds: Sequence[int]) -> str:
    """Between which numbers of people units of the size lie."""
    if not thresholds:
        return ""
    if size == 0:
        return _("up to %(most)s people") % {"most": thresholds[0]}
    if size == len(thresholds):
        return _("more than %(least)s people") % {"least": thresholds[-1]}
    return _("%(least)s to %(most)s people") % {
        "least": thresholds[size - 1] + 1,
        "most": thresholds[size],
    }


def scope_label(scope: Scope, period: Period) -> str:
    """Which duties are meant when none is named."""
    if scope is Scope.RUNNING:
        return _("All that are running")
    return _("All that closed: %(period)s") % {"period": period_label(period)}


def basis(board: Board) -> str:
    """On which roll the figures rest, and whether they can still change."""
    if len(board.figures) == 1:
        (figures,) = board.figures
        return roll_text(figures.cut_off, figures.frozen_at, duty=figures.duty)
    if board.scope is Scope.RUNNING:
        return roll_text(board.moment)
    open_ones = sum(figures.frozen_at is None for figures in board.figures)
    if open_ones:
        said = ngettext(
            "frozen when each closed, but for %(number)s that is still being frozen",
            "frozen when each closed, but for %(number)s that are still being frozen",
            open_ones,
        )
        return said % {"number": open_ones}
    return _("frozen when each closed, by the roll of that day")


def duties_counted(board: Board) -> str:
    """How many duties the figures are about."""
    number = len(board.figures)
    if board.endless and board.scope is Scope.RUNNING:
        said = ngettext(
            "%(number)s running duty with a last day",
            "%(number)s running duties with a last day",
            number,
        )
    elif board.scope is Scope.RUNNING:
        said = ngettext("%(number)s running duty", "%(number)s running duties", number)
    else:
        said = ngettext("%(number)s closed duty", "%(number)s closed duties", number)
    return said % {"number": number}


def practice_counted(board: Board) -> list[str]:
    """How many running duties have no last day and are therefore not in the figures."""
    number = len(board.endless)
    if not number:
        return []
    said = ngettext("%(number)s without a last day", "%(number)s without a last day", number)
    return [said % {"number": number}]


def is_of_assignments(board: Board) -> bool:
    """Whether one person may be counted several times, once for each duty."""
    return len(board.figures) > 1


def asked_label(board: Board) -> str:
    """What the numbers count, as heading of a column."""
    return _("Done / assignments") if is_of_assignments(board) else _("Done / people asked")


def assigned_label(board: Board) -> str:
    """What the column of those asked counts in a file."""
    return _("Assignments") if is_of_assignments(board) else _("People asked")
