"""What the report of a duty shows to a reader; the same for the screen and for the file."""

import datetime
import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.differences import by_today
from intranet.organisation.duties import Duty
from intranet.organisation.participation import (
    FrozenParticipation,
    Hiding,
    Participation,
    UnitRow,
    UnitView,
    participation,
)
from intranet.organisation.permissions import (
    Reader,
    frame_of,
    led_unit_ids,
    sees_all_figures,
    sees_figures,
    sees_names,
)
from intranet.reports.figures import Figures, Line, Order, line_of, line_of_own, ordered
from intranet.reports.names import Choice, Filter, Group, Together
from intranet.reports.people import frame_for, people_behind
from intranet.reports.sheets import Cell, Column, Sheet, cell_text, sheet
from intranet.reports.trend import (
    counted_course,
    course_of,
    stored_course,
    trend_context,
)
from intranet.reports.wording import facts, header_meta, repeated_facts, roll_text, state_badge

LINES_ON_A_PAGE = 50


class Places(enum.StrEnum):
    """In which units people stand once a duty is frozen; the value is what the address says."""

    THEN = ""
    TODAY = "hien-nay"


class Depth(enum.StrEnum):
    """How far down a report goes; the value is what the address says."""

    BELOW = ""
    ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one duty within a reader's reach.

    `lines` has the units looked at (depth 0) with those below them, `path` the units from the
    topmost that the reader sees down to the one looked at, `named` whose names the reader may see.
    `is_whole` where the reader sees all units and looks at all of them; `start_id` is the one unit
    that the report without a unit is about, if it stands on the path.
    """

    duty: Duty
    moment: datetime.datetime
    figures: Participation
    lines: list[Line]
    path: list[UnitRow]
    named: frozenset[int]
    depth: Depth
    places: Places
    is_whole: bool
    start_id: int | None = None

    @property
    def is_of_nobody(self) -> bool:
        """Whether nobody of the units looked at was given the duty."""
        return not self.lines

    @property
    def is_placed_anew(self) -> bool:
        """Whether people stand in the units of today instead of those of the closing."""
        return self.places is Places.TODAY

    @property
    def own(self) -> list[Line]:
        """The units looked at: one, or the topmost of a reader who has several."""
        return [line for line in self.lines if line.depth == 0]

    @property
    def department(self) -> Figures:
        """All units together."""
        return Figures(self.figures.total, self.figures.hiding)

    @property
    def department_line(self) -> Line | None:
        """All units together for comparison; None where the lines say it already."""
        if self.is_of_nobody:
            return None
        if len(self.own) == 1 and self.own[0].counts.assigned == self.figures.total.assigned:
            return None
        return Line(None, None, _("The whole body"), "", "", 0, self.department, is_total=True)

    @property
    def focus(self) -> Line | None:
        """The one line that the report is about; None where several units stand side by side."""
        if self.is_whole and (whole := self.department_line):
            return whole
        return self.own[0] if len(self.own) == 1 else None

    def ordered_lines(self, order: Order) -> list[Line]:
        """The units in the order asked for, and all together last."""
        department = self.department_line
        return [*ordered(self.lines, order), *([department] if department else [])]

    def page(self, order: Order, number: str | None) -> Page:
        """One page of the lines below the unit looked at, or of the topmost units."""
        lines = ordered(self.lines, order)
        below = [line for line in lines if line.depth] if len(self.own) == 1 else lines
        return Paginator(below, LINES_ON_A_PAGE).get_page(number)

    def lines_around(self, page: Page) -> list[Line]:
        """The page below the unit looked at, and all together last."""
        first = self.own if len(self.own) == 1 else []
        department = self.department_line
        return [*first, *page, *([department] if department else [])]


def report_of(
    user: Reader,
    duty: Duty,
    moment: datetime.datetime,
    *,
    unit_id: int | None = None,
    depth: Depth = Depth.BELOW,
    places: Places = Places.THEN,
) -> Report | None:
    """The report of a unit, without one of the reader's own; PermissionDenied for one of others.

    None for a unit that is not in the tree, and where nobody in reach was given the duty; who sees
    all figures is told that.
    """
    figures = _figures(user, duty, moment, places)
    if unit_id is None:
        return report_on(user, figures, moment, depth=depth, places=places)
    views = figures.views([unit_id])
    if not all(sees_figures(user, _ids(view.path)) for view in views):
        raise PermissionDenied
    return _report(user, figures, views, moment, depth=depth, places=places, is_whole=False)


def _figures(user: Reader, duty: Duty, moment: datetime.datetime, places: Places) -> Participation:
    """The figures; those of people in the units of today only of what is frozen."""
    if places is Places.TODAY:
        today = frame_of(user, timezone.localdate(moment))
        if placed := by_today(duty, moment=moment, today=today):
            return placed
    return participation(duty, moment=moment, frame=frame_for(user, duty, moment))


def report_on(
    user: Reader,
    figures: Participation,
    moment: datetime.datetime,
    *,
    depth: Depth = Depth.BELOW,
    places: Places = Places.THEN,
) -> Report | None:
    """The report of the reader's own units from figures that have been read; None as above."""
    is_whole = sees_all_figures(user)
    views = _all_tops(figures, depth) if is_whole else _led(user, figures)
    return _report(user, figures, views, moment, depth=depth, places=places, is_whole=is_whole)


