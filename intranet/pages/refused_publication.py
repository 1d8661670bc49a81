"""What happens in the admin when a publication is refused outside the page's own form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from intranet.pages.models import PublicationRefusedError


class RefusedPublicationMiddleware:
    """Says why and leads to the editor, where an approval in a list would end in an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusal into messages; anything else stays an error."""
        if not isinstance(exception, PublicationRefusedError):
            return None
        for reason in exception.messages:
            messages.error(request, reason)
        edit_url = AdminURLFinder(request.user).get_edit_url(exception.instance)
        return redirect(edit_url or "wagtailadmin_home")
