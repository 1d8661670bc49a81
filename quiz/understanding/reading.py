"""What was answered in one quiz by those whom its report counts, in one statement for each screen.

They are the people on the roster of the cut-off who are not excused: the figures here and those of
the report tell of the same people, so nobody can be found by holding one against the other. A
person stands in the unit of the roster.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    Field,
    IntegerField,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast
from django_cte import CTE, with_cte

from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenPerson
from intranet.organisation.roster import asked
from quiz.models import Attempt, Response
from quiz.types import scored_kinds
from quiz.understanding.answers import (
    AnsweredByUnit,
    AnsweredSample,
    AnswerRow,
    ResultRow,
    UnitMarks,
    UnitResult,
)
from quiz.understanding.pace import saves_of, seconds_of
from quiz.understanding.samples import Sample, sampled
from quiz.understanding.topics import Earned
from quiz.understanding.weights import Weighted

_DECIMAL = DecimalField(max_digits=20, decimal_places=6)
# What a row of any part may tell; `place` is a unit, `item` a version or a topic.
_COLUMNS: dict[str, Field[Any, Any]] = {
    "place": IntegerField(),
    "item": IntegerField(),
    "span": IntegerField(),
    "earned": _DECIMAL,
    "result": _DECIMAL,
    "most": _DECIMAL,
    "has_passed": BooleanField(),
    "given": JSONField(),
    "label": CharField(),
    "times": IntegerField(),
    "takers": IntegerField(),
}


def counted_people(
    duty: Duty,
    moment: datetime.datetime,
    frame_of: Callable[[datetime.date], Frame],
    roster_id: int | None,
) -> QuerySet[Any]:
    """Whom the report of the quiz counts: by the frozen roster, else by the roll of the cut-off."""
    people: QuerySet[Any]
    if roster_id is not None:
        people = FrozenPerson.objects.filter(roster=roster_id)
    else:
        people = asked(duty, moment=moment, frame=frame_of(duty.roll_day(moment)))
    return people.filter(excused="")


class CountedAttempts:
    """The finished attempts of one quiz by these people."""

    def __init__(self, quiz_id: int, people: QuerySet[Any]) -> None:
        self._quiz_id, self._people = quiz_id, people

    def whole(self, sample: Sample) -> AnsweredSample:
        """The attempts of the sample, of all people together."""
        attempts = self._attempts(sample)
        counted, looked_at = attempts
        saves = saves_of(looked_at)
        parts = {
            "results": _results(looked_at, "result", "most", "has_passed").annotate(
                span=Max("number")
            ),
            "answers": _answers(looked_at),
            "seconds": seconds_of(saves),
        }
        if not sample.has_one_each:
            parts["people"] = _people(looked_at)
        found = _read([counted, looked_at, saves], parts)
        seconds: dict[int, list[Weighted]] = defaultdict(list)
        for row in found["seconds"]:
            seconds[row["item"]].append((row["span"], row["times"]))
        return AnsweredSample(
            results=[_result(row) for row in found["results"]],
            answers=[_answer(row) for row in found["answers"]],
            seconds=dict(seconds),
            people={row["item"]: row["takers"] for row in found["people"]},
            most_by_one=1
            if sample.has_one_each
            else max((row["span"] for row in found["results"]), default=1),
        )

    def has_repeats(self) -> bool:
        """Whether somebody has finished a second attempt, so that samples may differ."""
        return Attempt.objects.finished().filter(quiz=self._quiz_id, number__gt=1).exists()

    def by_unit(self) -> AnsweredByUnit:
        """The attempts that count, unit by unit."""
        attempts = self._attempts(Sample.COUNTING)
        _counted, looked_at = attempts
        parts = {
            "results": _results(looked_at, "place", "result", "most", "has_passed"),
            "marks": _marks(looked_at),
            "versions": _versions(looked_at),
        }
        found = _read(attempts, parts)
        return AnsweredByUnit(
            results=[UnitResult(row["place"], _result(row)) for row in found["results"]],
            marks=[
                UnitMarks(
                    unit_id=row["place"],
                    topic_id=row["item"],
                    topic=row["label"],
                    marks=float(row["earned"]),
                    maximum=row["times"],
                    people=row["takers"],
                )
                for row in found["marks"]
            ],
            earned={
                row["item"]: Earned(float(row["earned"]), row["times"]) for row in found["versions"]
            },
        )

    def _attempts(self, sample: Sample) -> list[CTE]:
        """The people, and their attempts with the unit of each and whether it is the first."""
        people = self._people.order_by().values("person_id", "unit_id")
        counted = CTE(people, name="counted")
        of_sample = sampled([self._quiz_id], sample)
        attempts = counted.join(of_sample, person_id=counted.col.person_id)
        is_first: Any = Value(True)
        if not sample.has_one_each:
            earlier = Attempt.objects.finished().filter(
                quiz=OuterRef("quiz"), person=OuterRef("person"), number__lt=OuterRef("number")
            )
            is_first = ~Exists(earlier)
        columns = attempts.annotate(
            place=counted.col.unit_id,
            result=F("score"),
            most=F("maximum"),
            has_passed=F("is_passed"),
            is_first=is_first,
        ).values(
            "id",
            "person_id",
            "started_at",
            "place",
            "result",
            "most",
            "has_passed",
            "is_first",
            "number",
        )
        return [counted, CTE(columns, name="looked_at")]


def _results(looked_at: CTE, *columns: str) -> QuerySet[Any]:
    """How the attempts ended."""
    return (
        looked_at.queryset()
        .order_by()
        .values(*columns)
        .annotate(times=Count("id"), takers=Count("id", filter=Q(is_first=True)))
    )


def _answers(looked_at: CTE) -> QuerySet[Any]:
    """What was answered to questions that earn marks."""
    answers = looked_at.join(
        Response.objects.filter(question_version__kind__in=scored_kinds()).order_by(),
        attempt_id=looked_at.col.id,
    )
    rows = answers.annotate(
        item=F("question_version_id"),
        earned=F("mark"),
        given=F("answer"),
        result=looked_at.col.result,
        most=looked_at.col.most,
    )
    grouped = rows.values("item", "earned", "result", "most", "given")
    return grouped.annotate(times=Count("pk"))


def _marked(looked_at: CTE) -> QuerySet[Any]:
    """Answers that earn marks."""
    marked = Response.objects.filter(mark__isnull=False).order_by()
    return looked_at.join(marked, attempt_id=looked_at.col.id)


def _people(looked_at: CTE) -> QuerySet[Any]:
    """How many people answered each version."""
    rows = _marked(looked_at).annotate(item=F("question_version_id"))
    return rows.values("item").annotate(takers=Count(looked_at.col.person_id, distinct=True))


def _marks(looked_at: CTE) -> QuerySet[Any]:
    """What was earned in each topic, unit by unit."""
    rows = _marked(looked_at).annotate(
        place=looked_at.col.place,
        item=F("question_version__topic_id"),
        label=F("question_version__topic__name"),
    )
    return rows.values("place", "item", "label").annotate(
        earned=Sum("mark"), times=Count("pk"), takers=Count("attempt_id", distinct=True)
    )


def _versions(looked_at: CTE) -> QuerySet[Any]:
    """What was earned with each version."""
    rows = _marked(looked_at).annotate(item=F("question_version_id"))
    return rows.values("item").annotate(earned=Sum("mark"), times=Count("pk"))


def _read(
    attempts: Iterable[CTE], parts: dict[str, QuerySet[Any]]
) -> defaultdict[str, list[dict[str, Any]]]:
    """The rows of several parts, in one statement."""
    filled = [CTE(_filled(name, rows), name=f"part_{name}") for name, rows in parts.items()]
    first, *others = [part.queryset().order_by() for part in filled]
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in with_cte(*attempts, *filled, select=first.union(*others, all=True)):
        found[row["part"]].append(row)
    return found


def _filled(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with every column, those that they do not tell being empty."""
    told = {*rows.query.values_select, *rows.query.annotation_select}
    empty = {
        column: Cast(Value(None), field) for column, field in _COLUMNS.items() if column not in told
    }
    part = Value(name, output_field=CharField())
    return rows.annotate(part=part, **empty).values("part", *_COLUMNS)


def _result(row: dict[str, Any]) -> ResultRow:
    score = row["result"] or Decimal(0)
    return ResultRow(score, row["most"], bool(row["has_passed"]), row["times"], row["takers"])


def _answer(row: dict[str, Any]) -> AnswerRow:
    score = row["result"] or Decimal(0)
    return AnswerRow(row["item"], row["earned"], score, row["most"], row["given"], row["times"])
