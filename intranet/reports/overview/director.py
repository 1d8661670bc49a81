"""How duties stand that are running or closed lately: a phone between two meetings is enough."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.permissions import sees_names
from intranet.organisation.understanding import teller_of
from intranet.reports.names import Group
from intranet.reports.overview.boards import Board, DutyFigures, Scope, key_text
from intranet.reports.overview.late import is_overdue, late_people
from intranet.reports.overview.league import Entry, placed
from intranet.reports.overview.league_screen import (
    facts_of,
    repeated_of,
    share_of,
    short,
)
from intranet.reports.overview.screen import TITLES, query_of, same_again, unit_url
from intranet.reports.overview.silent import is_silent, silent_units
from intranet.reports.overview.topics import first_told
from intranet.reports.overview.topics_screen import percentage_of
from intranet.reports.overview.wording import is_of_assignments, period_label
from intranet.reports.sheets import Cell, Column, Sheet, cell_text, sheet
from intranet.reports.wording import header_meta, roll_text

SHOWN = 5
WEAKEST = 3


def overview_context(board: Board) -> dict[str, Any]:
    """What the template of the overview prints."""
    ranked = [found.entry for found in placed(e for e in board.entries if e.counts.assigned)]
    ends = min(SHOWN, len(ranked) // 2)
    return {
        "stats": _stats(board) if board.figures else [],
        "groups": _groups(board),
        "practice": [
            {"title": duty.title, "url": reverse("report", args=[duty.kind, duty.key])}
            for duty in board.endless
        ],
        "endless": 0,
        "best": [_row(board, entry) for entry in ranked[:ends]],
        "worst": [_row(board, entry) for entry in ranked[len(ranked) - ends :][::-1]],
        "league_url": reverse("report_league"),
        "weakest": _weakest(board),
    }


def _groups(board: Board) -> list[dict[str, Any]]:
    """The duties that the figures count, then those that closed in the period beside them."""
    closed = board.beside or (board.figures if board.scope is Scope.CLOSED else [])
    running = board.figures if board.scope is Scope.RUNNING else []
    groups = [
        (_("Running duties"), running),
        (_("Closed in the period: %(period)s") % {"period": period_label(board.period)}, closed),
    ]
    return [
        {"title": title, "duties": [_duty(board, figures) for figures in found]}
        for title, found in groups
        if found
    ]


def _stats(board: Board) -> list[dict[str, Any]]:
    """The three figures that matter: done, silent, overdue; each leads to the list behind it."""
    return [_done_stat(board), _silent_stat(board), _late_stat(board)]


def _done_stat(board: Board) -> dict[str, Any]:
    total = board.total
    if is_of_assignments(board):
        of = _("%(done)s of %(asked)s assignments")
    else:
        of = _("%(done)s of %(asked)s people")
    return {
        "value": cell_text(share_of(total), empty="–"),
        "unit": "%",
        "label": _("are done"),
        "denominator": of % {"done": total.done, "asked": total.assigned},
        "url": f"{reverse('report_league')}{same_again(board)}",
        "tone": "neutral",
    }


def _silent_stat(board: Board) -> dict[str, Any]:
    number = len(silent_units(board))
    return {
        "value": number,
        "label": ngettext(
            "unit in which nobody has taken part",
            "units in which nobody has taken part",
            number,
        ),
        "url": f"{reverse('report_silent')}{same_again(board)}",
        "tone": "danger" if number else "success",
    }


def _late_stat(board: Board) -> dict[str, Any]:
    number = late_people(board)
    is_due = any(is_overdue(figures.duty, board.moment) for figures in board.figures)
    return {
        "value": number,
        "label": ngettext("person overdue", "people overdue", number),
        "denominator": "" if is_due else _("Nothing that is running is overdue yet."),
        "url": f"{reverse('report_late')}{same_again(board)}",
        "tone": "danger" if number else "success",
    }


def _duty(board: Board, figures: DutyFigures) -> dict[str, Any]:
    """One duty as a strip."""
    counts = figures.total
    duty = figures.duty
    return {
        "title": duty.title,
        "url": _duty_url(figures),
        "done": counts.done,
        "in_progress": counts.in_progress,
        "not_started": counts.not_started,
        "total": counts.assigned,
        "share": share_of(counts),
        "meta": _meta(board, figures),
        "waiting_url": _waiting_url(board, figures) if duty.is_open(board.moment) else "",
    }


def _meta(board: Board, figures: DutyFigures) -> list[str]:
    """Until when, or that it is over and on what its figures rest."""
    if figures.duty.is_open(board.moment):
        return header_meta(figures.duty, board.moment)
    return [_("closed"), roll_text(figures.cut_off, figures.frozen_at, duty=figures.duty)]


def _duty_url(figures: DutyFigures) -> str:
    """The report of the duty; of one unit where the reader's reach is one."""
    if figures.tops and len(figures.starts) == 1:
        return unit_url(figures.duty, figures.starts[0].unit_id)
    return reverse("report", args=[figures.duty.kind, figures.duty.key])


