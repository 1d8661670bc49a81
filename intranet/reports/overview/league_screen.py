"""The ranking of units: who stands where among units of the same block and size."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.organisation.progress import Counts
from intranet.reports.figures import LONG_NAME
from intranet.reports.overview.boards import Board, DutyFigures
from intranet.reports.overview.league import Entry, LeagueClass, Placed, league, total_of
from intranet.reports.overview.lines import lines
from intranet.reports.overview.screen import TITLES, query_of, unit_url
from intranet.reports.overview.wording import (
    BLOCK_LABELS,
    asked_label,
    assigned_label,
    basis,
    duties_counted,
    is_of_assignments,
    period_label,
    size_label,
)
from intranet.reports.shares import rate
from intranet.reports.sheets import Cell, Column, Sheet, sheet


@dataclass(frozen=True, slots=True)
class LeagueLine:
    """One unit of the ranking; `placed` knows the place."""

    of: LeagueClass
    placed: Placed
    sizes: tuple[int, ...]

    @property
    def entry(self) -> Entry:
        """The unit with its figures."""
        return self.placed.entry

    @property
    def share(self) -> Decimal | None:
        """Done of assigned in percent."""
        return share_of(self.entry.counts)

    @property
    def class_label(self) -> str:
        """Block and size."""
        return f"{BLOCK_LABELS[self.of.block]} · {size_label(self.of.size, self.sizes)}"


def share_of(counts: Counts) -> Decimal | None:
    """Done of assigned in percent."""
    return rate(counts.done, counts.assigned)


def short(name: str, short_name: str) -> str:
    """The name for a narrow column: a long one gives way to the short name."""
    return short_name if short_name and len(name) > LONG_NAME else name


def league_lines(board: Board) -> list[LeagueLine]:
    """Every unit of the ranking in the order of the screen."""
    sizes = lines().sizes
    return [
        LeagueLine(of, placed, sizes) for of in league(board.entries, sizes) for placed in of.placed
    ]


def league_context(board: Board, page: Page[Any], everything: list[LeagueLine]) -> dict[str, Any]:
    """What the template of the ranking prints."""
    left_out = sum(not entry.counts.assigned for entry in board.entries)
    return {
        "page": page,
        "classes": list(_classes(board, page)),
        "asked_label": asked_label(board),
        "is_of_assignments": is_of_assignments(board),
        "duties": [_duty_row(board, figures) for figures in board.figures],
        "notes": _notes(board, everything, left_out),
    }


def _classes(board: Board, page: Page[Any]) -> Iterator[dict[str, Any]]:
    """The lines of the page by their classes."""
    for label, found in itertools.groupby(page, key=lambda line: line.class_label):
        rows = [_row(board, line) for line in found]
        yield {"label": label, "rows": rows, "is_ranked": any(row["place"] for row in rows)}


def _row(board: Board, line: LeagueLine) -> dict[str, Any]:
    """One unit as the table prints it."""
    entry = line.entry
    return {
        "place": line.placed.place,
        "name": short(entry.name, entry.short_name),
        "url": _below_url(board, entry),
        "share": line.share,
        "done": entry.counts.done,
        "in_progress": entry.counts.in_progress,
        "assigned": entry.counts.assigned,
    }


def _below_url(board: Board, entry: Entry) -> str:
    """One step down; one duty leads to its own figures of the unit."""
    if entry.unit_id == board.unit_id:
        return ""
    if board.chosen is not None:
        return unit_url(board.chosen, entry.unit_id)
    return query_of(board, **{"nhiem-vu": board.scope, "don-vi": entry.unit_id})


def _duty_row(board: Board, figures: DutyFigures) -> dict[str, Any]:
    """One duty with what the reach comes to in it, as a bar."""
    counts = figures.total
    url = query_of(board, **{"nhiem-vu": f"{figures.duty.kind}:{figures.duty.key}"})
    return {
        "label": figures.duty.title,
        "url": "" if board.chosen else url,
        "share": share_of(counts),
        "numerator": counts.done,
        "denominator": counts.assigned,
        "secondary": counts.in_progress,
    }


def _notes(board: Board, everything: list[LeagueLine], left_out: int) -> list[str]:
    """What has to be known to read the table."""
    drawn = lines()
    sizes = "; ".join(size_label(size, drawn.sizes) for size in range(len(drawn.sizes) + 1))
    notes = [
        _(
            "Units are compared within the same block and size (%(sizes)s, by the people asked;"
            " decided by: %(owner)s). Equal shares share the rank; the only unit of its class has"
            " none."
        )
        % {"sizes": sizes, "owner": drawn.owner}
    ]
    if is_of_assignments(board):
        notes.append(_("One person with two duties counts as two assignments."))
    notes += [*_left_out(left_out), *_directly(board, everything)]
    return notes


def _left_out(units: int) -> list[str]:
    if not units:
        return []
    said = ngettext(
        "%(number)s unit of which nobody is asked is left out.",
        "%(number)s units of which nobody is asked are left out.",
        units,
    )
    return [said % {"number": units}]


def _directly(board: Board, everything: list[LeagueLine]) -> list[str]:
    """Those who stand in no unit of the table, so that the numbers come to the total."""
    rest = board.total.assigned - total_of(line.entry for line in everything).assigned
    if not rest:
        return []
    if is_of_assignments(board):
        said = ngettext(
            "%(number)s assignment belongs to no unit of the table.",
            "%(number)s assignments belong to no unit of the table.",
            rest,
        )
    else:
        said = ngettext(
            "%(number)s person belongs to no unit of the table.",
            "%(number)s people belong to no unit of the table.",
            rest,
        )
    return [said % {"number": rest}]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file: a unit of the ranking, or everybody in reach without a class or place."""

    unit: str
    duties: int
    counts: Counts
    block: str | Promise = ""
    size: str = ""
    place: int | None = None


