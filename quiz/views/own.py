"""What every address of an attempt begins with: the reader's own attempt and its frame."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from intranet.pages.context_processors import Shell
from quiz.arrival import arrival_of
from quiz.models import Attempt, Response
from quiz.services import expire_attempt


class QuietShell(Shell):
    """The frame while a quiz runs: nothing that leads away, and nothing asked of the database."""

    menu: list[dict[str, Any]] = []
    alerts: list[dict[str, str]] = []


def own_attempt(request: HttpRequest, attempt_id: int) -> Attempt:
    """The reader's own attempt, closed first if its time is over; another's is not found."""
    attempts = Attempt.objects.visible_to(request.user).select_related("quiz")
    attempt = get_object_or_404(attempts, pk=attempt_id)
    if attempt.is_overdue(arrival := arrival_of(request)):
        closed = expire_attempt(attempt=attempt, now=arrival)
        closed.quiz = attempt.quiz
        return closed
    return attempt


def responses_of(attempt: Attempt) -> list[Response]:
    return list(attempt.responses.select_related("question_version").order_by("slot"))


def in_quiet_shell(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "shell": QuietShell(request)}
