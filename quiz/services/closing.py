"""Handing in and closing: the rows are shut first, then what stands in them is marked."""

import datetime
from fractions import Fraction

from django.db import transaction

from quiz.choices import AttemptState
from quiz.marking import outcome, stored
from quiz.models import Attempt, Response
from quiz.types import type_of


def submit_attempt(*, attempt: Attempt, now: datetime.datetime) -> Attempt:
    """Close the attempt and mark what was saved; once closed, it comes back unchanged.

    After the deadline it counts as expired, finished at the deadline itself however late the call.
    """
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
        if not attempt.is_running:
            return attempt
        attempt.responses.update(is_closed=True)
        responses = list(attempt.responses.select_related("question_version"))
        marks = [mark_of(response, negative=attempt.negative_marks) for response in responses]
        for response, mark in zip(responses, marks, strict=True):
            response.mark = stored(mark)
        Response.objects.bulk_update(responses, ["mark"])
        result = outcome(marks, maximum=attempt.maximum, pass_mark=attempt.pass_mark)
        is_late = attempt.is_overdue(now)
        attempt.state = AttemptState.EXPIRED if is_late else AttemptState.SUBMITTED
        attempt.finished_at = attempt.deadline if is_late else now
        attempt.score = stored(result.score)
        attempt.is_passed = result.is_passed
        attempt.save(update_fields=["state", "finished_at", "score", "is_passed"])
    return attempt


def mark_of(response: Response, *, negative: bool) -> Fraction:
    """The exact mark that an answer earns."""
    version = response.question_version
    return type_of(version.kind).mark(version.item, response.answer, negative=negative)


def close_expired(*, now: datetime.datetime) -> int:
    """Close every attempt whose deadline has come, each in its own transaction; return how many.

    Safe to run twice and beside people who hand in: whoever comes first closes, the other finds
    the attempt closed.
    """
    overdue = list(Attempt.objects.overdue(now).order_by("closes_at"))
    for attempt in overdue:
        submit_attempt(attempt=attempt, now=now)
    return len(overdue)