def _waiting_url(board: Board, figures: DutyFigures) -> str:
    """The names of those who have not begun, where the reach is one unit that shows names."""
    if len(figures.starts) != 1 or not sees_names(board.user, figures.starts[0].path):
        return ""
    duty, unit_id = figures.duty, figures.starts[0].unit_id
    address = reverse("report_unit", args=[duty.kind, duty.key, unit_id])
    return f"{address}?trang-thai={Group.NOT_STARTED}"


def _weakest(board: Board) -> dict[str, Any] | None:
    """The topics understood worst in the first duty that somebody in the reach has done."""
    telling = {
        found.duty: found for found in [*board.figures, *board.beside] if teller_of(found.duty)
    }
    done = [duty for duty, found in telling.items() if found.total.done]
    duty, topics = first_told(board.user, done[:1], board.moment)
    if duty is None or topics is None:
        return None
    told = telling[duty]
    if len(told.starts) != 1 and not board.sees_all:
        return None
    shares = topics.whole() if board.sees_all else topics.of(told.starts[0].unit_id)
    known = sorted(
        (percentage, topics.names[topic_id])
        for topic_id, found in shares.items()
        if (percentage := percentage_of(found)) is not None
    )
    return (
        {
            "title": told.duty.title,
            "url": f"{reverse('report_topics')}?nhiem-vu={key_text(told.duty)}",
            "rows": [{"label": name, "share": share} for share, name in known[:WEAKEST]],
        }
        if known
        else None
    )


def _row(board: Board, entry: Entry) -> dict[str, Any]:
    """One of the best or of the worst units, as a bar."""
    if len(board.figures) == 1:
        url = unit_url(board.figures[0].duty, entry.unit_id)
    else:
        query = query_of(board, **{"nhiem-vu": board.scope, "don-vi": entry.unit_id})
        url = f"{reverse('report_league')}{query}"
    return {
        "label": short(entry.name, entry.short_name),
        "url": url,
        "share": share_of(entry.counts),
        "numerator": entry.counts.done,
        "denominator": entry.counts.assigned,
        "secondary": entry.counts.in_progress,
        "note": _("Nobody has taken part.") if is_silent(entry.counts) else "",
    }


def overview_sheet(board: Board) -> Sheet:
    """The overview as a file: its figures above the duties, those that closed standing last."""

    def state(figures: DutyFigures) -> Cell:
        return _("running") if figures.duty.is_open(board.moment) else _("closed")

    columns: list[Column[DutyFigures]] = [
        Column(gettext_lazy("Duty"), lambda figures: figures.duty.title, width=48),
        Column(gettext_lazy("State"), state),
        Column(gettext_lazy("People asked"), lambda figures: figures.total.assigned, numeric=True),
        Column(gettext_lazy("Not started"), lambda f: f.total.not_started, numeric=True),
        Column(gettext_lazy("In progress"), lambda f: f.total.in_progress, numeric=True),
        Column(gettext_lazy("Done"), lambda figures: figures.total.done, numeric=True),
        Column(gettext_lazy("Done (%)"), lambda figures: share_of(figures.total), numeric=True),
    ]
    stats = [(capfirst(stat["label"]), _stat_text(stat)) for stat in _stats(board)]
    return sheet(
        title=str(TITLES["report_overview"]),
        facts=[*facts_of(board), *(stats if board.figures else [])],
        repeated=repeated_of(board),
        columns=columns,
        rows=[*board.figures, *board.beside],
    )


def _stat_text(stat: dict[str, Any]) -> str:
    """One of the first figures with what it is of."""
    of = stat.get("denominator")
    value = f"{stat['value']} {stat.get('unit', '')}".strip()
    return f"{value} ({of})" if of else value
