"""Refused accesses, written into the log of the account that was refused.

Strangers leave no line: every address leads them to the door, and a line each would drown the log.
"""

import datetime
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from intranet.accounts.doors import leads_into_admin, was_refused
from intranet.accounts.events import UNKNOWN_NAME
from intranet.accounts.lockout import address_of

REFUSED_ACTION = "access.refused"
TOKEN_REFUSED = "access.token_refused"  # noqa: S105  (an action, not a secret)
FORGOTTEN = (REFUSED_ACTION, TOKEN_REFUSED, UNKNOWN_NAME)
ONE_MINUTE = 60
PATH_LENGTH = 300
REDIRECT = 302
FORBIDDEN = 403


class RefusalFormatter(LogFormatter):
    """What somebody asked for and may not have."""

    label = gettext_lazy("Access refused")

    def format_message(self, log_entry: Any) -> str:
        """The sentence with the address asked for and where it was asked from."""
        origin = log_entry.data.get("address")
        sentence = _("Was refused: %(method)s %(path)s") % log_entry.data
        return f"{sentence} ({origin})" if origin else sentence


class RefusalLogMiddleware:
    """Notes refusals to people who are signed in; other requests cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_refusal(request, response) and request.user.is_authenticated:
            note(request)
        return response


def is_refusal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer is a «no»: said openly, as «not found», or as Wagtail's admin says it.

    The admin leads to its own home with a message, wherever somebody may not go.
    """
    if response.status_code == FORBIDDEN or was_refused(request):
        return True
    if response.status_code != REDIRECT or request.method != "GET":
        return False
    is_sent_home = response.headers.get("Location") == reverse("wagtailadmin_home")
    return is_sent_home and leads_into_admin(request.path)


def note(request: HttpRequest) -> None:
    """Write a line, at most one a minute for the same person and address."""
    path = request.path[:PATH_LENGTH]
    if not cache.add(f"refused:{request.user.pk}:{_digest(path)}", True, ONE_MINUTE):
        return
    data = {"method": request.method, "path": path, "address": address_of(request) or ""}
    log(request.user, REFUSED_ACTION, user=request.user, data=data)


def _digest(path: str) -> str:
    """A short key for the path, the same in every process."""
    return hashlib.sha256(path.encode()).hexdigest()[:32]


def forget_refusals(*, before: datetime.datetime) -> int:
    """Delete what strangers and the refused left longer ago; everything else of the log stays."""
    old = ModelLogEntry.objects.filter(action__in=FORGOTTEN, timestamp__lt=before)
    return old.delete()[0]


def forget_old_refusals(*, now: datetime.datetime) -> int:
    """The job of the clock: refusals are kept for as long as the settings say."""
    days = settings.REFUSALS_KEPT_DAYS
    return forget_refusals(before=now - datetime.timedelta(days=days))
