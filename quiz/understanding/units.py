"""What the people of each unit understood: results and topics by the roster of the cut-off.

A person stands in the unit of the roster with the one attempt that counts. Those excused and those
who are on the roster no more stand in no unit.
"""

import datetime
import functools
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Sum, When
from django_cte import CTE, with_cte

from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenPerson, FrozenRoster
from intranet.organisation.roster import asked
from intranet.organisation.topic_marks import TopicMarks
from quiz.models import Attempt, Response
from quiz.understanding.answers import ResultRow
from quiz.understanding.samples import Sample, sampled

FrameOf = Callable[[datetime.date], Frame]


class UnitResult(NamedTuple):
    """People of one unit, without those below it, with the same result."""

    unit_id: int
    result: ResultRow


def topic_marks(
    duties: Sequence[Duty], moment: datetime.datetime, *, frame_of: FrameOf = Frame
) -> list[TopicMarks]:
    """What the people of each unit earned in each topic of the quizzes.

    One statement, one before it for frozen rosters, and units and audiences of each day whose roll
    counts for a quiz that is not frozen yet.
    """
    placed = _placed(duties, moment, frame_of)
    if placed is None:
        return []
    answers = placed.join(
        Response.objects.filter(mark__isnull=False).order_by(), attempt_id=placed.col.id
    )
    rows = (
        with_cte(placed, select=answers)
        .annotate(quiz=placed.col.quiz_id, place=placed.col.place)
        .values_list("quiz", "place", "question_version__topic")
        .annotate(marks=Sum("mark"), maximum=Count("pk"), people=Count("attempt_id", distinct=True))
    )
    kind = duties[0].kind
    return [
        TopicMarks(kind, str(quiz), place, topic, float(marks), float(maximum), people)
        for quiz, place, topic, marks, maximum, people in rows
    ]


def unit_results(
    duty: Duty, moment: datetime.datetime, *, frame_of: FrameOf = Frame
) -> list[UnitResult]:
    """How the attempts that count ended in each unit, in the statements of `topic_marks`."""
    placed = _placed([duty], moment, frame_of)
    if placed is None:
        return []
    rows = (
        with_cte(placed, select=placed)
        .values_list("place", "score", "maximum", "is_passed")
        .annotate(attempts=Count("id"))
    )
    return [
        UnitResult(place, ResultRow(score or Decimal(0), maximum, bool(is_passed), attempts))
        for place, score, maximum, is_passed, attempts in rows
    ]


def _placed(duties: Sequence[Duty], moment: datetime.datetime, frame_of: FrameOf) -> CTE | None:
    """The attempts that count with their `place`, the unit of the roster; None without duties."""
    told = [duty for duty in duties if not duty.is_result_withheld]
    if not told:
        return None
    frozen, frame_of = _frozen_rosters(told, moment), functools.cache(frame_of)
    places = [
        When(quiz_id=int(duty.key), then=Subquery(_unit(duty, moment, frozen, frame_of)))
        for duty in told
    ]
    attempts = sampled([int(duty.key) for duty in told], Sample.COUNTING)
    placed = Attempt.objects.filter(pk__in=attempts.values("pk")).order_by()
    placed = placed.annotate(place=Case(*places, output_field=IntegerField()))
    return CTE(
        placed.filter(place__isnull=False).values(
            "id", "quiz_id", "place", "score", "maximum", "is_passed"
        ),
        name="placed",
    )


def _unit(
    duty: Duty, moment: datetime.datetime, frozen: dict[str, int], frame_of: FrameOf
) -> QuerySet[Any]:
    """The unit in which the person of an attempt is counted."""
    people: QuerySet[Any]
    if duty.key in frozen:
        people = FrozenPerson.objects.filter(roster=frozen[duty.key])
    else:
        frame = frame_of(duty.roll_day(moment))
        people = asked(duty, moment=moment, frame=frame)
    people = people.filter(person=OuterRef("person_id"), excused="")
    return people.order_by().values("unit_id")[:1]


def _frozen_rosters(duties: Collection[Duty], moment: datetime.datetime) -> dict[str, int]:
    """The frozen rosters of those that are over, by key of the duty; no statement while none is."""
    closed = {
        (duty.kind, duty.key): duty.closes_at
        for duty in duties
        if duty.closes_at is not None and duty.closes_at <= moment
    }
    if not closed:
        return {}
    rows = FrozenRoster.objects.frozen().filter(duty_key__in=[key for _kind, key in closed])
    return {
        key: pk
        for pk, kind, key, cut_off in rows.values_list("pk", "duty_kind", "duty_key", "cut_off")
        if closed.get((kind, key)) == cut_off
    }
