"""What every address of an attempt begins with: the reader's own attempt and its frame."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from intranet.pages.context_processors import Shell
from intranet.pages.models import SiteIdentity
from intranet.prepared import Prepared
from quiz.arrival import arrival_of
from quiz.models import Attempt, Response
from quiz.services import expire_attempt

OWN = Prepared(
    lambda user, pk: Attempt.objects.filter(person__user=user, pk=pk).select_related(
        "quiz", "person"
    ),
    user=int,
    pk=int,
)
DRAWN = Prepared(
    lambda attempt: (
        Response.objects.filter(attempt=attempt).select_related("question_version").order_by("slot")
    ),
    attempt=int,
)
NAMED = Prepared(lambda: SiteIdentity.objects.filter(site__is_default_site=True))


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
        return NAMED.first() or SiteIdentity()


def own_attempt(request: HttpRequest, attempt_id: int) -> Attempt:
    """The reader's own attempt, closed first if its time is over; another's is not found."""
    attempt = OWN.first(user=request.user.pk, pk=attempt_id)
    if attempt is None:
        raise Http404
    if attempt.is_overdue(arrival := arrival_of(request)):
        closed = expire_attempt(attempt=attempt, now=arrival)
        closed.quiz, closed.person = attempt.quiz, attempt.person
        return closed
    return attempt


def responses_of(attempt: Attempt) -> list[Response]:
    """All drawn questions with their answers, in their order."""
    responses = DRAWN.all(attempt=attempt.pk)
    for response in responses:
        response.attempt = attempt
    return responses


def in_quiet_shell(
    request: HttpRequest, context: dict[str, Any], attempt: Attempt | None = None
) -> dict[str, Any]:
    """The context with the frame; the name is the account's where no attempt says it."""
    name = attempt.person.full_name if attempt else str(request.user)
    return {**context, "shell": QuietShell(request, name)}
