"""Beginning, saving, handing in and closing attempts.

Only the server's clock counts, and it is handed in as `now`. What can meet is settled in the
database: an answer is written by an UPDATE of its own row, which carries the deadline and whether
it is closed; closing shuts the rows first and marks afterwards what stands in them. So every
answer told as saved is the answer that was marked.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random, SystemRandom
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Membership, Person
from quiz.choices import AttemptState
from quiz.drawing import Choice, PoolTooSmallError, Quota, draw, order_options
from quiz.marking import acceptable, mark, outcome
from quiz.models import Attempt, Question, QuestionKind, QuestionVersion, QuizPage, Response


class QuizError(Exception):
    """Why something about an attempt cannot be done; `message` is for the person."""

    message: Any = ""


class NotYetOpenError(QuizError):
    """The window has not begun."""

    message = _("This quiz has not opened yet.")


class ClosedError(QuizError):
    """The window is over, or the quiz was withdrawn."""

    message = _("This quiz has closed.")


class NoAttemptsLeftError(QuizError):
    """The person has used all attempts."""

    message = _("You have used all attempts allowed for this quiz.")


class NotDrawableError(QuizError):
    """The bank no longer holds enough questions."""

    message = _("This quiz lacks questions at the moment. Please tell the Office.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of answers: whether all stand in the database, and when they were written."""

    is_saved: bool
    at: datetime.datetime
    refused: tuple[int, ...] = ()


# Beginning ---------------------------------------------------------------------------------------


def start_attempt(
    *, quiz: QuizPage, person: Person, now: datetime.datetime, chance: Random | None = None
) -> Attempt:
    """The person's running attempt, or a new one with its questions drawn and frozen.

    Two tabs may begin at once; the database lets one through, and the other gets the same attempt.
    """
    try:
        return _start(quiz=quiz, person=person, now=now, chance=chance or SystemRandom())
    except IntegrityError:
        return _start(quiz=quiz, person=person, now=now, chance=chance or SystemRandom())


def _start(*, quiz: QuizPage, person: Person, now: datetime.datetime, chance: Random) -> Attempt:
    earlier = list(Attempt.objects.filter(quiz=quiz, person=person))
    for attempt in earlier:
        if attempt.is_overdue(now):
            submit_attempt(attempt=attempt, now=now)
        elif attempt.is_running:
            return attempt
    number = 1 + max((attempt.number for attempt in earlier), default=0)
    _refuse_start(quiz, number, now)
    versions = _drawn_versions(quiz, chance)
    attempt = Attempt(
        quiz=quiz,
        person=person,
        unit_id=_unit_id(person, now),
        number=number,
        attempts_allowed=quiz.max_attempts,
        started_at=now,
        deadline=_deadline(quiz, now),
        pass_mark=quiz.pass_mark,
        maximum=Decimal(len(versions)),
    )
    responses = [
        Response(
            attempt=attempt,
            slot=slot,
            question_version=version,
            option_order=_option_order(quiz, version, chance),
            closes_at=attempt.deadline,
        )
        for slot, version in enumerate(versions, start=1)
    ]
    with transaction.atomic():
        attempt.save(force_insert=True)
        Response.objects.bulk_create(responses)
    return attempt


def _refuse_start(quiz: QuizPage, number: int, now: datetime.datetime) -> None:
    if quiz.opens_at and now < quiz.opens_at:
        raise NotYetOpenError
    if not quiz.is_open(now):
        raise ClosedError
    if quiz.max_attempts and number > quiz.max_attempts:
        raise NoAttemptsLeftError


def _deadline(quiz: QuizPage, now: datetime.datetime) -> datetime.datetime | None:
    limit = now + datetime.timedelta(minutes=quiz.time_limit) if quiz.time_limit else None
    return min(filter(None, [limit, quiz.closes_at]), default=None)


def _unit_id(person: Person, now: datetime.datetime) -> int | None:
    memberships = Membership.objects.on(timezone.localdate(now)).filter(is_primary=True)
    return memberships.filter(person=person).values_list("unit_id", flat=True).first()


def _drawn_versions(quiz: QuizPage, chance: Random) -> list[QuestionVersion]:
    """The versions of the questions drawn, in their order: four statements for any number."""
    fixed = list(quiz.fixed_questions.values_list("question__current_version_id", flat=True))
    quotas = list(quiz.topic_quotas.values_list("topic_id", "count"))
    pools: dict[int, list[int]] = {topic_id: [] for topic_id, _count in quotas}
    if pools:
        for topic_id, version_id in (
            Question.objects.drawable()
            .filter(topic_id__in=pools)
            .values_list("topic_id", "current_version_id")
        ):
            pools[topic_id].append(version_id)
    try:
        drawn = draw(
            fixed=[version_id for version_id in fixed if version_id],
            quotas=[Quota(pools[topic_id], count) for topic_id, count in quotas],
            shuffle=quiz.shuffle_questions,
            chance=chance,
        )
    except PoolTooSmallError as error:
        raise NotDrawableError from error
    if not drawn:
        raise NotDrawableError
    versions = QuestionVersion.objects.in_bulk(drawn)
    return [versions[version_id] for version_id in drawn]


def _option_order(quiz: QuizPage, version: QuestionVersion, chance: Random) -> list[str]:
    return order_options(
        [Choice(option["id"], option["is_pinned"]) for option in version.options],
        shuffle=quiz.shuffle_options and version.kind != QuestionKind.TRUE_FALSE,
        chance=chance,
    )


# Saving ------------------------------------------------------------------------------------------


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
            "attempt_id", "slot", "option_order", "answer", "question_version__kind"
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


def _acceptable(response: Response, posted: Sequence[str]) -> list[str] | None:
    return acceptable(
        posted,
        option_ids=response.option_order,
        several=response.question_version.allows_several,
    )


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


# Handing in and closing --------------------------------------------------------------------------


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
        for response in responses:
            version = response.question_version
            response.mark = mark(version.marking_rule, key=version.key, chosen=response.answer)
        Response.objects.bulk_update(responses, ["mark"])
        result = outcome(
            [response.mark for response in responses if response.mark is not None],
            maximum=attempt.maximum,
            pass_mark=attempt.pass_mark,
        )
        is_late = attempt.is_overdue(now)
        attempt.state = AttemptState.EXPIRED if is_late else AttemptState.SUBMITTED
        attempt.finished_at = attempt.deadline if is_late else now
        attempt.score = result.score
        attempt.is_passed = result.is_passed
        attempt.save(update_fields=["state", "finished_at", "score", "is_passed"])
    return attempt


def close_expired(*, now: datetime.datetime) -> int:
    """Close every attempt whose deadline has come, each in its own transaction; return how many.

    Safe to run twice and beside people who hand in: whoever comes first closes, the other finds
    the attempt closed.
    """
    overdue = list(Attempt.objects.overdue(now).order_by("deadline"))
    for attempt in overdue:
        submit_attempt(attempt=attempt, now=now)
    return len(overdue)
