"""What the people of each unit understood: results and topics by the roster of the cut-off.

A person stands in the unit of the roster with the one attempt that counts. Those excused and those
who are on the roster no more stand in no unit.
"""

import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django_cte import CTE, with_cte

from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenPerson, FrozenUnit
from intranet.organisation.roster import asked
from intranet.organisation.tree import Node, Tree
from quiz.models import Attempt, Response
from quiz.understanding.answers import ResultRow
from quiz.understanding.samples import Sample, sampled


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


class UnitsOfQuiz:
    """What the people of each unit understood of one quiz, its results being told.

    `roster_id` is the frozen roster, None while the quiz is counted by the roll; `frame` is that of
    the day of the cut-off.
    """

    def __init__(
        self, duty: Duty, moment: datetime.datetime, frame: Frame, roster_id: int | None
    ) -> None:
        people: QuerySet[Any]
        if roster_id is not None:
            people = FrozenPerson.objects.filter(roster=roster_id)
        else:
            people = asked(duty, moment=moment, frame=frame)
        counted = people.filter(person=OuterRef("person_id"), excused="").order_by()
        counting = sampled([int(duty.key)], Sample.COUNTING).values("pk")
        attempts = Attempt.objects.filter(pk__in=counting).order_by()
        # `place` is the unit of the roster, None for who stands in none.
        self._placed = CTE(
            attempts.annotate(place=Subquery(counted.values("unit_id")[:1])).values(
                "id", "place", "score", "maximum", "is_passed"
            ),
            name="placed",
        )

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
        answers = self._placed.join(
            Response.objects.filter(mark__isnull=False).order_by(),
            attempt_id=self._placed.col.id,
        )
        rows = (
            with_cte(self._placed, select=answers)
            .annotate(place=self._placed.col.place)
            .values_list("place", "question_version__topic", "question_version__topic__name")
            .annotate(
                marks=Sum("mark"),
                maximum=Count("pk"),
                people=Count("attempt_id", distinct=True),
            )
        )
        return [
            UnitMarks(place, topic, name, float(marks), maximum, people)
            for place, topic, name, marks, maximum, people in rows
        ]


def frozen_tree(roster_id: int) -> Tree:
    """The units as they stood when the roster was frozen."""
    rows = FrozenUnit.objects.filter(roster=roster_id, unit__isnull=False)
    columns = ("unit_id", "parent_id", "name", "short_name", "kind", "place")
    return Tree(Node(*row) for row in rows.values_list(*columns))
