"""What every address of an attempt begins with: the reader's own attempt and its frame."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intranet.pages.context_processors import Shell
from quiz.models import Attempt, Response
from quiz.services import submit_attempt


class QuietShell(Shell):
    """The frame while a quiz runs: nothing that leads away, and nothing asked of the database."""

    menu: list[dict[str, Any]] = []
    alerts: list[dict[str, str]] = []


def own_attempt(request: HttpRequest, attempt_id: int) -> Attempt:
    """The reader's own attempt, closed first if its time is over; another's is not found."""
    attempts = Attempt.objects.visible_to(request.user).select_related("quiz")
    attempt = get_object_or_404(attempts, pk=attempt_id)
    now = timezone.now()
    if attempt.is_overdue(now):
        closed = submit_attempt(attempt=attempt, now=now)
        closed.quiz = attempt.quiz
        return closed
    return attempt


def responses_of(attempt: Attempt) -> list[Response]:
    return list(attempt.responses.select_related("question_version").order_by("slot"))


def in_quiet_shell(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "shell": QuietShell(request)}
