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
from intranet.organisation.models import FrozenPerson, FrozenRoster, FrozenUnit
from intranet.organisation.roster import asked
from intranet.organisation.topic_marks import TopicMarks
from intranet.organisation.tree import Node, Tree
from quiz.models import Attempt, Response
from quiz.understanding.answers import ResultRow
from quiz.understanding.samples import Sample, sampled

FrameOf = Callable[[datetime.date], Frame]


class UnitResult(NamedTuple):
    """People of one unit, without those below it, with the same result; None: of no unit."""

    unit_id: int | None
    result: ResultRow


class UnitMarks(NamedTuple):
    """What people of one unit, without those below it, earned in one topic; None: of no unit."""

    unit_id: int | None
    topic_id: int
    topic: str
    marks: float
    maximum: int
    people: int


def topic_marks(
    duties: Sequence[Duty], moment: datetime.datetime, *, frame_of: FrameOf = Frame
) -> list[TopicMarks]:
    """What the people of each unit earned in each topic of the quizzes.

    One statement, one before it for frozen rosters, and units and audiences of each day whose roll
    counts for a quiz that is not frozen yet.
    """
    told = [duty for duty in duties if not duty.is_result_withheld]
    if not told:
        return []
    rosters = _frozen_rosters(told, moment)
    frame_of = functools.cache(frame_of)
    units = [(duty, _unit(duty, moment, rosters.get(duty.key), frame_of)) for duty in told]
    rows = _topic_rows(_placed(units)).filter(place__isnull=False)
    kind = duties[0].kind
    return [
        TopicMarks(kind, str(quiz), place, topic, float(marks), float(maximum), people)
        for quiz, place, topic, _name, marks, maximum, people in rows
    ]


class UnitsOfQuiz:
    """What the people of each unit understood of one quiz, its results being told.

    `roster_id` is the frozen roster, None while the quiz is counted by the roll; `frame` is that of
    the day of the cut-off.
    """

    def __init__(
        self, duty: Duty, moment: datetime.datetime, frame: Frame, roster_id: int | None
    ) -> None:
        unit = _unit(duty, moment, roster_id, lambda _day: frame)
        self._placed = _placed([(duty, unit)])

    def results(self) -> list[UnitResult]:
        """How the attempts that count ended, in one statement."""
        rows = (
            with_cte(self._placed, select=self._placed)
            .values_list("place", "score", "maximum", "is_passed")
            .annotate(attempts=Count("id"))
        )
        return [
            UnitResult(
                place, ResultRow(score or Decimal(0), maximum, bool(is_passed), people, people)
            )
            for place, score, maximum, is_passed, people in rows
        ]

    def marks(self) -> list[UnitMarks]:
        """What was earned in each topic, in one statement."""
        return [
            UnitMarks(place, topic, name, float(marks), maximum, people)
            for _quiz, place, topic, name, marks, maximum, people in _topic_rows(self._placed)
        ]


def frozen_tree(roster_id: int) -> Tree:
    """The units as they stood when the roster was frozen."""
    rows = FrozenUnit.objects.filter(roster=roster_id, unit__isnull=False)
    columns = ("unit_id", "parent_id", "name", "short_name", "kind", "place")
    return Tree(Node(*row) for row in rows.values_list(*columns))


def _placed(units: Sequence[tuple[Duty, QuerySet[Any]]]) -> CTE:
    """The attempts that count with their `place`, the unit of the roster or None."""
    places = [When(quiz_id=int(duty.key), then=Subquery(unit)) for duty, unit in units]
    counting = sampled([int(duty.key) for duty, _unit in units], Sample.COUNTING)
    attempts = Attempt.objects.filter(pk__in=counting.values("pk")).order_by()
    return CTE(
        attempts.annotate(place=Case(*places, output_field=IntegerField())).values(
            "id", "quiz_id", "place", "score", "maximum", "is_passed"
        ),
        name="placed",
    )


def _topic_rows(placed: CTE) -> QuerySet[Any]:
    """Quiz, `place` and topic of the attempts, with marks, what there was to earn, and people."""
    answers = Response.objects.filter(mark__isnull=False).order_by()
    joined = placed.join(answers, attempt_id=placed.col.id)
    return (
        with_cte(placed, select=joined)
        .annotate(quiz=placed.col.quiz_id, place=placed.col.place)
        .values_list("quiz", "place", "question_version__topic", "question_version__topic__name")
        .annotate(marks=Sum("mark"), maximum=Count("pk"), people=Count("attempt_id", distinct=True))
    )


def _unit(
    duty: Duty, moment: datetime.datetime, roster_id: int | None, frame_of: FrameOf
) -> QuerySet[Any]:
    """The unit in which the person of an attempt is counted."""
    people: QuerySet[Any]
    if roster_id is not None:
        people = FrozenPerson.objects.filter(roster=roster_id)
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
