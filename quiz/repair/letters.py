"""Letters to those whose result changed."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from intranet.notices.letters import absolute, address_of
from intranet.notices.models import Letter, LetterKind
from quiz.models import QuizPage, RemarkedAttempt


@task()
def tell_affected(repair_id: int) -> None:
    """Write one letter to each person whose result changed, whatever the number of attempts.

    It says that the result changed and where it stands, neither points nor answers: a letter is
    read by others too. Nothing is said of an examination before its results are; its result page
    tells when it may.
    """
    waiting = _waiting(repair_id)
    by_person: dict[int, list[RemarkedAttempt]] = {}
    for row in waiting:
        by_person.setdefault(row.attempt.person_id, []).append(row)
    for rows in by_person.values():
        _tell(rows)


@transaction.atomic
def _tell(rows: list[RemarkedAttempt]) -> None:
    """Note that the person is told and write the letter, or neither."""
    told = RemarkedAttempt.objects.filter(pk__in=[row.pk for row in rows], told_at=None)
    now = timezone.now()
    person = rows[0].attempt.person
    if told.update(told_at=now) and person.user and address_of(person):
        _letter(rows, now).save()


def _waiting(repair_id: int) -> QuerySet[RemarkedAttempt]:
    withheld = QuizPage.objects.withholding_scores(timezone.now()).values("pk")
    rows = RemarkedAttempt.objects.filter(repair=repair_id, told_at=None)
    rows = rows.exclude(attempt__quiz__in=withheld).order_by("attempt__person", "pk")
    return rows.select_related("attempt__person__user", "attempt__quiz", "repair")


def _letter(rows: list[RemarkedAttempt], now: datetime.datetime) -> Letter:
    person = rows[0].attempt.person
    context = {
        "name": person.full_name,
        "decided_at": timezone.localtime(rows[0].repair.decided_at),
        "results": [{"title": row.attempt.quiz.title, "url": _url(row.attempt_id)} for row in rows],
    }
    return Letter(
        person=person,
        kind=LetterKind.RESULT,
        address=address_of(person),
        subject=_("Your quiz result was marked again"),
        text=render_to_string("quiz/letters/remarked.txt", context),
        created_at=now,
        try_at=now,
    )


def _url(attempt_id: int) -> str:
    return absolute(reverse("attempt_result", args=[attempt_id]))
