"""Beginning an attempt: its questions are drawn and frozen in one transaction."""

import datetime
from decimal import Decimal
from random import Random, SystemRandom

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from intranet.organisation.models import Membership, Person
from quiz.drawing import Choice, PoolTooSmallError, Quota, draw, order_options
from quiz.models import Attempt, Question, QuestionKind, QuestionVersion, QuizPage, Response
from quiz.services.closing import submit_attempt
from quiz.services.errors import ClosedError, NoAttemptsLeftError, NotDrawableError, NotYetOpenError
from quiz.types import type_of

SALT_BITS = 128


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
    deadline = _deadline(quiz, now)
    attempt = Attempt(
        quiz=quiz,
        person=person,
        unit_id=_unit_id(person, now),
        number=number,
        attempts_allowed=quiz.max_attempts,
        started_at=now,
        salt=f"{chance.getrandbits(SALT_BITS):0{SALT_BITS // 4}x}",
        slots=len(versions),
        deadline=deadline,
        closes_at=deadline and deadline + settings.QUIZ_TRANSMISSION_TIME,
        pass_mark=quiz.pass_mark,
        negative_marks=quiz.negative_marks,
        maximum=Decimal(sum(type_of(version.kind).is_scored for version in versions)),
    )
    responses = [
        Response(
            attempt=attempt,
            slot=slot,
            question_version=version,
            option_order=_option_order(quiz, version, chance),
            closes_at=attempt.closes_at,
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
    fixed = dict(
        quiz.fixed_questions.exclude(question__current_version=None).values_list(
            "question__current_version_id", "question__current_version__kind"
        )
    )
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
            fixed=list(fixed),
            in_place={number for number, kind in fixed.items() if kind == QuestionKind.TEXT_BLOCK},
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
        shuffle=type_of(version.kind).is_shuffled(quiz.shuffle_options),
        chance=chance,
    )
