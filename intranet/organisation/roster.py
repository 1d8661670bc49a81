"""Everybody to whom a duty is given, one row each: what every figure, list and file rests on.

One statement joins the roll of the cut-off with what the kind of duty says of those who have begun.
The frozen roster of a closed duty has the same columns, so whoever reads one can read the other.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django_cte import CTE, with_cte

from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import Excuse, Exemption, Membership
from intranet.organisation.progress import State, Tally

# What a row tells; `excused` is an `Excuse` or empty, `score` in percent, `at` when the state came.
COLUMNS = ("person_id", "unit_id", "staff_category", "excused", "state", "score", "at")


def asked(duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None) -> QuerySet[Any]:
    """The primary memberships of those asked, each person once, annotated with `excused`.

    The roll is that of the duty's cut-off; `frame` is that day's, if it has been read already.
    Nothing is fetched yet but units and audiences.
    """
    day = duty.roll_day(moment)
    if frame is None or frame.day != day:
        frame = Frame(day)
    exemptions = Exemption.objects.filter(duty_kind=duty.kind, duty_key=duty.key)
    exempt = CTE(exemptions.values("person_id", "reason"), name="exempt")
    members = Membership.objects.on_roll(day).in_circle(frame.circle(duty.audience_id)).order_by()
    joined = exempt.join(members, person_id=exempt.col.person_id, _join_type="LEFT OUTER JOIN")
    return with_cte(exempt, select=joined).annotate(excused=_excused(duty, day, exempt.col.reason))


def roster(duty: Duty, *, moment: datetime.datetime, frame: Frame | None = None) -> QuerySet[Any]:
    """Those asked (see `asked`), annotated with `state`, `score` and `at` too."""
    standings = CTE(duties.standings(duty, moment), name="standing")
    joined = standings.join(
        asked(duty, moment=moment, frame=frame),
        person_id=standings.col.person_id,
        _join_type="LEFT OUTER JOIN",
    )
    return with_cte(standings, select=joined).annotate(
        state=Coalesce(standings.col.reached, State.NOT_STARTED.value),
        score=Cast(standings.col.percent, FloatField()),
        at=standings.col.reached_at,
    )


def tallies(rows: QuerySet[Any]) -> list[Tally]:
    """How many of the rows stand where, by unit, in one statement."""
    return tallies_together([rows])[0]


def tallies_together(rosters: Sequence[QuerySet[Any]]) -> list[list[Tally]]:
    """The tallies of several rosters, in their order, all in one statement."""
    found: list[list[Tally]] = [[] for _roster in rosters]
    parts = [
        CTE(_grouped(rows, place), name=f"tally_{place}")
        for place, rows in enumerate(rosters)
        if not rows.query.is_empty()
    ]
    if parts:
        first, *others = [part.queryset().order_by() for part in parts]
        together = first.union(*others, all=True) if others else first
        for row in with_cte(*parts, select=together):
            found[row["place"]].append(_tally(row))
    return found


def _grouped(rows: QuerySet[Any], place: int) -> QuerySet[Any]:
    return (
        rows.order_by()
        .values("unit_id", "excused", "state")
        .annotate(
            place=Value(place, output_field=IntegerField()),
            people=Count("person_id"),
            score_sum=Sum("score"),
            score_count=Count("score"),
        )
    )


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally(
        unit_id=row["unit_id"],
        is_excused=bool(row["excused"]),
        state=State(row["state"]),
        people=row["people"],
        score_sum=float(row["score_sum"] or 0),
        score_count=row["score_count"],
    )


def last_day(duty: Duty) -> datetime.date | None:
    """The last day on which everybody can fulfil the duty in time; None where there is no end."""
    ends = [end for end in (duty.due_at, duty.closes_at) if end is not None]
    return timezone.localdate(min(ends) - datetime.timedelta(microseconds=1)) if ends else None


def _excused(duty: Duty, day: datetime.date, exempted: Any) -> Coalesce:
    """Why the person of a membership is not counted; whoever came too late is excused by that."""
    last = last_day(duty)
    if last is None or day <= last:
        return Coalesce(exempted, Value(""))
    earlier = Membership.objects.filter(
        person=OuterRef("person"), is_primary=True, valid_from__lte=last
    )
    is_late = Q(valid_from__gt=last) & ~Exists(earlier)
    came_late = Case(When(is_late, then=Value(Excuse.JOINED_LATE.value)), output_field=CharField())
    return Coalesce(exempted, came_late, Value(""))
