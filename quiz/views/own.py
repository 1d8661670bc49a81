"""What every address of an attempt begins with: the reader's own attempt and its frame."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from intranet.pages.context_processors import Shell
from intranet.pages.models import SiteIdentity
from quiz.arrival import arrival_of
from quiz.models import Attempt, Response
from quiz.pictures import prefetch_pictures
from quiz.services import expire_attempt


class QuietShell(Shell):
    """The frame while a quiz runs: nothing that leads away, next to nothing asked of the database.

    Thousands may open such a screen in the same minute.
    """

    menu: list[dict[str, Any]] = []
    alerts: list[dict[str, str]] = []
    links: list[dict[str, str]] = []
    unit_name = ""
    password_url = ""
    security_url = ""

    def __init__(self, request: HttpRequest, person_name: str) -> None:
        super().__init__(request)
        self.person_name = person_name

    @cached_property
    def identity(self) -> SiteIdentity:
        """Whose intranet this is, without the home page that others need beside it."""
        known = SiteIdentity.objects.filter(site__is_default_site=True).first()
        return known or SiteIdentity()


def own_attempt(request: HttpRequest, attempt_id: int) -> Attempt:
    """The reader's own attempt, closed first if its time is over; another's is not found."""
    attempts = Attempt.objects.visible_to(request.user).select_related("quiz", "person")
    attempt = get_object_or_404(attempts, pk=attempt_id)
    if attempt.is_overdue(arrival := arrival_of(request)):
        closed = expire_attempt(attempt=attempt, now=arrival)
        closed.quiz, closed.person = attempt.quiz, attempt.person
        return closed
    return attempt


def responses_of(attempt: Attempt) -> list[Response]:
    return list(attempt.responses.select_related("question_version").order_by("slot"))


def shown_responses_of(attempt: Attempt) -> list[Response]:
    """The answers with what it takes to show their questions, pictures included."""
    responses = responses_of(attempt)
    prefetch_pictures(response.question_version for response in responses)
    return responses


def in_quiet_shell(
    request: HttpRequest, context: dict[str, Any], attempt: Attempt | None = None
) -> dict[str, Any]:
    """The context with the frame; the name is the account's where no attempt says it."""
    name = attempt.person.full_name if attempt else str(request.user)
    return {**context, "shell": QuietShell(request, name)}
