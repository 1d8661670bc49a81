"""What the script on the attempt's page asks: to save answers, and how the attempt stands."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from intranet.accounts.doors import answers_scripts
from quiz.arrival import arrival_of
from quiz.models import Response
from quiz.payload import MalformedError, read_payload
from quiz.presenters import saving
from quiz.services import Status, Told, flag_questions, save_answers
from quiz.views.own import own_attempt, responses_of

HTTP_STATUS = {Status.LATE: 410, Status.CONFLICT: 409, Status.REFUSED: 422}


@answers_scripts
@never_cache
@require_POST
def save(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Save answers and flags; the status says the gravest thing that became of one of them."""
    arrival = arrival_of(request)
    try:
        payload = read_payload(request.POST.get("payload", ""))
    except MalformedError:
        own_attempt(request, attempt_id)
        return JsonResponse({"malformed": True}, status=400)
    told = save_answers(
        responses=Response.objects.visible_to(request.user).filter(attempt__pk=attempt_id),
        answers=payload.answers,
        writer=payload.writer,
        now=arrival,
    )
    known = next((one.response.attempt for one in told if one.response), None)
    is_late = any(one.status is Status.LATE for one in told)
    if known is None or is_late or known.is_overdue(arrival):
        known = own_attempt(request, attempt_id)
    if payload.flags:
        flag_questions(attempt_id=attempt_id, flags=payload.flags)
    status = _http_status(told) if told or known.is_running else HTTP_STATUS[Status.LATE]
    return JsonResponse(saving.saved(known, told, timezone.now()), status=status)


def _http_status(told: Iterable[Told]) -> int:
    statuses = {one.status for one in told}
    return next((code for status, code in HTTP_STATUS.items() if status in statuses), 200)


@answers_scripts
@never_cache
@require_safe
def state(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Tell how the attempt stands, and give a token to go on sending with after a new sign-in."""
    attempt = own_attempt(request, attempt_id)
    stored = saving.standing(attempt, responses_of(attempt), timezone.now())
    return JsonResponse({**stored, "csrf": get_token(request)})