def _report(
    user: Reader,
    figures: Participation,
    views: list[UnitView],
    moment: datetime.datetime,
    *,
    depth: Depth,
    places: Places,
    is_whole: bool,
) -> Report | None:
    lines = list(_lines(figures, views, depth))
    if not any(line.depth == 0 for line in lines) and not (views and sees_all_figures(user)):
        return None
    is_placed_anew = figures.frozen_at is not None and places is Places.TODAY
    path = list(_seen_part(user, views[0].path)) if len(views) == 1 else []
    return Report(
        duty=figures.duty,
        moment=moment,
        figures=figures,
        lines=lines,
        path=path,
        named=frozenset() if is_placed_anew else frozenset(_named(user, views, lines)),
        depth=depth,
        places=Places.TODAY if is_placed_anew else Places.THEN,
        is_whole=is_whole,
        start_id=path[0].node.id if path and _is_start(user, path[0], figures) else None,
    )


def _is_start(user: Reader, top: UnitRow, figures: Participation) -> bool:
    """Whether the reader has no other units than this one and those below it."""
    if sees_all_figures(user):
        return top.total == figures.total
    return led_unit_ids(user) == {top.node.id}


def _all_tops(figures: Participation, depth: Depth) -> list[UnitView]:
    """The units at the top, a single one with those right below it if that is asked for."""
    if depth is Depth.ALL:
        tops = [row for row in figures.rows if row.depth == 0]
    else:
        tops = figures.tops()
        if len(tops) == 1:
            return figures.views([tops[0].node.id])
    return [UnitView(row, [row], []) for row in tops]


def _led(user: Reader, figures: Participation) -> list[UnitView]:
    """The units that the reader leads and that stand below no other of them."""
    led = led_unit_ids(user)
    return [view for view in figures.views(led) if led.isdisjoint(_ids(view.path[:-1]))]


def _lines(figures: Participation, views: list[UnitView], depth: Depth) -> Iterator[Line]:
    """The units of the views and what stands below them, without those of which nobody is asked."""
    rows = _all_below(figures, views) if depth is Depth.ALL else _right_below(views)
    shown: dict[int, UnitRow] = {}
    for row, level in rows:
        shown[row.node.id] = row
        if row.total.assigned or row.total.excused:
            yield line_of(row, shown.get(row.node.parent_id or 0), level)
    if depth is Depth.BELOW and len(views) == 1 and (own := line_of_own(views[0])):
        yield own


def _right_below(views: list[UnitView]) -> Iterator[tuple[UnitRow, int]]:
    for view in views:
        yield view.row, 0
        if len(views) == 1:
            yield from ((child, 1) for child in view.children)


