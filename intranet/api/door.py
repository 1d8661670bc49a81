"""The door of the interface: a token and nothing else, reading and nothing else."""

import functools
import hashlib
import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import ModelLogEntry

from intranet.accounts.doors import open_to_strangers
from intranet.accounts.lockout import address_of
from intranet.accounts.models import User
from intranet.accounts.rate_limits import Limit, count, take
from intranet.api import services
from intranet.api.models import AccessToken, RefusedUse
from intranet.api.problems import problem
from intranet.reports.audit.refusals import ONE_MINUTE, TOKEN_REFUSED

View = Callable[..., HttpResponse]

READING = ("GET", "HEAD")
OK = 200


def by_token(view: View) -> View:
    """Open the view to programs with a good token, in the name of its owner.

    Session cookies count for nothing here, so there is nothing that a foreign site could misuse.
    """

    @csrf_exempt
    @open_to_strangers
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    moment = timezone.now()
    token, refusal = _token(request)
    if token is None:
        return refusal
    wait = take(user=token.owner, limit=_limit(token), now=moment)
    if wait:
        return _too_often(wait)
    services.note_use(token=token, moment=moment)
    if request.method not in READING:
        return _read_only()
    request.user = token.owner
    request.access_token = token  # type: ignore[attr-defined]
    return _read(view, request, *args, **kwargs)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Ask the view; HEAD is answered like GET, and what the program has already is not sent."""
    method, request.method = request.method, "GET"
    response = view(request, *args, **kwargs)
    request.method = method
    if response.status_code != OK:
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _token(request: HttpRequest) -> Any:
    """The good token that the request carries and None, or None and the refusal."""
    scheme, _sign, text = request.headers.get("Authorization", "").strip().partition(" ")
    if not text:
        return None, _unknown(_("Send the header «Authorization: Bearer» with a token."))
    token, is_proved = services.find(text.strip())
    if scheme.lower() == "bearer" and token and is_proved and token.is_good(timezone.now()):
        return token, None
    return None, _refused(request, token)


def _refused(request: HttpRequest, token: AccessToken | None) -> HttpResponse:
    """Count the failure, and leave a line in the log, one a minute for an address and a token."""
    address = address_of(request) or ""
    rule = settings.RATE_LIMITS["api_failures"]
    wait = _count(address, Limit("refused", rule["times"], rule["seconds"]))
    if wait:
        return _too_often(wait)
    if not _count(address, Limit(f"noted:{token.pk if token else 0}", 1, ONE_MINUTE)):
        _note(request, token, address)
    return _unknown(_("The token is unknown, expired or revoked."))


def _count(address: str, limit: Limit) -> int:
    """Count one refusal of the address, for all processes and hosts together."""
    whose = {"address": address, "kind": limit.kind}
    return count(RefusedUse, whose, limit=limit, now=timezone.now())


def _note(request: HttpRequest, token: AccessToken | None, address: str) -> None:
    """A line in the log of the owner, or of nobody where no token has the name."""
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(token.owner_id if token else 0),
        label=str(token.owner) if token else _("A token that does not exist"),
        action=TOKEN_REFUSED,
        timestamp=timezone.now(),
        data={
            "path": request.path[:300],
            "address": address,
            "token": str(token) if token else "",
        },
    )


def _limit(token: AccessToken) -> Limit:
    """How often one token may ask."""
    rule = settings.RATE_LIMITS["api"]
    return Limit(f"api:{token.pk}", rule["times"], rule["seconds"])


def _unknown(detail: str) -> HttpResponse:
    response = problem(401, detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _too_often(wait: int) -> HttpResponse:
    minutes = math.ceil(wait / 60)
    said = _("Too many requests. Ask again in %(minutes)s minutes.") % {"minutes": minutes}
    response = problem(429, said)
    response["Retry-After"] = str(wait)
    return response


def _read_only() -> HttpResponse:
    response = problem(405, _("The interface is for reading: use GET or HEAD."))
    response["Allow"] = ", ".join(READING)
    return response
