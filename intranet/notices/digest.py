"""The week of a unit head: how far the unit is with everything that runs, once a week."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.notices.models import DIGEST, Notice, ReminderRules, Round
from intranet.notices.reminders import store
from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.leaders import leaders_on, topmost
from intranet.organisation.participation import participation
from intranet.organisation.progress import ZERO, Counts
from intranet.organisation.tree import Tree

LONGEST_TITLE = 255

Running = list[tuple[Duty, dict[int, Counts]]]  # with the counts of each unit and all below it


def tell_leaders(this_round: Round, rules: ReminderRules, moment: datetime.datetime) -> int:
    """Tell heads, deputies and acting heads about their units, in the first round of the week.

    The week begins on Monday at the hour from which letters go out; after a standstill the first
    round that comes tells it. Whose unit has nothing left to do hears nothing.
    """
    week = week_of(moment, rules)
    if not rules.sends_digest or Round.objects.filter(digest_for=week).exists():
        return 0
    frame = Frame(timezone.localdate(moment))
    running = _running(moment, frame)
    notices = list(_notices(running, frame, week, moment, is_waiting=rules.sends_letters))
    store(notices)
    this_round.digest_for = week
    return len(notices)


def week_of(moment: datetime.datetime, rules: ReminderRules) -> datetime.date:
    """The Monday of the week that has begun."""
    begun = timezone.localtime(moment) - datetime.timedelta(hours=rules.letters_from)
    return begun.date() - datetime.timedelta(days=begun.weekday())


def _running(moment: datetime.datetime, frame: Frame) -> Running:
    """Every duty that is open, counted; what is due first stands first."""
    counted = [
        participation(duty, moment=moment, frame=frame)
        for duty in sorted(duties.all_duties(moment), key=duties.due_first)
        if duty.is_open(moment)
    ]
    return [(figures.duty, {row.node.id: row.total for row in figures.rows}) for figures in counted]


def _notices(
    running: Running,
    frame: Frame,
    week: datetime.date,
    moment: datetime.datetime,
    *,
    is_waiting: bool,
) -> Iterable[Notice]:
    lines_of: dict[int, list[dict[str, Any]]] = {}
    for person_id, led in leaders_on(frame.day).items():
        units = topmost(led, frame.tree)
        for unit_id in units:
            if unit_id not in lines_of:
                lines_of[unit_id] = _lines(running, unit_id, frame.tree)
        lines = [line for unit_id in units for line in lines_of[unit_id]]
        if len(units) == 1:
            lines = [{**line, "unit": ""} for line in lines]
        if any(line["assigned"] > line["done"] for line in lines):
            names = ", ".join(frame.tree.nodes[unit_id].name for unit_id in units)
            title = _("Week of %(units)s") % {"units": names}
            yield Notice(
                person_id=person_id,
                rung=DIGEST,
                duty_kind=DIGEST,
                duty_key=week.isoformat(),
                kind_label=_("Unit report"),
                title=title[:LONGEST_TITLE],
                url=reverse("reports"),
                facts={"lines": lines},
                created_at=moment,
                is_waiting=is_waiting,
            )


def _lines(running: Running, unit_id: int, tree: Tree) -> list[dict[str, Any]]:
    """The unit with all below it, a line for each duty that somebody there was given."""
    return [
        {
            "title": duty.title,
            "unit": tree.nodes[unit_id].name,
            "url": reverse("report_unit", args=[duty.kind, duty.key, unit_id]),
            "assigned": total.assigned,
            "done": total.done,
            "in_progress": total.in_progress,
            "not_started": total.not_started,
            "closes_at": duty.closes_at.isoformat() if duty.closes_at else None,
        }
        for duty, totals in running
        if (total := totals.get(unit_id, ZERO)).assigned
    ]
