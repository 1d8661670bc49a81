"""Beginning an attempt: its questions are drawn and frozen in one transaction."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from random import Random, SystemRandom

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.utils import timezone

from intranet.organisation.models import Membership, Person
from quiz.drawing import PoolTooSmallError, Quota, draw, order_options
from quiz.models import (
    Attempt,
    QuestionKind,
    QuestionVersion,
    QuizPage,
    QuizQuestion,
    Response,
    TopicQuota,
)
from quiz.references import choices
from quiz.services.closing import expire_attempt
from quiz.services.errors import (
    ClosedError,
    NoAttemptsLeftError,
    NotDrawableError,
    NotYetOpenError,
    QuizError,
)
from quiz.terms import Grant, Terms
from quiz.types import scored_kinds, type_of

SALT_BITS = 128
# Django's own lock knows no sharing; with it all who begin would stand in one queue.
SHARED_LOCK = "SELECT 1 FROM quiz_quizpage WHERE page_ptr_id = %s FOR KEY SHARE"


def start_attempt(
    *,
    quiz: QuizPage,
    person: Person,
    now: datetime.datetime,
    chance: Random | None = None,
    units: Mapping[int, bool] | None = None,
) -> Attempt:
    """The person's running attempt, or a new one with its questions drawn and frozen.

    Two tabs may begin at once; the database lets one through, and the other gets the same attempt.
    Who knows the person's units already, and by which of them the membership is primary, hands
    them in.
    """
    known = units_of(person, now) if units is None else units
    start = partial(_start, quiz, person, now, chance or SystemRandom(), known)
    try:
        return start()
    except IntegrityError:
        return start()


def _start(
    quiz: QuizPage,
    person: Person,
    now: datetime.datetime,
    chance: Random,
    units: Mapping[int, bool],
) -> Attempt:
    earlier = list(Attempt.objects.filter(quiz=quiz, person=person).order_by())
    for attempt in earlier:
        current = expire_attempt(attempt=attempt, now=now) if attempt.is_overdue(now) else attempt
        if current.is_running:
            return current
    number = 1 + max((attempt.number for attempt in earlier), default=0)
    terms = _terms(quiz, person, units, number, now)
    versions = _drawn_versions(quiz, chance)
    maximum = sum(version.is_scored for version in versions)
    if not maximum and _has_void_questions(quiz):
        raise NotDrawableError
    attempt = Attempt(
        quiz=quiz,
        person=person,
        unit_id=next((unit_id for unit_id, is_primary in units.items() if is_primary), None),
        number=number,
        attempts_allowed=terms.max_attempts,
        started_at=now,
        salt=f"{chance.getrandbits(SALT_BITS):0{SALT_BITS // 4}x}",
        slots=len(versions),
        pass_mark=quiz.pass_mark,
        negative_marks=quiz.negative_marks,
        maximum=Decimal(maximum),
    )
    responses = [
        Response(
            attempt=attempt,
            slot=slot,
            question_version=version,
            option_order=_option_order(quiz, version, chance),
        )
        for slot, version in enumerate(versions, start=1)
    ]
    _write(attempt, responses, units)
    return attempt


def _write(attempt: Attempt, responses: list[Response], units: Mapping[int, bool]) -> None:
    """Write the attempt with the time that has been granted by this very moment."""
    with transaction.atomic():
        _hold_back_extensions(attempt.quiz)
        grant = _grant(attempt.quiz, attempt.person, units, attempt.started_at)
        terms = attempt.quiz.terms.extended(grant)
        set_deadline(attempt, terms.deadline(attempt.started_at))
        attempt.save(force_insert=True)
        for response in responses:
            response.attempt = attempt
            response.closes_at = attempt.closes_at
        Response.objects.bulk_create(responses)


def _hold_back_extensions(quiz: QuizPage) -> None:
    """Let no extension of the quiz be written before this transaction ends, nor miss one that is.

    Other starts go on beside it: the lock is shared by them, and only `extend` takes the row alone.
    Where a transaction holds the one lock of the whole database, as on SQLite, that is enough.
    """
    if not connection.features.has_select_for_update:
        return
    with connection.cursor() as cursor:
        cursor.execute(SHARED_LOCK, [quiz.pk])


def set_deadline(attempt: Attempt, deadline: datetime.datetime | None) -> None:
    """Give an attempt its deadline, and the allowance for transmission behind it."""
    attempt.deadline = deadline
    attempt.closes_at = deadline and deadline + settings.QUIZ_TRANSMISSION_TIME


def units_of(person: Person, moment: datetime.datetime) -> dict[int, bool]:
    """Units that the person belongs to on the day, and whether by the primary membership."""
    memberships = Membership.objects.on(timezone.localdate(moment)).filter(person=person)
    return dict(memberships.order_by("is_primary").values_list("unit_id", "is_primary"))


def _terms(
    quiz: QuizPage, person: Person, units: Mapping[int, bool], number: int, now: datetime.datetime
) -> Terms:
    """The rules of the quiz; what was granted to the person is asked only where they refuse."""
    refusal = _refusal(quiz, quiz.terms, number, now)
    if refusal is None:
        return quiz.terms
    terms = quiz.terms.extended(_grant(quiz, person, units, now))
    refusal = _refusal(quiz, terms, number, now)
    if refusal is not None:
        raise refusal
    return terms


def _refusal(quiz: QuizPage, terms: Terms, number: int, now: datetime.datetime) -> QuizError | None:
    if not terms.has_opened(now):
        return NotYetOpenError()
    if not quiz.live or terms.has_closed(now):
        return ClosedError()
    return None if terms.allows(number) else NoAttemptsLeftError()


def _grant(
    quiz: QuizPage, person: Person, units: Mapping[int, bool], moment: datetime.datetime
) -> Grant:
    return quiz.extensions.grant_for(person.pk, units, timezone.localdate(moment))


def _has_void_questions(quiz: QuizPage) -> bool:
    """Whether questions of the quiz were voided: one of surveys alone was never to be marked."""
    void = quiz.fixed_questions.filter(question__current_version__correction__is_void=True)
    return bool(void.exists())


def _drawn_versions(quiz: QuizPage, chance: Random) -> list[QuestionVersion]:
    """The versions of the questions drawn, in their order: two statements for any number."""
    fixed: dict[int, str] = {}
    pools: dict[int, list[int]] = {}
    counts: dict[int, int] = {}
    for _place, quota_id, count, version_id, is_live, kind in _candidates(quiz):
        if not quota_id:
            fixed[version_id] = kind
            continue
        pool, counts[quota_id] = pools.setdefault(quota_id, []), count
        if is_live and kind in scored_kinds():
            pool.append(version_id)
    try:
        drawn = draw(
            fixed=list(fixed),
            in_place={number for number, kind in fixed.items() if kind == QuestionKind.TEXT_BLOCK},
            quotas=[Quota(pool, counts[quota_id]) for quota_id, pool in pools.items()],
            shuffle=quiz.shuffle_questions,
            chance=chance,
        )
    except PoolTooSmallError as error:
        raise NotDrawableError from error
    if not drawn:
        raise NotDrawableError
    versions = QuestionVersion.objects.order_by().in_bulk(drawn)
    return [versions[version_id] for version_id in drawn]


def _candidates(quiz: QuizPage) -> list[tuple[int, int, int, int, bool, str]]:
    """Fixed questions (quota 0) and all of each quota's topic, by their place in the quiz.

    A topic without questions has one row that names none. A fixed question that was withdrawn goes
    on being asked where the quiz has begun, but not one that was voided: it counts for nobody.
    """
    fixed = QuizQuestion.objects.filter(quiz=quiz).exclude(question__current_version=None)
    fixed = fixed.exclude(question__current_version__correction__is_void=True)
    of_topics = "topic__questions__"
    rows = (
        fixed.order_by()
        .values_list(
            "sort_order",
            Value(0),
            Value(1),
            "question__current_version_id",
            Value(value=True),
            "question__current_version__kind",
        )
        .union(
            TopicQuota.objects.filter(quiz=quiz)
            .order_by()
            .values_list(
                "sort_order",
                "pk",
                "count",
                f"{of_topics}current_version_id",
                f"{of_topics}live",
                f"{of_topics}current_version__kind",
            ),
            all=True,
        )
    )
    return sorted(rows, key=lambda row: (row[1] > 0, row[0] or 0, row[1]))


def _option_order(quiz: QuizPage, version: QuestionVersion, chance: Random) -> list[str]:
    return order_options(
        choices(version.options),
        shuffle=type_of(version.kind).is_shuffled(quiz.shuffle_options),
        chance=chance,
    )