def _all_below(figures: Participation, views: list[UnitView]) -> Iterator[tuple[UnitRow, int]]:
    """The rows stand depth first, so what follows a unit and is deeper stands below it."""
    starts = {view.row.node.id for view in views}
    start: UnitRow | None = None
    for row in figures.rows:
        if row.node.id in starts:
            start = row
        elif start is not None and row.depth <= start.depth:
            start = None
        if start is not None:
            yield row, row.depth - start.depth


def _named(user: Reader, views: list[UnitView], lines: Iterable[Line]) -> Iterator[int]:
    """Units of the lines whose names the reader may see; each line stands after the one above."""
    paths = {view.row.node.id: _ids(view.path) for view in views}
    for line in lines:
        if line.unit_id is None:
            continue
        above = paths.get(line.parent_id or 0, [])
        path = paths.setdefault(line.unit_id, [*above, line.unit_id])
        if sees_names(user, path):
            yield line.unit_id


def _seen_part(user: Reader, path: Sequence[UnitRow]) -> Iterator[UnitRow]:
    """The units of the path whose figures the reader may see."""
    for place, row in enumerate(path, 1):
        if sees_figures(user, _ids(path[:place])):
            yield row


def _ids(path: Iterable[UnitRow]) -> list[int]:
    return [row.node.id for row in path]


