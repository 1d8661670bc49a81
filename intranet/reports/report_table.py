"""The table of a report: one definition of its columns for the screen and for the file."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from intranet.organisation.duties import Duty
from intranet.organisation.participation import Hiding
from intranet.reports.addresses import names_url, report_url
from intranet.reports.figures import Line, Order
from intranet.reports.names import Choice, Group, Together
from intranet.reports.report import Places, Report
from intranet.reports.sheets import Cell, Column, Sheet, cell_text, sheet
from intranet.reports.wording import facts, repeated_facts

PLACES_LABELS = {
    Places.THEN: gettext_lazy("By the units of the closing"),
    Places.TODAY: gettext_lazy("By the units of today"),
}


def _passed(line: Line, named: Collection[int]) -> Cell:
    """How many passed: who may read it in the list of names may see their number as well."""
    unit_id = line.parent_id if line.unit_id is None else line.unit_id
    is_named = unit_id in named and not line.is_total
    return line.counts.passed if is_named else _understanding(line, line.figures.passed)


def _understanding(line: Line, value: Cell) -> Cell:
    """The figure, or the reason why it is hidden."""
    if line.figures.hiding is Hiding.FEW:
        return gettext_lazy("fewer than 5 people")
    if line.figures.hiding is Hiding.ALONG:
        return gettext_lazy("hidden as well")
    return value


@dataclass(frozen=True, slots=True)
class FigureColumn(Column[Line]):
    """A column of figures; `choice` says whose names stand behind, where those are one list."""

    numeric: bool = True
    choice: Choice | None = None


def report_columns(duty: Duty, named: Collection[int] = ()) -> list[FigureColumn]:
    """The columns of figures; passing and scores only where the duty has them.

    `named` are the units whose names the reader may see.
    """
    columns = [
        FigureColumn(gettext_lazy("Assigned"), lambda line: line.counts.assigned),
        FigureColumn(
            gettext_lazy("Excused"), lambda line: line.counts.excused, choice=Group.EXCUSED
        ),
        FigureColumn(
            gettext_lazy("Not started"),
            lambda line: line.counts.not_started,
            choice=Group.NOT_STARTED,
        ),
        FigureColumn(
            gettext_lazy("In progress"),
            lambda line: line.counts.in_progress,
            choice=Group.IN_PROGRESS,
        ),
        FigureColumn(
            gettext_lazy("Done"),
            lambda line: line.counts.done,
            choice=Together.DONE if duty.has_pass_mark else Group.DONE,
        ),
        FigureColumn(gettext_lazy("Done (%)"), lambda line: line.figures.done_share),
    ]
    if duty.has_pass_mark:
        columns.append(
            FigureColumn(
                gettext_lazy("Passed"),
                lambda line: _passed(line, named),
                width=20,
                choice=Group.PASSED,
            )
        )
    if duty.score_label:
        columns.append(
            FigureColumn(
                gettext_lazy("Average score (%)"),
                lambda line: _understanding(line, line.figures.average),
                width=20,
            )
        )
    return columns


def bar_rows(report: Report, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """One bar for each line, leading to the report of the unit."""
    parents = _parents(report)
    return [
        {
            "label": line.label,
            "url": _deeper(report, line),
            "depth": line.depth,
            "share": line.figures.done_share,
            "numerator": line.counts.done,
            "denominator": line.counts.assigned,
            "secondary": line.counts.in_progress,
            "is_parent": line.unit_id in parents,
            "is_total": line.is_total,
        }
        for line in lines
    ]


def figure_rows(report: Report, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The table behind the bars, cell by cell as the file has them."""
    columns = report_columns(report.duty, report.named)
    parents = _parents(report)
    return [
        {
            "name": line.label,
            "url": _deeper(report, line),
            "depth": line.depth,
            "is_parent": line.unit_id in parents,
            "is_total": line.is_total,
            "cells": [_figure(report, column, line) for column in columns],
        }
        for line in lines
    ]


def _parents(report: Report) -> set[int | None]:
    """Units of the report that stand above others in it."""
    return {line.parent_id for line in report.lines if line.parent_id is not None}


def _deeper(report: Report, line: Line) -> str:
    """The report of the unit of a line; empty for the one that is looked at."""
    is_here = len(report.own) == 1 and line.depth == 0
    return "" if line.unit_id is None or is_here else report_url(report.duty, line.unit_id)


def _figure(report: Report, column: FigureColumn, line: Line) -> dict[str, Any]:
    """One cell; words instead of a figure mean that it is hidden."""
    value = column.value(line)
    has_list = column.choice is not None and isinstance(value, int) and value > 0
    return {
        "label": column.label,
        "text": cell_text(value, empty="–"),
        "is_hidden": isinstance(value, Promise),
        "url": names_url(report, line, column.choice) if has_list else "",
    }


def report_sheet(report: Report, order: Order) -> Sheet:
    """The table of the screen with the unit above, since a file shows no indentation."""
    columns: Sequence[Column[Line]] = [
        Column(_unit_heading(report), lambda line: line.name, width=48),
        Column(gettext_lazy("Part of"), lambda line: line.parent_name, width=30),
        *report_columns(report.duty, report.named),
        Column(gettext_lazy("Roll at"), lambda _line: report.figures.cut_off, width=20),
    ]
    return sheet(
        title=_file_title(report),
        facts=facts(
            report.duty,
            report.figures.cut_off,
            report.figures.frozen_at,
            is_placed_anew=report.is_placed_anew,
        ),
        columns=columns,
        rows=report.ordered_lines(order),
        repeated=repeated_facts(report.duty, report.figures.frozen_at),
    )


def _unit_heading(report: Report) -> Promise:
    return gettext_lazy("Unit today") if report.is_placed_anew else gettext_lazy("Unit")


def _file_title(report: Report) -> str:
    """The title; the other arrangement stands first, where the name of a file is never cut."""
    title = report.duty.title
    return f"{PLACES_LABELS[Places.TODAY]}: {title}" if report.is_placed_anew else title
