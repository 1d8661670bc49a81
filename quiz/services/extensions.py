"""More time, attempts or a longer window for a person or a unit; it counts at once."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from intranet.accounts.models import User
from intranet.organisation.models import Membership, Person, Unit, UnitPeriod
from quiz.models import Attempt, Extension, QuizPage, Response
from quiz.models.attempts import AttemptQuerySet
from quiz.services.starting import set_deadline

EXTENDED = "quiz.extend"
# Results wait for the last of those who may still answer, and nothing granted is taken back: a year
# mistyped would keep them from everybody for good.
LONGEST_DELAY = datetime.timedelta(days=180)


def extend(
    *,
    quiz: QuizPage,
    person: Person | None = None,
    unit: Unit | None = None,
    extra_minutes: int = 0,
    extra_attempts: int = 0,
    closes_at: datetime.datetime | None = None,
    reason: str,
    by: User,
    now: datetime.datetime,
) -> Extension:
    """Grant an extension, give running attempts their new deadline, and log it.

    The quiz is locked meanwhile: an attempt that begins at the same moment either has been written
    and gets its time here, or reads the extension itself. ValidationError names what is wrong by
    field.
    """
    extension = Extension(
        quiz=quiz,
        person=person,
        unit=unit,
        extra_minutes=extra_minutes,
        extra_attempts=extra_attempts,
        closes_at=closes_at,
        reason=reason.strip(),
        created_by=by,
        created_at=now,
    )
    extension.full_clean()
    if errors := extension_errors(extension, now):
        raise ValidationError(errors)
    with transaction.atomic():
        QuizPage.objects.select_for_update(of=("self",)).get(pk=quiz.pk)
        extension.save(force_insert=True)
        prolonged = _prolong(extension, now)
        log(
            extension,
            EXTENDED,
            user=by,
            data={
                "minutes": extra_minutes,
                "attempts": extra_attempts,
                "closes_at": closes_at.isoformat() if closes_at else "",
                "reason": extension.reason,
                "running": prolonged,
            },
        )
    return extension


def extension_errors(extension: Extension, now: datetime.datetime) -> dict[str, str]:
    """What is wrong by field: nobody grants it to themselves, and what has no limit has no more."""
    quiz, errors = extension.quiz, {}
    if extension.person and extension.person.user_id == extension.created_by_id:
        errors["person"] = _("Nobody extends a quiz for themselves: let a colleague grant it.")
    if extension.extra_minutes and not quiz.time_limit:
        errors["extra_minutes"] = _("This quiz has no time limit; grant a later end instead.")
    if extension.extra_attempts and not quiz.max_attempts:
        errors["extra_attempts"] = _("This quiz may be taken any number of times already.")
    if extension.closes_at is None:
        return errors
    if quiz.closes_at is None:
        errors["closes_at"] = _("This quiz has no end that could be put off.")
    elif extension.closes_at <= max(quiz.closes_at, now):
        errors["closes_at"] = _("Give a moment to come, later than the end for everybody.")
    elif extension.closes_at > max(quiz.closes_at, now) + LONGEST_DELAY:
        errors["closes_at"] = _(
            "Please check the year: at most %(days)d days later, because results wait for this end."
        ) % {"days": LONGEST_DELAY.days}
    return errors


def running_attempts(extension: Extension, now: datetime.datetime) -> AttemptQuerySet:
    """The attempts that an extension gives more time while they run."""
    running = Attempt.objects.running().filter(quiz=extension.quiz_id)
    return running.filter(person__in=recipients(extension, now).values("pk"))


def recipients(extension: Extension, now: datetime.datetime) -> QuerySet[Person]:
    """The people to whom an extension applies by the roll of the day."""
    if extension.person_id:
        return Person.objects.filter(pk=extension.person_id)
    day = timezone.localdate(now)
    units = UnitPeriod.objects.tree_on(day).descendants(extension.unit_id or 0)
    members = Membership.objects.on(day).filter(unit__in=units)
    return Person.objects.filter(pk__in=members.values("person"))


def _prolong(extension: Extension, now: datetime.datetime) -> int:
    """Write later deadlines into running attempts and their open rows; return how many."""
    ids = list(running_attempts(extension, now).values_list("pk", flat=True))
    attempts = Attempt.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    later = _with_later_deadline(extension, list(attempts.running()), now)
    Attempt.objects.bulk_update(later, ["deadline", "closes_at"])
    closes_at = Attempt.objects.filter(pk=OuterRef("attempt_id")).values("closes_at")
    Response.objects.filter(attempt__in=[attempt.pk for attempt in later]).update(
        closes_at=Subquery(closes_at)
    )
    return len(later)


def _with_later_deadline(
    extension: Extension, attempts: list[Attempt], now: datetime.datetime
) -> list[Attempt]:
    """The attempts whose deadline all that has been granted puts off, with that deadline."""
    day = timezone.localdate(now)
    units: dict[int, set[int]] = {attempt.person_id: set() for attempt in attempts}
    memberships = Membership.objects.on(day).filter(person__in=units)
    for person_id, unit_id in memberships.values_list("person_id", "unit_id"):
        units[person_id].add(unit_id)
    grants = Extension.objects.filter(quiz=extension.quiz_id).grants(units, day)
    later = []
    for attempt in attempts:
        terms = extension.quiz.terms.extended(grants[attempt.person_id])
        deadline = terms.deadline(attempt.started_at)
        if deadline and attempt.deadline and deadline > attempt.deadline:
            set_deadline(attempt, deadline)
            later.append(attempt)
    return later
