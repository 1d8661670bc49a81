"""What happens in the admin when a publication is refused outside the page's own form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages

from intranet.pages.models import PublicationRefusedError
from intranet.pages.refusals import note_refusal, to_editor
from intranet.pages.second_person import Change


class RefusedPublicationMiddleware:
    """Says why and leads to the editor, where an approval in a list would end in an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusal into messages and a line of the log; anything else stays an error."""
        if not isinstance(exception, PublicationRefusedError):
            return None
        instance, reason = exception.instance, " ".join(exception.messages)
        note_refusal(user=request.user, instance=instance, change=Change.PUBLISH, reason=reason)
        for message in exception.messages:
            messages.error(request, message)
        return to_editor(request, instance)
