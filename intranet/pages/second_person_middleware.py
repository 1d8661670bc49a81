"""Every request is a screen on which nobody publishes alone; a refusal says what to do instead."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from intranet.pages.second_person import (
    Change,
    SecondPersonRequiredError,
    change_url,
    on_screen,
)

# Wagtail's own interface to publish, copy and delete pages; none of its screens needs it.
UNUSED_VIEW = "wagtailadmin_api:pages:action"


class SecondPersonMiddleware:
    """Holds the guard while a request is answered and turns its refusals into messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with on_screen(request):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Close a way to publish that no screen uses and that undoes nothing when refused."""
        match = request.resolver_match
        if match is not None and match.view_name == UNUSED_VIEW:
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the editor, where the draft is, or to the request that a second person decides.

        Anything else stays an error.
        """
        if not isinstance(exception, SecondPersonRequiredError):
            return None
        if not request.accepts("text/html"):
            return JsonResponse({"error": exception.message}, status=403)
        messages.error(request, exception.message)
        instance = exception.instance
        if exception.change != Change.PUBLISH:
            return redirect(change_url(instance, exception.change))
        edit_url = AdminURLFinder(request.user).get_edit_url(instance) if instance.pk else None
        return redirect(edit_url or "wagtailadmin_home")
