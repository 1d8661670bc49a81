"""What this app puts on the home page: the way to the figures, for whoever may see some."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation import duties
from intranet.organisation.leaders import topmost
from intranet.organisation.permissions import (
    Reader,
    can_view_participation,
    frame_of,
    led_now,
    sees_all_figures,
)
from intranet.organisation.progress import ZERO, counted
from intranet.organisation.roster import roster, tallies_together
from intranet.organisation.tree import Node
from intranet.pages.home import HomeSection
from intranet.reports.addresses import report_url

DUTIES_COUNTED = 3


def append_reports(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add how the reader's units stand, and the ways into the reports."""
    if not can_view_participation(request.user):
        return
    units = _own_units(request.user)
    sections.append(
        HomeSection(
            template_name="pages/home/reports.html",
            order=15,
            units=", ".join(unit.name for unit in units),
            items=list(_standing(request.user, units, timezone.now())),
        )
    )


def _own_units(user: Reader) -> list[Node]:
    """The topmost of the units led, unless the whole body is among what the reader sees.

    The whole body is not counted anew at each look at the home page.
    """
    if sees_all_figures(user):
        return []
    tree = frame_of(user, timezone.localdate()).tree
    units = [tree.nodes[unit_id] for unit_id in topmost(led_now(user), tree)]
    return [] if any(unit.parent_id is None for unit in units) else units


def _standing(
    user: Reader, units: list[Node], moment: datetime.datetime
) -> Iterator[dict[str, Any]]:
    """What runs and is due first, as the task component prints it, all counted in one statement."""
    if not units:
        return
    running = [duty for duty in duties.all_duties(moment) if duty.is_open(moment)]
    shown = sorted(running, key=duties.due_first)[:DUTIES_COUNTED]
    frame = frame_of(user, timezone.localdate(moment))
    below = set[int]().union(*(frame.tree.descendants(unit.id) for unit in units))
    rosters = [roster(duty, moment=moment, frame=frame).filter(unit_id__in=below) for duty in shown]
    for duty, tallies in zip(shown, tallies_together(rosters), strict=True):
        total = sum(counted(tallies).values(), ZERO)
        if total.assigned:
            is_complete = total.done == total.assigned
            yield {
                "title": duty.title,
                "url": report_url(duty),
                "due": duty.due_at,
                "overdue": not is_complete and duty.due_at is not None and duty.due_at <= moment,
                "state_label": _("%(done)s of %(total)s people asked are done")
                % {"done": total.done, "total": total.assigned},
                "state_tone": "success" if is_complete else "warning",
            }
