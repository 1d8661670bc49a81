"""The result of an attempt that is closed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quiz.presenters.result import result as result_context
from quiz.views.own import own_attempt, responses_of


@never_cache
@require_safe
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Show the result of an attempt that is closed."""
    attempt = own_attempt(request, attempt_id)
    if attempt.is_running:
        return redirect("attempt", attempt.pk)
    if attempt.score is None:
        raise Http404
    context = result_context(attempt, responses_of(attempt), request.user)
    return render(request, "quiz/attempt_result.html", context)
