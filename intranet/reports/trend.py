"""How many people were done by the end of each day.

The day of a person is that of the attempt or act that counts, in the time zone of the office. Only
those assigned and done are counted, so the last day comes to the figure of the report.
"""

import datetime
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intranet.organisation.done_counts import DoneCounts
from intranet.organisation.duties import Duty, State
from intranet.organisation.roster import last_day
from intranet.reports.figures import Figures
from intranet.reports.shares import shares
from intranet.reports.sheets import cell_text

MOST_STEPS = 92  # a longer time is drawn in steps of several days
DAYS_WITHOUT_OPENING = 30  # how far back a duty is drawn that has always been open
SIDE = 1000  # width and height of the drawing, in its own units
ONE_DAY = datetime.timedelta(days=1)
ONE_MICROSECOND = datetime.timedelta(microseconds=1)

Found: TypeAlias = Callable[[Sequence[datetime.date]], Counter[int]]
"""Counts how many people became done in each step, given the last day of each."""


@dataclass(frozen=True, slots=True)
class Step:
    """The days up to `day`: how many people became done in them, and how many were by their end."""

    day: datetime.date
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a duty among some people."""

    first: datetime.date
    steps: list[Step]


def counted_course(rows: QuerySet[Any]) -> Found:
    """What the rows of a roster tell, read in one statement."""

    def found(ends: Sequence[datetime.date]) -> Counter[int]:
        return Counter(dict(_counted(rows, ends)))

    return found


def stored_course(done: DoneCounts) -> Found:
    """What was added up when the duty was frozen."""

    def found(ends: Sequence[datetime.date]) -> Counter[int]:
        by_step = Counter[int]()
        for day, people in done.by_day.items():
            by_step[min(bisect_left(ends, day), len(ends) - 1)] += people
        return by_step

    return found


def course_of(found: Found, duty: Duty, *, cut_off: datetime.datetime) -> Course:
    """The course from the opening of the duty to its cut-off."""
    last = timezone.localdate(cut_off - ONE_MICROSECOND)
    first = min(last, _first_day(duty, last))
    ends = ends_of_steps(first, last)
    by_step = found(ends)
    steps, total = [], 0
    for number, day in enumerate(ends):
        total += by_step[number]
        steps.append(Step(day, by_step[number], total))
    return Course(first, steps)


def ends_of_steps(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The last day of each step; a step is one day, or as many as keep the steps few."""
    days = (last - first).days + 1
    width = -(-days // MOST_STEPS)
    ends = [first + number * ONE_DAY for number in range(width - 1, days, width)]
    return ends if ends and ends[-1] == last else [*ends, last]


def trend_context(course: Course, duty: Duty, figures: Figures) -> dict[str, Any] | None:
    """The course as `components/trend.html` draws it; None where nobody is asked."""
    asked = figures.counts.assigned
    if not asked:
        return None
    due = last_day(duty)
    axis_end = max(course.steps[-1].day, due or course.first)
    length = (axis_end - course.first).days + 1

    def across(day: datetime.date) -> int:
        """How far the end of the day is from the left."""
        return ((day - course.first).days + 1) * SIDE // length

    def down(people: int) -> int:
        """How far the number of people is from the top."""
        return SIDE - people * SIDE // asked

    last = course.steps[-1]
    line = "".join(f"H{across(step.day)}V{down(step.total)}" for step in course.steps)
    return {
        "line": f"M0 {SIDE}{line}",
        "area": f"M0 {SIDE}{line}V{SIDE}Z",
        "end": {"x": _percent(across(last.day)), "y": _percent(down(last.total))},
        "due": _due_mark(due, across(due)) if due else None,
        "first_label": _day(course.first),
        "last_label": _day(axis_end),
        "asked": asked,
        "summary": _summary(last, asked, due),
        "rows": [
            {"day": _day(step.day), "done": step.done, "total": step.total, "share": share}
            for step in course.steps
            for share in [cell_text((shares((step.total, asked - step.total)) or (None,))[0])]
        ],
    }


def _first_day(duty: Duty, last: datetime.date) -> datetime.date:
    if duty.opens_at is None:
        return last - (DAYS_WITHOUT_OPENING - 1) * ONE_DAY
    return timezone.localdate(duty.opens_at)


def _counted(rows: QuerySet[Any], ends: Sequence[datetime.date]) -> QuerySet[Any, tuple[int, int]]:
    """How many people became done in which step."""
    step = _step_by_halving([_midnight_after(day) for day in ends[:-1]])
    done = rows.order_by().filter(excused="", state__gte=State.DONE).annotate(step=step)
    return done.values_list("step").annotate(people=Count("person_id"))


def _step_by_halving(midnights: Sequence[datetime.datetime], first: int = 0) -> Case | Value:
    """Which step a moment falls into, in few comparisons however many there are."""
    if not midnights:
        return Value(first, output_field=IntegerField())
    middle = len(midnights) // 2
    return Case(
        When(at__lt=midnights[middle], then=_step_by_halving(midnights[:middle], first)),
        default=_step_by_halving(midnights[middle + 1 :], first + middle + 1),
        output_field=IntegerField(),
    )


def _midnight_after(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day + ONE_DAY, datetime.time.min))


def _due_mark(due: datetime.date, across: int) -> dict[str, str]:
    """The line of the last day in time; its label stands on the side that has more room."""
    return {
        "x": _percent(across),
        "label": _("Due %(day)s") % {"day": _day(due)},
        "side": "end" if across > SIDE // 2 else "start",
    }


def _summary(last: Step, asked: int, due: datetime.date | None) -> str:
    told = _("By the end of %(day)s, %(done)s of the %(asked)s people asked were done.") % {
        "day": _day(last.day), "done": last.total, "asked": asked,
    }  # fmt: skip
    if due is None:
        return told
    return told + " " + _("The last day in time is %(day)s.") % {"day": _day(due)}


def _day(day: datetime.date) -> str:
    return date_format(day, "d/m/Y")


def _percent(part: int) -> str:
    """A place in the drawing as an attribute of SVG has it."""
    return f"{part / SIDE:.1%}"
