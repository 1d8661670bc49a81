"""Every request is a screen on which nobody publishes alone; a refusal says what to do instead."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from intranet.pages.refusals import note_refusal, to_editor
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
        """Note the refusal, then lead to the editor, where the draft is, or to the request.

        Anything else stays an error.
        """
        if not isinstance(exception, SecondPersonRequiredError):
            return None
        instance, change = exception.instance, exception.change
        note_refusal(user=request.user, instance=instance, change=change, reason=exception.message)
        if not request.accepts("text/html"):
            return JsonResponse({"error": exception.message}, status=403)
        buttons = [messages.button(*link) for link in exception.links]
        messages.error(request, exception.message, buttons=buttons)
        if change != Change.PUBLISH:
            return redirect(change_url(instance, change))
        return to_editor(request, instance)