def columns_of(board: Board) -> list[Column[FileRow]]:
    """The columns of the ranking; what is counted is named as on the screen."""
    return [
        Column(gettext_lazy("Block"), lambda row: row.block, width=32),
        Column(gettext_lazy("Size"), lambda row: row.size, width=20),
        Column(gettext_lazy("Rank"), lambda row: row.place, numeric=True, width=8),
        Column(gettext_lazy("Unit"), lambda row: row.unit, width=48),
        Column(gettext_lazy("Duties"), lambda row: row.duties, numeric=True, width=10),
        Column(assigned_label(board), lambda row: row.counts.assigned, numeric=True),
        Column(gettext_lazy("Not started"), lambda row: row.counts.not_started, numeric=True),
        Column(gettext_lazy("In progress"), lambda row: row.counts.in_progress, numeric=True),
        Column(gettext_lazy("Done"), lambda row: row.counts.done, numeric=True),
        Column(gettext_lazy("Done (%)"), lambda row: share_of(row.counts), numeric=True),
    ]


def file_rows(board: Board) -> list[FileRow]:
    """Every unit of the ranking, then everybody in reach, who is in no unit of it included."""
    units = [
        FileRow(
            unit=line.entry.name,
            duties=line.entry.duties,
            counts=line.entry.counts,
            block=BLOCK_LABELS[line.of.block],
            size=size_label(line.of.size, line.sizes),
            place=line.placed.place,
        )
        for line in league_lines(board)
    ]
    if not units:
        return []
    return [*units, FileRow(_("Everybody in reach"), len(board.figures), board.total)]


def league_sheet(board: Board) -> Sheet:
    """The ranking as a file."""
    drawn = lines()
    return sheet(
        title=str(TITLES["report_league"]),
        facts=[*facts_of(board), (_("Sizes decided by"), drawn.owner)],
        repeated=repeated_of(board),
        columns=columns_of(board),
        rows=file_rows(board),
    )


def repeated_of(board: Board) -> list[tuple[str | Promise, Cell]]:
    """What each line of a CSV file says: of which period, duties and units, on which roll."""
    return [
        (gettext_lazy("Period"), period_label(board.period)),
        (gettext_lazy("Duties counted"), duties_counted(board)),
        (gettext_lazy("Counted"), basis(board) if board.figures else ""),
        (gettext_lazy("Within the unit"), board.name),
    ]


def facts_of(board: Board) -> list[tuple[str, str]]:
    """What stands above the table in a file: which duties, on which roll."""
    titles = "; ".join(figures.duty.title for figures in board.figures)
    facts = [(_("Duties"), f"{duties_counted(board)}: {titles}"), (_("Counted"), basis(board))]
    return [(_("Unit"), board.name), *facts] if board.name else facts
