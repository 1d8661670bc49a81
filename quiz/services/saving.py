"""Saving answers: an UPDATE of the answer's own row decides whether it was in time."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast

from quiz.models import Attempt, Response
from quiz.types import Tokens, type_of


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of answers: whether all stand in the database, and when they were written."""

    is_saved: bool
    at: datetime.datetime
    refused: tuple[int, ...] = ()


def save_answers(
    *, attempt: Attempt, answers: Mapping[int, Sequence[str]], writer: str, now: datetime.datetime
) -> Saved:
    """Write answers, given as option ids by slot, in two statements for any number of them.

    Closed and late rows stay as they are. Slots that were not drawn, options of another question
    and several options where one is asked for are refused; the other answers are written.
    """
    responses = {
        response.slot: response
        for response in attempt.responses.select_related("question_version").only(
            "attempt_id",
            "slot",
            "option_order",
            "answer",
            "question_version__kind",
            "question_version__options",
            "question_version__marking_rule",
            "question_version__tolerance",
            "question_version__unit",
        )
    }
    accepted = {
        slot: _acceptable(responses[slot], posted) if slot in responses else None
        for slot, posted in answers.items()
    }
    wanted = {slot: answer for slot, answer in accepted.items() if answer is not None}
    changed = {slot: answer for slot, answer in wanted.items() if answer != responses[slot].answer}
    refused = tuple(slot for slot in answers if slot not in wanted)
    is_in_time = attempt.is_running and not attempt.is_overdue(now)
    written = _write(attempt, changed, writer=writer, now=now) if changed else 0
    is_saved = written == len(changed) if changed else is_in_time
    return Saved(is_saved=is_saved and not refused, at=now, refused=refused)


def _acceptable(response: Response, posted: Sequence[str]) -> list[Any] | None:
    version = response.question_version
    own = Tokens(options={option_id: option_id for option_id in response.option_order})
    return type_of(version.kind).parse(posted, version.item, own)


def _write(
    attempt: Attempt, changed: Mapping[int, list[str]], *, writer: str, now: datetime.datetime
) -> int:
    field = Response._meta.get_field("answer")
    answer: models.Expression = Case(
        *(
            When(slot=slot, then=Value(chosen, output_field=field))
            for slot, chosen in changed.items()
        ),
        output_field=field,
    )
    if connection.features.requires_casted_case_in_updates:
        answer = Cast(answer, output_field=field)
    return (
        attempt.responses.filter(slot__in=changed, is_closed=False)
        .filter(Q(closes_at=None) | Q(closes_at__gt=now))
        .update(
            answer=answer,
            version_counter=F("version_counter") + 1,
            writer=writer,
            saved_at=now,
        )
    )
