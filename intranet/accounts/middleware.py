"""What every request of a signed-in person passes at the doors."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from intranet.accounts import second_factor
from intranet.accounts.doors import is_open_to_strangers
from intranet.accounts.sessions import SessionStore

# Where somebody may be who has to set up a second factor first.
SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "password_change",
    "password_change_done",
}


class SessionCareMiddleware:
    """New keys after a change of rights, the second factor first, and when a device was seen.

    It reads what the session already holds: a page costs no statement more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if isinstance(session, SessionStore):
            session.note_seen(timezone.now())
        return response

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Rotate, and lead to the second factor who needs one."""
        if is_open_to_strangers(view_func) or not request.user.is_authenticated:
            return None
        session = request.session
        if isinstance(session, SessionStore) and session.must_rotate:
            session.rotate()
            session[second_factor.DUE] = True
        if not session.get(second_factor.DUE):
            return None
        if not second_factor.is_due(request.user):
            del session[second_factor.DUE]
            return None
        match = request.resolver_match
        return None if match and match.url_name in SETTING_UP else redirect("mfa_index")
