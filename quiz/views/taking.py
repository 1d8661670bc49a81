"""Taking a quiz: plain forms, one screen after another; every step also works without script."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.organisation.permissions import person_of, unit_ids_of
from quiz.admission import door
from quiz.arrival import arrival_of
from quiz.form_answers import cleared_slot, form_answers, form_writer
from quiz.models import Attempt, QuizPage
from quiz.presenters import taking
from quiz.presenters.taking import Paging, new_writer
from quiz.save_rule import Sent
from quiz.services import (
    QuizError,
    Status,
    Told,
    expire_attempt,
    flag_questions,
    reveal_answer,
    save_answers,
    start_attempt,
    submit_attempt,
)
from quiz.views.own import in_quiet_shell, own_attempt, responses_of, shown_responses_of

SCRIPT_COOKIE = "co_script"
CAME_AGAIN = "da-cho"  # in the form of who was told to wait
HTTP_STATUS = {Status.CONFLICT: 409, Status.REFUSED: 422}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Begin an attempt, or go back to the one that is running.

    The address typed or reloaded begins nothing; it leads to the page that has the button. When
    too many begin at the same moment, some wait before the door, so that those inside can save.
    """
    if request.method == "POST":
        with door.admitted() as is_admitted:
            return _start(request, quiz_id) if is_admitted else _waiting_room(request)
    quiz = get_object_or_404(QuizPage.objects.visible_to(request.user), id=quiz_id)
    return redirect(quiz.get_url(request))


def _start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    quiz = get_object_or_404(QuizPage.objects.visible_to(request.user), id=quiz_id)
    person = person_of(request.user)
    if person is None:
        messages.error(request, _("Your account does not belong to anybody on the staff roll."))
        return redirect(quiz.get_url(request))
    now = arrival_of(request)
    try:
        attempt = start_attempt(quiz=quiz, person=person, now=now, units=unit_ids_of(request.user))
    except QuizError as error:
        messages.error(request, str(error.message))
        return redirect(quiz.get_url(request))
    if attempt.started_at == now:  # nothing is answered yet: the first screen is the one
        return redirect(_screen_url(request, attempt, 1))
    return redirect("attempt", attempt.pk)


def _waiting_room(request: HttpRequest) -> HttpResponse:
    seconds = door.seconds_to_wait(came_again=CAME_AGAIN in request.POST)
    waiting = {"address": request.path, "seconds": seconds, "came_again": CAME_AGAIN}
    response = render(
        request, "quiz/waiting_room.html", in_quiet_shell(request, waiting), status=503
    )
    response["Retry-After"] = str(seconds)
    # No fault: otherwise Django would write an error for everybody who waits.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@never_cache
