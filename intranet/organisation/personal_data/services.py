"""Writes about personal data: requests asked and answered, and the line that a download leaves."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from intranet.organisation.models import CorrectionRequest
from intranet.organisation.permissions import person_of
from intranet.organisation.personal_data.working_days import working_days_after

ASKED = "personal_data.asked"
ANSWERED = "personal_data.answered"
DOWNLOADED = "personal_data.downloaded"


@transaction.atomic
def ask(*, by: Any, kind: str, text: str) -> CorrectionRequest:
    """Take in a request; it is due from the day on which it is asked."""
    request = CorrectionRequest.objects.create(
        person=person_of(by),
        asked_by=by,
        kind=kind,
        text=text,
        due_on=working_days_after(timezone.localdate()),
    )
    log(request, ASKED, user=by, data={"kind": kind})
    return request


@transaction.atomic
def answer(*, request: CorrectionRequest, by: Any, text: str) -> None:
    """Answer a request; an earlier answer is replaced, and the log says so."""
    request.answer = text
    request.answered_at = timezone.now()
    request.answered_by = by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    log(request, ANSWERED, user=by)


def note_download(*, by: Any) -> None:
    """Leave a line that the own data were taken out: a stranger at the screen is noticed so."""
    log(by, DOWNLOADED, user=by)
