"""The search of the readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search import counting, screen


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for what was typed, or an empty form; works without a script."""
    context = screen.rows(request, timezone.localdate())
    if context["text"] and context["page"].number == 1 and not context["is_narrowed"]:
        counting.count(context["text"], 0 if context["found"].is_partial else context["total"])
    return render(request, "search/search.html", context)


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that go on from what was typed so far, as a piece of a screen."""
    return render(request, "search/suggestions.html", {"suggestions": screen.suggestions(request)})
