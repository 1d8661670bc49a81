"""The list of reports: each duty in short, with the reader's own units and the whole body."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from intranet.organisation.duties import Duty
from intranet.organisation.models import FrozenRoster, FrozenUnit
from intranet.organisation.participation import counted_together
from intranet.organisation.permissions import Reader, frame_of, led_unit_ids, sees_all_figures
from intranet.organisation.progress import ZERO, Counts
from intranet.reports.addresses import report_url
from intranet.reports.figures import Figures
from intranet.reports.report import Report, report_on
from intranet.reports.report_screen import summaries_of
from intranet.reports.sheets import cell_text
from intranet.reports.wording import header_meta, roll_text, state_badge


def running_cards(
    user: Reader, duties: Sequence[Duty], moment: datetime.datetime
) -> list[dict[str, Any]]:
    """Duties that are running, all counted in one statement; those of others are left out."""
    frame = frame_of(user, timezone.localdate(moment))
    counted = counted_together(duties, moment=moment, frame=frame)
    reports = [report_on(user, figures, moment) for figures in counted]
    return [_card(report) for report in reports if report and not report.is_of_nobody]


def closed_cards(
    user: Reader, duties: Sequence[Duty], moment: datetime.datetime
) -> list[dict[str, Any]]:
    """Duties that are over: as they were frozen, in one statement; the few others are counted."""
    own = own_counts(user, [duty.roster for duty in duties if duty.roster])
    waiting = [duty for duty in duties if duty.roster is None]
    counted = {
        _key(figures.duty): report_on(user, figures, moment)
        for figures in counted_together(
            waiting, moment=moment, frame=frame_of(user, timezone.localdate(moment))
        )
    }
    cards = []
    for duty in duties:
        roster, report = duty.roster, counted.get(_key(duty))
        if roster is not None:
            whole, mine = roster.counts, own.get(roster.pk, ZERO)
            roll = roll_text(roster.cut_off, roster.frozen_at)
        elif report is not None:
            whole = report.figures.total
            lines = [report.focus] if report.focus else report.own
            mine = sum((line.counts for line in lines), ZERO)
            roll = roll_text(report.figures.cut_off, duty=duty)
        else:
            continue
        if mine.assigned or mine.excused:
            cards.append(_closed_card(duty, mine, whole, roll))
    return cards


def _card(report: Report) -> dict[str, Any]:
    return {
        "title": report.duty.title,
        "kind": report.duty.kind_label,
        "url": report_url(report.duty),
        "badge": state_badge(report.duty, report.moment),
        "meta": header_meta(report.duty, report.moment),
        "roll": roll_text(report.figures.cut_off),
        "summaries": summaries_of(report),
    }


def _closed_card(duty: Duty, own: Counts, whole: Counts, roll: str) -> dict[str, Any]:
    return {
        "title": duty.title,
        "kind": duty.kind_label,
        "url": report_url(duty),
        "closed_at": cell_text(duty.closes_at),
        "roll": roll,
        "share": Figures(own).done_share,
        "done": own.done,
        "total": own.assigned,
        "whole_share": Figures(whole).done_share if whole != own else None,
    }


def _key(duty: Duty) -> tuple[str, str]:
    return duty.kind, duty.key


def own_counts(user: Reader, rosters: Sequence[FrozenRoster]) -> Mapping[int, Counts]:
    """By roster, what the reader's topmost units came to; none where nobody of them was asked."""
    if sees_all_figures(user):
        return {roster.pk: roster.counts for roster in rosters}
    if not rosters:
        return {}
    led = led_unit_ids(user)
    units: dict[int, Counts] = defaultdict(lambda: ZERO)
    asked = FrozenUnit.objects.filter(Q(assigned__gt=0) | Q(excused__gt=0))
    for unit in asked.filter(roster__in=rosters, unit__in=led).defer("done_counts"):
        above = {int(part) for part in unit.path.strip("/").split("/")[:-1]}
        if led.isdisjoint(above):
            units[unit.roster_id] += unit.counts
    return units
