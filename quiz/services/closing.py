"""Handing in and closing: the rows are shut first, then what stands in them is marked."""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Cast

from quiz.choices import AttemptState
from quiz.marking import outcome, stored
from quiz.models import Attempt, Response
from quiz.types import type_of


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
    responses = list(rows.select_for_update(of=("self",)))
    marks = {
        response.pk: mark_of(response, negative=attempt.negative_marks)
        for response in responses
        if type_of(response.question_version.kind).is_scored
    }
    attempt.responses.update(
        is_closed=True, mark=_marks({pk: stored(mark) for pk, mark in marks.items()})
    )
    result = outcome(marks.values(), maximum=attempt.maximum, pass_mark=attempt.pass_mark)
    attempt.score = stored(result.score)
    attempt.is_passed = result.is_passed
    attempt.save(update_fields=["state", "finished_at", "score", "is_passed"])


def _marks(marks: dict[int, Decimal]) -> models.Expression:
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


def mark_of(response: Response, *, negative: bool) -> Fraction:
    """The exact mark that an answer earns."""
    version = response.question_version
    return type_of(version.kind).mark(version.item, response.answer, negative=negative)
