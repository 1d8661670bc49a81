"""What the report of a duty shows to a reader; the same for the screen and for the file."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.duties import Duty
from intranet.organisation.participation import UNPLACED, Hiding, participation
from intranet.organisation.permissions import Reader, named_units, visible_units
from intranet.organisation.tree import Tree
from intranet.reports.figures import Figures, Line, Order, lines_of, ordered
from intranet.reports.names import Group, frame_for
from intranet.reports.sheets import Cell, Column, Sheet, cell_text, sheet
from intranet.reports.wording import facts, header_meta, roll_text, state_badge


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one duty within a reader's reach."""

    duty: Duty
    moment: datetime.datetime
    cut_off: datetime.datetime
    lines: list[Line]
    department: Figures
    named: frozenset[int]
    sees_all: bool

    @property
    def own(self) -> list[Line]:
        """The topmost units that the reader sees."""
        return [line for line in self.lines if line.depth == 0]

    @property
    def department_line(self) -> Line | None:
        """All units together for comparison; None where the reader's own lines say it already."""
        if self.sees_all and len(self.own) == 1:
            return None
        return Line(None, None, _("The whole body"), "", "", 0, self.department)

    def ordered_lines(self, order: Order) -> list[Line]:
        """The units in the order asked for, and all together last."""
        department = self.department_line
        return [*ordered(self.lines, order), *([department] if department else [])]


def report_of(user: Reader, duty: Duty, moment: datetime.datetime) -> Report | None:
    """The report as far as the reader may see it; None where nothing in it is theirs."""
    figures = participation(duty, moment=moment, frame=frame_for(user, duty, moment))
    tree = Tree(row.node for row in figures.rows)
    visible = visible_units(user, tree)
    lines = lines_of(figures, visible)
    if not lines:
        return None
    return Report(
        duty=duty,
        moment=moment,
        cut_off=figures.cut_off,
        lines=lines,
        department=Figures(figures.total, figures.hiding),
        named=frozenset(named_units(user, tree)),
        sees_all=visible >= set(tree.nodes),
    )


ORDER_LABELS = {
    Order.TREE: gettext_lazy("Order of units"),
    Order.NAME: gettext_lazy("Name"),
    Order.SHARE: gettext_lazy("Smallest share first"),
    Order.NOT_STARTED: gettext_lazy("Most people waiting first"),
}


def _understanding(line: Line, value: Cell) -> Cell:
    """The figure, or the reason why it is hidden."""
    if line.figures.hiding is Hiding.FEW:
        return gettext_lazy("fewer than 5 people")
    if line.figures.hiding is Hiding.ALONG:
        return gettext_lazy("hidden as well")
    return value


def report_columns(duty: Duty) -> list[Column[Line]]:
    """The columns of figures; passing and scores only where the duty has them."""
    columns: list[Column[Line]] = [
        Column(gettext_lazy("Assigned"), lambda line: line.counts.assigned, numeric=True),
        Column(gettext_lazy("Excused"), lambda line: line.counts.excused, numeric=True),
        Column(gettext_lazy("Not started"), lambda line: line.counts.not_started, numeric=True),
        Column(gettext_lazy("In progress"), lambda line: line.counts.in_progress, numeric=True),
        Column(gettext_lazy("Done"), lambda line: line.counts.done, numeric=True),
        Column(gettext_lazy("Done (%)"), lambda line: line.figures.done_share, numeric=True),
    ]
    if duty.has_pass_mark:
        columns.append(
            Column(
                gettext_lazy("Passed"),
                lambda line: _understanding(line, line.figures.passed),
                numeric=True,
                width=20,
            )
        )
    if duty.score_label:
        columns.append(
            Column(
                gettext_lazy("Average score (%)"),
                lambda line: _understanding(line, line.figures.average),
                numeric=True,
                width=20,
            )
        )
    return columns


def names_url(report: Report, unit_id: int | None, group: Group | None = None) -> str:
    """Address of the names of a unit; empty where the reader may not see them, or without one."""
    if unit_id not in report.named or unit_id == UNPLACED:
        return ""
    address = reverse("report_unit", args=[report.duty.kind, report.duty.key, unit_id])
    return f"{address}?trang-thai={group}" if group else address


def bar_rows(report: Report, order: Order) -> list[dict[str, Any]]:
    """One bar for each unit, and one for all together."""
    parents = _parents(report)
    return [
        {
            "label": line.label,
            "url": names_url(report, line.unit_id),
            "depth": line.depth,
            "share": line.figures.done_share,
            "numerator": line.counts.done,
            "denominator": line.counts.assigned,
            "secondary": line.counts.in_progress,
            "is_parent": line.unit_id in parents,
            "is_total": line.unit_id is None,
        }
        for line in report.ordered_lines(order)
    ]


