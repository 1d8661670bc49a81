"""What the screen of a report prints above, beside and below its table."""

import enum
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.organisation.participation import FrozenParticipation
from intranet.organisation.permissions import Reader
from intranet.reports.addresses import differences_url, names_url, reminding_url, report_url
from intranet.reports.figures import Line, Order
from intranet.reports.names import Together
from intranet.reports.people import people_behind
from intranet.reports.report import Depth, Report
from intranet.reports.report_table import PLACES_LABELS, bar_rows, figure_rows, report_columns
from intranet.reports.sheets import cell_text
from intranet.reports.trend import (
    counted_course,
    course_of,
    stored_course,
    trend_context,
)
from intranet.reports.wording import header_meta, renamed, roll_text, state_badge

ORDER_LABELS = {
    Order.SHARE: gettext_lazy("Smallest share first"),
    Order.NOT_STARTED: gettext_lazy("Most people waiting first"),
    Order.TREE: gettext_lazy("Order of units"),
    Order.NAME: gettext_lazy("Name"),
}
DEPTH_LABELS = {
    Depth.BELOW: gettext_lazy("Right below"),
    Depth.ALL: gettext_lazy("All levels"),
}


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
        "remind_url": reminding_url(report, line) if names and is_open else "",
        "comparison": _comparison(line, report.department_line),
    }


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
        "meta": [*header_meta(duty, report.moment), *renamed(duty.title_today)],
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
        "differences_url": differences_url(duty) if figures.frozen_at else "",
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
