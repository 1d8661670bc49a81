"""Marking many attempts again, done by the task worker; few are marked at once."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from quiz.models import KeyRepair, QuestionVersion
from quiz.repair import applying
from quiz.repair.remarking import asked_in

ATTEMPTS_AT_ONCE = 500


@task()
def remark(repair_id: int) -> None:
    """Carry out a repair that touches many attempts."""
    applying.apply(repair=KeyRepair.objects.get(pk=repair_id), now=timezone.now())


def resume(repair: KeyRepair) -> None:
    """Take up again what was agreed to; what had begun was undone with its transaction."""
    remark.enqueue(repair.pk)


def run_remark(
    repair: KeyRepair, versions: Sequence[QuestionVersion], now: datetime.datetime
) -> None:
    """Carry out the repair now, or have it carried out if it touches many attempts."""
    if len(asked_in([version.pk for version in versions])) > ATTEMPTS_AT_ONCE:
        transaction.on_commit(lambda: remark.enqueue(repair.pk))
    else:
        applying.apply(repair=repair, now=now)
