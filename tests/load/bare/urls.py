"""One address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def greet(request: HttpRequest) -> HttpResponse:
    """Say who asks: one statement for the session, one for the account."""
    return HttpResponse(f"Xin chào {request.user.get_username()}")


urlpatterns = [path("", greet)]
