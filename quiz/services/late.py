"""Answers that came too late: one person proposes to accept one, a second one decides."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from wagtail.log_actions import log

from intranet.accounts.models import User
from quiz.choices import FINISHED, LateState
from quiz.models import LateAnswer
from quiz.services.closing import locked, mark_attempt
from quiz.services.errors import (
    AttemptNotFinishedError,
    NotLateError,
    ReasonMissingError,
    SecondPersonError,
)

PROPOSED, ACCEPTED, REFUSED = "quiz.late.propose", "quiz.late.accept", "quiz.late.refuse"


def propose_late(*, late: LateAnswer, reason: str, by: User, now: datetime.datetime) -> LateAnswer:
    """Propose to count a late answer, with a reason; nothing is marked yet."""
    if not reason.strip():
        raise ReasonMissingError
    with _held(late, LateState.LATE) as held:
        _refuse_involved(held, by)
        held.state, held.reason = LateState.PROPOSED, reason.strip()
        held.proposed_by, held.proposed_at = by, now
        held.save(update_fields=["state", "reason", "proposed_by", "proposed_at"])
        log(held, PROPOSED, user=by, data={"reason": held.reason})
    return held


def decide_late(*, late: LateAnswer, accept: bool, by: User, now: datetime.datetime) -> LateAnswer:
    """Accept a proposed answer, which is then the answer that is marked, or refuse it.

    Whoever proposed it and whoever gave it do not decide.
    """
    with _held(late, LateState.PROPOSED) as held:
        _refuse_involved(held, by)
        if held.proposed_by_id is None or held.proposed_by_id == by.pk:
            raise SecondPersonError
        held.state = LateState.ACCEPTED if accept else LateState.REFUSED
        held.decided_by, held.decided_at = by, now
        held.save(update_fields=["state", "decided_by", "decided_at"])
        if accept:
            _count(held)
        log(held, ACCEPTED if accept else REFUSED, user=by, data={"reason": held.reason})
    return held


@contextmanager
def _held(late: LateAnswer, state: LateState) -> Iterator[LateAnswer]:
    """The answer in the state it must be in, with its closed attempt locked before it."""
    with transaction.atomic():
        attempt = locked(late.response.attempt)
        if attempt.state not in FINISHED:
            raise AttemptNotFinishedError
        rows = LateAnswer.objects.select_related("response").select_for_update(of=("self",))
        held = rows.get(pk=late.pk)
        held.response.attempt = attempt
        if held.state != state:
            raise NotLateError
        yield held


def _refuse_involved(late: LateAnswer, by: User) -> None:
    if late.response.attempt.person.user_id == by.pk:
        raise SecondPersonError


def _count(late: LateAnswer) -> None:
    """Put the late answer in the place of the one that stood, and mark the attempt again."""
    response = late.response
    response.answer, response.saved_at = late.answer, late.arrived_at
    response.writer, response.writer_number = late.writer, late.writer_number
    response.version_counter += 1
    response.save(
        update_fields=["answer", "saved_at", "writer", "writer_number", "version_counter"]
    )
    mark_attempt(response.attempt)
