"""Nothing opens with a first password but the form that replaces it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.accounts.first_passwords import is_expired

NO_LONGER_VALID = _(
    "The first password is no longer valid. Please ask the IT officer for a new one."
)
LET_THROUGH = {
    "first_password",
    "set_first_password",
    "sign_in",
    "sign_out",
    "personal_data_notice",
    "healthz",
    "readyz",
}


class FirstPasswordMiddleware:
    """Leads to the own password; files too stay closed until then, costing no statement."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let through what is needed to choose a password or to leave."""
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if is_expired(request.user, timezone.now()):
            logout(request)
            messages.error(request, NO_LONGER_VALID)
            return redirect("sign_in")
        match = request.resolver_match
        return None if match and match.url_name in LET_THROUGH else redirect("first_password")