@require_safe
def resume(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Go where the attempt stands: the first open question, or the result."""
    attempt = own_attempt(request, attempt_id)
    if not attempt.is_running:
        return redirect("attempt_result", attempt.pk)
    slot = attempt.responses.unanswered().values_list("slot", flat=True).first()
    if slot is None:
        return redirect("attempt_overview", attempt.pk)
    return redirect(_screen_url(request, attempt, slot))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, attempt_id: int, page: int) -> HttpResponse:
    """Show one screen of questions; a form sent here saves it and moves on."""
    attempt = own_attempt(request, attempt_id)
    paging = _paging(request, attempt)
    if not 1 <= page <= paging.pages:
        raise Http404
    if request.method == "POST":
        return _save(request, attempt, paging, page) or _go_on(request, attempt, paging, page)
    if not attempt.is_running:
        return redirect("attempt_result", attempt.pk)
    return _screen(request, attempt, paging, page)


def _save(request: HttpRequest, attempt: Attempt, paging: Paging, page: int) -> HttpResponse | None:
    """Save what the form holds; the answer to the person if there is something to settle first."""
    arrival = arrival_of(request)
    told = save_answers(
        responses=attempt.responses.all(),
        answers=_posted(request, attempt, paging.slots(page)),
        writer=form_writer(dict(request.POST.lists())) or new_writer(),
        now=arrival,
    )
    late = [one for one in told if one.status is Status.LATE]
    if late or not attempt.is_running:
        return _over(request, expire_attempt(attempt=attempt, now=arrival), late)
    unsettled = {one.sent.slot: one for one in told if one.status is not Status.SAVED}
    if not unsettled:
        return None
    return _screen(request, attempt, paging, page, unsettled)


def _posted(request: HttpRequest, attempt: Attempt, slots: Sequence[int]) -> list[Sent]:
    """The answers of a form, without questions that it leaves as they are.

    A form without a radio button says nothing, unless the choice was taken back; one without ticks
    or text says «no answer», which is worth saving only where there was one.
    """
    fields = dict(request.POST.lists())
    sent = form_answers(fields, slots)
    empty = {one.slot for one in sent if not any(one.values)}
    if not empty:
        return sent
    unticked = {one.slot for one in sent if not one.values} - {cleared_slot(fields, slots)}
    cleared = attempt.responses.that_can_be_cleared(empty, unticked=unticked)
    return [one for one in sent if one.slot not in empty or one.slot in cleared]


def _screen(
    request: HttpRequest,
    attempt: Attempt,
    paging: Paging,
    page: int,
    unsettled: Mapping[int, Told] | None = None,
) -> HttpResponse:
    """One screen; answers that could not be saved stand in their fields, each with the reason."""
    context = taking.step(
        attempt, shown_responses_of(attempt), paging, page, timezone.now(), unsettled or {}
    )
    statuses = {one.status for one in (unsettled or {}).values()}
    code = next((code for status, code in HTTP_STATUS.items() if status in statuses), 200)
    return render(
        request, "quiz/attempt_step.html", in_quiet_shell(request, context, attempt), status=code
    )


def _go_on(request: HttpRequest, attempt: Attempt, paging: Paging, page: int) -> HttpResponse:
    target = request.POST.get("go", "")
    if target == "overview":
        return redirect("attempt_overview", attempt.pk)
    known = {str(number): number for number in range(1, paging.pages + 1)}
    page = known.get(target, page)
    cleared = cleared_slot(dict(request.POST.lists()), paging.slots(page))
    # The next press of Tab then goes to the answers, not once more through the head of the site.
    return redirect(taking.step_url(attempt, page, cleared or paging.slots(page)[0]))


def _paging(request: HttpRequest, attempt: Attempt) -> Paging:
    """All questions on one screen where a script divides it, else as the quiz says."""
    has_script = request.COOKIES.get(SCRIPT_COOKIE) == "1"
    return Paging.of(attempt.slots, 0 if has_script else attempt.quiz.questions_per_page)


def _screen_url(request: HttpRequest, attempt: Attempt, slot: int) -> str:
    return taking.step_url(attempt, _paging(request, attempt).page_of(slot), slot)


def _over(request: HttpRequest, attempt: Attempt, late: Sequence[Told]) -> HttpResponse:
    """Lead to the result of a closed attempt; answers that came too late are named."""
    if late:
        messages.warning(
            request,
            _("The answers just sent arrived after the attempt had closed and do not count."),
        )
    return redirect("attempt_result", attempt.pk)


@never_cache
@require_POST
def flag(request: HttpRequest, attempt_id: int, slot: int) -> HttpResponse:
    """Mark a question for later, or take the mark away; what the form holds is saved first."""
    attempt = own_attempt(request, attempt_id)
    page = _paging(request, attempt).page_of(_known(attempt, slot))
    unsettled = _save(request, attempt, _paging(request, attempt), page)
    if unsettled is not None:
        return unsettled
    is_flagged = attempt.responses.values_list("is_flagged", flat=True).get(slot=slot)
    flag_questions(attempt_id=attempt.pk, flags={slot: not is_flagged})
    return redirect(_screen_url(request, attempt, slot))


@never_cache
@require_POST
def reveal(request: HttpRequest, attempt_id: int, slot: int) -> HttpResponse:
    """Show the explanation of a question for practice; its answer then stays as it is."""
    attempt = own_attempt(request, attempt_id)
    page = _paging(request, attempt).page_of(_known(attempt, slot))
    unsettled = _save(request, attempt, _paging(request, attempt), page)
    if unsettled is not None:
        return unsettled
    if not reveal_answer(attempt=attempt, slot=slot, now=arrival_of(request)):
        raise Http404
    return redirect(_screen_url(request, attempt, slot))


def _known(attempt: Attempt, slot: int) -> int:
    if not 1 <= slot <= attempt.slots:
        raise Http404
    return slot


@never_cache
@require_safe
def overview(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Show what is still open before handing in."""
    attempt = own_attempt(request, attempt_id)
    if not attempt.is_running:
        return redirect("attempt_result", attempt.pk)
    paging = _paging(request, attempt)
    context = taking.overview(attempt, responses_of(attempt), paging, timezone.now())
    return render(request, "quiz/attempt_overview.html", in_quiet_shell(request, context, attempt))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Hand in; done twice it is still one result, and the address alone hands nothing in."""
    attempt = own_attempt(request, attempt_id)
    if request.method != "POST":
        return redirect("attempt_overview", attempt.pk)
    submit_attempt(attempt=attempt, now=arrival_of(request))
    return redirect("attempt_result", attempt.pk)
