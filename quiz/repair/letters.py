"""Letters to those whose result changed."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from quiz.models import QuizPage, RemarkedAttempt

logger = logging.getLogger(__name__)


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
        # Noted before it is sent: rather no letter than two.
        told = RemarkedAttempt.objects.filter(pk__in=[row.pk for row in rows], told_at=None)
        if told.update(told_at=timezone.now()):
            _write(rows)


def _waiting(repair_id: int) -> QuerySet[RemarkedAttempt]:
    withheld = QuizPage.objects.withholding_scores(timezone.now()).values("pk")
    rows = RemarkedAttempt.objects.filter(repair=repair_id, told_at=None)
    rows = rows.exclude(attempt__quiz__in=withheld).order_by("attempt__person", "pk")
    return rows.select_related("attempt__person__user", "attempt__quiz", "repair")


def _write(rows: list[RemarkedAttempt]) -> None:
    """One letter; an address that takes no mail keeps nobody else waiting."""
    person = rows[0].attempt.person
    if not (person.user and person.user.is_active and (address := _address(person))):
        return
    subject = _("Your quiz result was marked again")
    context = {
        "name": person.full_name,
        "decided_at": timezone.localtime(rows[0].repair.decided_at),
        "results": [{"title": row.attempt.quiz.title, "url": _url(row.attempt_id)} for row in rows],
    }
    body = render_to_string("quiz/letters/remarked.txt", context)
    try:
        send_mail(f"{subject} · {settings.WAGTAIL_SITE_NAME}", body, None, [address])
    except OSError:
        logger.exception("A letter to person %d could not be sent", person.pk)


def _address(person: Any) -> str:
    return person.user.email or person.work_email


def _url(attempt_id: int) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('attempt_result', args=[attempt_id])}"
