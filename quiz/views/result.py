"""The result of an attempt that is closed, and the reader's own attempts at all quizzes."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz.models import Attempt, LateAnswer, QuizPage, RemarkedAttempt, Response
from quiz.presenters.attempts import history
from quiz.presenters.result import result as result_context
from quiz.views.own import own_attempt, shown_responses_of

ATTEMPTS_ON_A_PAGE = 30


@never_cache
@require_safe
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Show of an attempt that is closed what its quiz lets the person know by now."""
    attempt = own_attempt(request, attempt_id)
    if attempt.is_running:
        return redirect("attempt", attempt.pk)
    if attempt.score is None:
        raise Http404
    late_answers = list(LateAnswer.objects.filter(response__attempt_id=attempt.pk))
    responses = shown_responses_of(attempt)
    remarked = _remarked(attempt, responses)
    context = result_context(
        attempt, responses, late_answers, remarked, request.user, timezone.now()
    )
    return render(request, "quiz/attempt_result.html", context)


def _remarked(attempt: Attempt, responses: list[Response]) -> list[RemarkedAttempt]:
    """How the result came to change; asked only where the key of a question was corrected."""
    if not any(response.question_version.correction for response in responses):
        return []
    rows = RemarkedAttempt.objects.filter(attempt=attempt).select_related("repair")
    return list(rows.order_by("pk"))


@never_cache
@require_safe
def my_attempts(request: HttpRequest) -> HttpResponse:
    """Show the reader's own attempts at all quizzes, the latest first."""
    attempts = Attempt.objects.visible_to(request.user).select_related("quiz").with_remarked()
    page = Paginator(attempts, ATTEMPTS_ON_A_PAGE).get_page(request.GET.get("trang"))
    quizzes = QuizPage.objects.filter(pk__in={attempt.quiz_id for attempt in page})
    withheld = set(quizzes.withholding_scores(timezone.now()).values_list("pk", flat=True))
    crumbs = [{"title": _("Home"), "url": "/"}, {"title": _("My quiz attempts"), "url": ""}]
    context = {"page": page, "breadcrumb": crumbs, "rows": history(page, withheld)}
    return render(request, "quiz/my_attempts.html", context)
