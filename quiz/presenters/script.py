"""What the page of an attempt tells its script: where to save, and whose journal it keeps."""

import datetime
import hashlib
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

JOURNAL_BYTES = 12


def script(attempt: Any, now: datetime.datetime) -> dict[str, Any]:
    """Addresses, the server's time in milliseconds and the name of the journal in the browser."""
    attempt_url = reverse("attempt", args=[attempt.pk])
    return {
        "journal": journal_name(attempt),
        "now": int(now.timestamp() * 1000),
        "per_page": attempt.quiz.questions_per_page,
        "attempt_url": attempt_url,
        "whole_url": reverse("attempt_step", args=[attempt.pk, 1]),
        "save_url": reverse("attempt_save", args=[attempt.pk]),
        "state_url": reverse("attempt_state", args=[attempt.pk]),
        "submit_url": reverse("attempt_submit", args=[attempt.pk]),
        "result_url": reverse("attempt_result", args=[attempt.pk]),
        "sign_in_url": f"{reverse('sign_in')}?{urlencode({'next': attempt_url})}",
    }


def journal_name(attempt: Any) -> str:
    """The name of one person's journal of one attempt; it tells nobody whose it is.

    The salt makes it another one when an attempt of the same number is begun on restored data.
    """
    digest = hashlib.blake2s(
        f"journal.{attempt.person_id}.{attempt.pk}".encode(),
        key=attempt.salt.encode()[:32],
        digest_size=JOURNAL_BYTES,
    )
    return digest.hexdigest()
