"""Addresses of the report of a duty and of what stands behind its figures."""

from django.urls import reverse

from intranet.organisation.duties import Duty
from intranet.reports.figures import Line
from intranet.reports.names import Choice, Filter
from intranet.reports.report import Report


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


def reminding_url(report: Report, line: Line) -> str:
    """Address at which those of a unit are reminded."""
    return reverse("report_remind", args=[report.duty.kind, report.duty.key, line.unit_id])


def differences_url(duty: Duty) -> str:
    """Address of the frozen figures beside today's data."""
    return reverse("report_differences", args=[duty.kind, duty.key])