ORDER_LABELS = {
    Order.SHARE: gettext_lazy("Smallest share first"),
    Order.NOT_STARTED: gettext_lazy("Most people waiting first"),
    Order.TREE: gettext_lazy("Order of units"),
    Order.NAME: gettext_lazy("Name"),
}
PLACES_LABELS = {
    Places.THEN: gettext_lazy("By the units of the closing"),
    Places.TODAY: gettext_lazy("By the units of today"),
}
DEPTH_LABELS = {
    Depth.BELOW: gettext_lazy("Right below"),
    Depth.ALL: gettext_lazy("All levels"),
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


def report_url(duty: Duty, unit_id: int | None = None) -> str:
    """Address of the report of a unit, without one of the reader's own."""
    if unit_id is None:
        return reverse("report", args=[duty.kind, duty.key])
    return reverse("report_below", args=[duty.kind, duty.key, unit_id])


def names_url(report: Report, line: Line, choice: Choice | None = None) -> str:
    """Address of the names behind a line; empty where the reader may not see them."""
    unit_id = line.parent_id if line.unit_id is None else line.unit_id
    if line.is_total or unit_id not in report.named:
        return ""
    address = reverse("report_unit", args=[report.duty.kind, report.duty.key, unit_id])
    query = Filter(choice, is_direct=line.unit_id is None).query
    return f"{address}?{query}" if query else address


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


def summaries_of(report: Report) -> list[dict[str, Any]]:
    """What stands on top: the one line that the report is about, or each unit of the reader's."""
    focus = report.focus
    return [summary_of(report, line) for line in ([focus] if focus else report.own)]


def summary_of(report: Report, line: Line) -> dict[str, Any]:
    """One unit as one bar with its numbers, who is still waited for, and the body beside it."""
    counts = line.counts
    waiting = counts.not_started + counts.in_progress
    names = names_url(report, line, Together.WAITED_FOR) if waiting else ""
    is_open = report.duty.is_open(report.moment)
    return {
        "title": line.name,
        "share": line.figures.done_share,
        "done": counts.done,
        "in_progress": counts.in_progress,
        "not_started": counts.not_started,
        "total": counts.assigned,
        "excused": counts.excused,
        "waiting": waiting,
        "waiting_url": names,
        "remind_url": _reminding(report, line) if names and is_open else "",
        "comparison": _comparison(line, report.department_line),
    }


def _differences(duty: Duty) -> str:
    return reverse("report_differences", args=[duty.kind, duty.key])


def _reminding(report: Report, line: Line) -> str:
    return reverse("report_remind", args=[report.duty.kind, report.duty.key, line.unit_id])


def _comparison(line: Line, department: Line | None) -> str:
    """The unit beside the whole body, in percentage points."""
    own = line.figures.done_share
    whole = department.figures.done_share if department else None
    if own is None or whole is None or line.is_total:
        return ""
    words = {"whole": cell_text(whole), "points": cell_text(abs(own - whole))}
    if own > whole:
        return _("Whole body: %(whole)s %%; the unit is %(points)s percentage points above") % words
    if own < whole:
        return _("Whole body: %(whole)s %%; the unit is %(points)s percentage points below") % words
    return _("Whole body: %(whole)s %%, the same") % words


def report_context(report: Report, order: Order, page: Page, reader: Reader) -> dict[str, Any]:
    """What the template of the report prints."""
    duty, figures = report.duty, report.figures
    lines = report.lines_around(page)
    has_below = len(report.lines) > 1
    shown = _parameters(report, order)
    return {
        "duty": duty,
        "badge": state_badge(duty, report.moment),
        "meta": header_meta(duty, report.moment),
        "roll": roll_text(
            figures.cut_off,
            figures.frozen_at,
            duty=duty,
            is_placed_anew=report.is_placed_anew,
        ),
        "moment": cell_text(report.moment),
        "summaries": summaries_of(report),
        **_course(report, reader),
        "page": page,
        "bars": bar_rows(report, [line for line in lines if line != report.focus])
        if has_below
        else [],
        "nobody": _nobody(report),
        "labels": [column.label for column in report_columns(duty)],
        "rows": figure_rows(report, lines),
        "has_hidden": any(line.figures.hiding for line in lines),
        "orders": (_links(ORDER_LABELS, order, "sap-xep", shown) if len(report.lines) > 2 else []),
        "depths": _links(DEPTH_LABELS, report.depth, "cap", shown) if has_below else [],
        "places": _links(PLACES_LABELS, report.places, "theo", shown) if figures.frozen_at else [],
        "is_placed_anew": report.is_placed_anew,
        "differences_url": _differences(duty) if figures.frozen_at else "",
        **_addresses(report, order),
    }


def _nobody(report: Report) -> str:
    """That nobody was given the duty; empty where somebody was."""
    if not report.is_of_nobody:
        return ""
    if report.figures.total.assigned or report.figures.total.excused:
        return _("Nobody of this unit was given this duty.")
    return _("Nobody was given this duty.")


def _course(report: Report, reader: Reader) -> dict[str, Any]:
    """The trend of the one unit looked at; of several there is no one course.

    In the units of today there is none either: lists and days belong to the units of the closing.
    """
    line = report.focus
    if line is None or report.is_placed_anew:
        return {}
    unit_id = None if report.is_whole else line.unit_id
    if isinstance(report.figures, FrozenParticipation):
        found = stored_course(report.figures.done_counts(unit_id))
    else:
        people = people_behind(report.figures, reader, report.duty, report.moment)
        found = counted_course(people.below(unit_id))
    course = course_of(found, report.duty, cut_off=report.figures.cut_off)
    return {"trend": trend_context(course, report.duty, line.figures)}


def _addresses(report: Report, order: Order) -> dict[str, str]:
    """The same table in other forms; `query` is for the pages of this one."""
    below = _parameters(report, order)
    unit = {"don-vi": str(report.path[-1].node.id)} if report.path else {}
    address = report_url(report.duty)
    file_query = _query(unit | below)
    return {
        "query": f"{_query(below)}&" if _query(below) else "",
        **{
            f"{suffix}_url": f"{address}xuat.{suffix}{'?' if file_query else ''}{file_query}"
            for suffix in ("csv", "xlsx", "pdf")
        },
    }


def _query(parts: dict[str, str]) -> str:
    return urlencode({name: value for name, value in parts.items() if value})


def _parameters(report: Report, order: Order) -> dict[str, str]:
    """How this report is looked at, as parameters of its address."""
    return {
        "cap": str(report.depth),
        "sap-xep": str(order) if order is not Order.SHARE else "",
        "theo": str(report.places),
    }


def _links(
    labels: Mapping[Any, Promise], current: enum.StrEnum, name: str, others: dict[str, str]
) -> list[dict[str, Any]]:
    """Links to each value of one parameter; the others stay as they are."""
    return [
        {
            "label": label,
            "url": "?" + _query({**others, name: str(choice)}),
            "is_current": choice is current,
        }
        for choice, label in labels.items()
    ]