def figure_rows(report: Report, order: Order) -> list[dict[str, Any]]:
    """The table behind the bars, cell by cell as the file has them."""
    columns = report_columns(report.duty)
    parents = _parents(report)
    return [
        {
            "name": line.label,
            "url": names_url(report, line.unit_id),
            "depth": line.depth,
            "is_parent": line.unit_id in parents,
            "is_total": line.unit_id is None,
            "cells": [_figure(column, line) for column in columns],
        }
        for line in report.ordered_lines(order)
    ]


def _parents(report: Report) -> set[int]:
    """Units of the report that stand above others in it."""
    return {line.parent_id for line in report.lines if line.parent_id is not None}


def _figure(column: Column[Line], line: Line) -> dict[str, Any]:
    """One cell; words instead of a figure mean that it is hidden."""
    value = column.value(line)
    return {
        "label": column.label,
        "text": cell_text(value, empty="–"),
        "is_hidden": isinstance(value, Promise),
    }


def report_sheet(report: Report, order: Order) -> Sheet:
    """The table of the screen with the unit above, since a file shows no indentation."""
    columns: Sequence[Column[Line]] = [
        Column(gettext_lazy("Unit"), lambda line: line.name, width=48),
        Column(gettext_lazy("Part of"), lambda line: line.parent_name, width=30),
        *report_columns(report.duty),
        Column(gettext_lazy("Roll at"), lambda _line: report.cut_off, width=20),
    ]
    return sheet(
        title=report.duty.title,
        facts=facts(report.duty, report.cut_off),
        columns=columns,
        rows=report.ordered_lines(order),
    )


def _share_note(line: Line) -> str:
    """The share in words; its numerator and denominator stand in the legend above."""
    share = line.figures.done_share
    if share is None:
        return _("Nobody here is asked.")
    return _("%(share)s%% are done") % {"share": cell_text(share)}


def cards(user: Reader, duties: list[Duty], moment: datetime.datetime) -> list[dict[str, Any]]:
    """For the list: each duty with the reader's own units and the whole body for comparison."""
    found = [report_of(user, duty, moment) for duty in duties]
    return [
        {
            "title": report.duty.title,
            "kind": report.duty.kind_label,
            "url": reverse("report", args=[report.duty.kind, report.duty.key]),
            "badge": state_badge(report.duty, moment),
            "meta": header_meta(report.duty, report.cut_off),
            "strips": strips(report)[: 1 if report.sees_all else None],
        }
        for report in found
        if report is not None
    ]


def strips(report: Report) -> list[dict[str, Any]]:
    """The reader's own units, and the whole body: first for whom it is all theirs, else beside."""
    own = [_strip(report, line) for line in report.own]
    department = report.department_line
    if department is None:
        return own
    if report.sees_all:
        return [_strip(report, department), *own]
    title = _("For comparison: the whole body")
    return [*own, {**_strip(report, department), "title": title}]


def _strip(report: Report, line: Line) -> dict[str, Any]:
    """One unit as one bar with its numbers, and the way to those who have not begun."""
    return {
        "title": line.name,
        "done": line.counts.done,
        "in_progress": line.counts.in_progress,
        "not_started": line.counts.not_started,
        "total": line.counts.assigned,
        "note": _share_note(line),
        "waiting_url": names_url(report, line.unit_id, Group.NOT_STARTED),
    }


def report_context(report: Report, order: Order) -> dict[str, Any]:
    """What the template of the report prints."""
    duty = report.duty
    address = reverse("report", args=[duty.kind, duty.key])
    query = f"?sap-xep={order}" if order is not Order.TREE else ""
    return {
        "duty": duty,
        "badge": state_badge(duty, report.moment),
        "meta": header_meta(duty, report.cut_off),
        "roll": roll_text(report.cut_off),
        "strips": strips(report),
        "bars": bar_rows(report, order),
        "labels": [column.label for column in report_columns(duty)],
        "rows": figure_rows(report, order),
        "has_hidden": any(line.figures.hiding for line in report.ordered_lines(order)),
        "orders": _orders(order) if len(report.lines) > 2 else [],
        "csv_url": f"{address}xuat.csv{query}",
        "xlsx_url": f"{address}xuat.xlsx{query}",
    }


def _orders(order: Order) -> list[dict[str, Any]]:
    """Links to each order of the units."""
    return [
        {"label": ORDER_LABELS[choice], "url": f"?sap-xep={choice}", "is_current": choice is order}
        for choice in Order
    ]
