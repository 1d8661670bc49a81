"""Taking a quiz: plain forms, one screen after another; every step also works without script."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intranet.organisation.permissions import person_of
from quiz.models import Attempt, QuizPage, Response
from quiz.presenters import taking
from quiz.presenters.questions import field_name
from quiz.presenters.taking import Paging
from quiz.services import QuizError, Saved, save_answers, start_attempt, submit_attempt
from quiz.views.own import in_quiet_shell, own_attempt, responses_of

FORM_WRITER = "form"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Begin an attempt, or go back to the one that is running.

    The address typed or reloaded begins nothing; it leads to the page that has the button.
    """
    quiz = get_object_or_404(QuizPage.objects.visible_to(request.user), id=quiz_id)
    if request.method != "POST":
        return redirect(quiz.get_url(request))
    person = person_of(request.user)
    if person is None:
        messages.error(request, _("Your account does not belong to anybody on the staff roll."))
        return redirect(quiz.get_url(request))
    try:
        attempt = start_attempt(quiz=quiz, person=person, now=timezone.now())
    except QuizError as error:
        messages.error(request, str(error.message))
        return redirect(quiz.get_url(request))
    return redirect("attempt", attempt.pk)


@never_cache
@require_safe
def resume(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Go where the attempt stands: the first open question, or the result."""
    attempt = own_attempt(request, attempt_id)
    if not attempt.is_running:
        return redirect("attempt_result", attempt.pk)
    open_slots = attempt.responses.filter(answer=[]).order_by("slot")
    slot = open_slots.values_list("slot", flat=True).first()
    if slot is None:
        return redirect("attempt_overview", attempt.pk)
    paging = Paging.of(attempt.slots, attempt.quiz.questions_per_page)
    return redirect("attempt_step", attempt.pk, paging.page_of(slot))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, attempt_id: int, page: int) -> HttpResponse:
    """Show one screen of questions; a form sent here saves it and moves on."""
    attempt = own_attempt(request, attempt_id)
    if not attempt.is_running:
        return _over(request, attempt)
    responses = responses_of(attempt)
    paging = Paging.of(len(responses), attempt.quiz.questions_per_page)
    if not 1 <= page <= paging.pages:
        raise Http404
    if request.method == "POST":
        return _save(request, attempt, responses, paging, page)
    context = taking.step(attempt, responses, page, timezone.now())
    return render(request, "quiz/attempt_step.html", in_quiet_shell(request, context))


def _save(
    request: HttpRequest,
    attempt: Attempt,
    responses: list[Response],
    paging: Paging,
    page: int,
) -> HttpResponse:
    on_page = [responses[slot - 1] for slot in paging.slots(page)]
    answers = {
        response.slot: chosen
        for response in on_page
        if (chosen := _chosen(request, response)) is not None
    }
    saved = save_answers(attempt=attempt, answers=answers, writer=FORM_WRITER, now=timezone.now())
    if not saved.is_saved:
        return _not_saved(request, attempt, saved, page)
    target = request.POST.get("go", "")
    if target == "overview":
        return redirect("attempt_overview", attempt.pk)
    known = {str(number): number for number in range(1, paging.pages + 1)}
    page = known.get(target, page)
    first_question = field_name(paging.slots(page)[0])
    # The next press of Tab then goes to the answers, not once more through the head of the site.
    return redirect(f"{reverse('attempt_step', args=[attempt.pk, page])}#{first_question}")


def _chosen(request: HttpRequest, response: Response) -> list[str] | None:
    """Ids of the options chosen for a question; None when the form says nothing about it.

    A radio button cannot be taken back, so that a form without one knows no answer; a form without
    ticks says «none of them». A place that does not exist becomes an option that is refused later.
    """
    places = request.POST.getlist(field_name(response.slot))
    if not places and not response.question_version.allows_several:
        return None
    order = {str(place): option_id for place, option_id in enumerate(response.option_order)}
    return [order.get(place, "") for place in places]


def _not_saved(request: HttpRequest, attempt: Attempt, saved: Saved, page: int) -> HttpResponse:
    if saved.refused:
        messages.error(
            request,
            _("Question %(number)s has no such answer; nothing was saved for it.")
            % {"number": ", ".join(str(slot) for slot in saved.refused)},
        )
        return redirect("attempt_step", attempt.pk, page)
    return _over(request, submit_attempt(attempt=attempt, now=saved.at))


def _over(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Lead to the result of a closed attempt; answers sent to it are named as not counted."""
    if request.method == "POST":
        messages.warning(
            request,
            _("The answers just sent arrived after the attempt had closed and do not count."),
        )
    return redirect("attempt_result", attempt.pk)


@never_cache
@require_safe
def overview(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Show what is still open before handing in."""
    attempt = own_attempt(request, attempt_id)
    if not attempt.is_running:
        return redirect("attempt_result", attempt.pk)
    context = taking.overview(attempt, responses_of(attempt), timezone.now())
    return render(request, "quiz/attempt_overview.html", in_quiet_shell(request, context))


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Hand in; done twice it is still one result, and the address alone hands nothing in."""
    attempt = own_attempt(request, attempt_id)
    if request.method != "POST":
        return redirect("attempt_overview", attempt.pk)
    submit_attempt(attempt=attempt, now=timezone.now())
    return redirect("attempt_result", attempt.pk)
