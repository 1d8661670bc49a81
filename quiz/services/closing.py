"""Handing in and closing: the rows are shut first, then what stands in them is marked."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Cast

from quiz import correction
from quiz.choices import AttemptState
from quiz.marking import Outcome, outcome, stored
from quiz.models import Attempt, Response

RESULT_FIELDS = ("score", "maximum", "is_passed")


def submit_attempt(*, attempt: Attempt, now: datetime.datetime) -> Attempt:
    """Close the attempt and mark what was saved; once closed, it comes back unchanged.

    After the closing it counts as expired, finished at the deadline itself however late the call.
    """
    with transaction.atomic():
        attempt = locked(attempt)
        return _close(attempt, now) if attempt.is_running else attempt


def expire_attempt(*, attempt: Attempt, now: datetime.datetime) -> Attempt:
    """Close the attempt if it takes no more answers; one that was given more time goes on."""
    with transaction.atomic():
        attempt = locked(attempt)
        return _close(attempt, now) if attempt.is_overdue(now) else attempt


def close_expired(*, now: datetime.datetime) -> int:
    """Close every attempt whose time is over, each in its own transaction; return how many.

    Safe to run twice and beside people who hand in: whoever comes first closes, the other finds
    the attempt closed. The clock waits a little longer than people: an answer that arrived in time
    may still be on its way through the server.
    """
    moment = now - settings.QUIZ_PROCESSING_TIME
    overdue = list(Attempt.objects.overdue(moment).order_by("closes_at"))
    for attempt in overdue:
        expire_attempt(attempt=attempt, now=moment)
    return len(overdue)


def locked(attempt: Attempt) -> Attempt:
    """The attempt as it stands, for the rest of the transaction nobody else's to close."""
    return Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)


def _close(attempt: Attempt, now: datetime.datetime) -> Attempt:
    is_late = attempt.is_overdue(now)
    attempt.state = AttemptState.EXPIRED if is_late else AttemptState.SUBMITTED
    attempt.finished_at = min(filter(None, [now, attempt.deadline]))
    mark_attempt(attempt)
    return attempt


def mark_attempt(attempt: Attempt) -> None:
    """Shut the rows of a locked attempt, mark what stands in them and store it with the attempt."""
    rows = attempt.responses.select_related("question_version").order_by("slot")
    marks, result = judged(attempt, rows.select_for_update(of=("self",)))
    attempt.responses.update(
        is_closed=True, mark=marks_expression({pk: stored(mark) for pk, mark in marks.items()})
    )
    take_over(attempt, result)
    attempt.save(update_fields=["state", "finished_at", *RESULT_FIELDS])


def judged(attempt: Attempt, responses: Iterable[Response]) -> tuple[dict[int, Fraction], Outcome]:
    """The mark of each answer that counts, by its row, and what they come to.

    The maximum is that of the start unless a question was voided since.
    """
    found = {
        response.pk: mark_of(response, negative=attempt.negative_marks) for response in responses
    }
    marks = {pk: mark for pk, mark in found.items() if mark is not None}
    return marks, outcome(marks.values(), maximum=len(marks), pass_mark=attempt.pass_mark)


def take_over(attempt: Attempt, result: Outcome) -> None:
    """Write a result into the attempt; the caller stores `RESULT_FIELDS`."""
    attempt.score = stored(result.score)
    attempt.maximum = stored(result.maximum)
    attempt.is_passed = result.is_passed


def marks_expression(marks: Mapping[int, Decimal]) -> models.Expression:
    """The mark of each row as one expression, equal marks together; none for unscored rows."""
    field: Any = Response._meta.get_field("mark")
    rows: dict[Decimal, list[int]] = {}
    for pk, mark in marks.items():
        rows.setdefault(mark, []).append(pk)
    whens = (When(pk__in=pks, then=Value(mark, field)) for mark, pks in rows.items())
    expression: models.Expression = Case(*whens, output_field=field)
    if connection.features.requires_casted_case_in_updates:
        return Cast(expression, output_field=field)
    return expression


def mark_of(response: Response, *, negative: bool) -> Fraction | None:
    """The exact mark that an answer earns, by the key as it stands now; None if nothing counts."""
    version = response.question_version
    return correction.mark(version.kind, version.item, response.answer, negative=negative)
