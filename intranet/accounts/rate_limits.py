"""How often one person may ask for what costs the server much: files, figures, lists of staff.

The counts stand in the database: they hold for all processes and hosts together, with whatever
cache. What costs much, and how often is too often, says `settings.RATE_LIMITS`.
"""

import datetime
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import timezone

from intranet.accounts.doors import leads_into_admin, note_refusal
from intranet.accounts.models import CostlyUse

TOO_MANY_REQUESTS = 429
ADMIN_EXPORT = "export"  # by this word in the query every list of Wagtail becomes a file
EXPORTS = "exports"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds, for one person and one kind of address."""

    kind: str
    times: int
    seconds: int


class RateLimitMiddleware:
    """Counts who asks for something costly; any other request costs nothing here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Answer in the place of the view when the person has asked too often."""
        match = request.resolver_match
        if match is None or not request.user.is_authenticated:
            return None
        limit = limit_for(request, match)
        wait = take(user=request.user, limit=limit, now=timezone.now()) if limit else 0
        return _refuse(request, wait) if wait else None


def limit_for(request: HttpRequest, match: ResolverMatch) -> Limit | None:
    """The limit that the request counts against, if it is for something costly."""
    if leads_into_admin(request.path) and ADMIN_EXPORT in request.GET:
        return _limit(EXPORTS)
    method = "GET" if request.method == "HEAD" else request.method
    asked = f"{method} {match.view_name}"
    return next((_limit(kind) for kind, rule in _rules().items() if asked in rule["asked"]), None)


def take(*, user: Any, limit: Limit, now: datetime.datetime) -> int:
    """Count the request of the person and return 0, or the seconds to wait: see `count`."""
    return count(CostlyUse, {"user": user, "kind": limit.kind}, limit=limit, now=now)


def count(
    uses: type[Model], whose: Mapping[str, Any], *, limit: Limit, now: datetime.datetime
) -> int:
    """Count one use in its row and return 0, or the seconds to wait when the limit is reached.

    A row of `uses` has the columns that `whose` names and is the only one with these values, beside
    them `since` and `times`. Each statement changes the row only if it still is as the statement
    expects, so that requests that arrive together are counted one by one.
    """
    use = uses._default_manager.filter(**whose)
    over = now - datetime.timedelta(seconds=limit.seconds)
    running = use.filter(since__gt=over)
    if running.filter(times__lt=limit.times).update(times=F("times") + 1):
        return 0
    if use.filter(since__lte=over).update(since=now, times=1):
        return 0
    found: Any
    found, is_first = uses._default_manager.get_or_create(
        **whose, defaults={"since": now, "times": 1}
    )
    if is_first or running.filter(times__lt=limit.times).update(times=F("times") + 1):
        return 0
    return max(1, math.ceil((found.since - over).total_seconds()))


def _rules() -> dict[str, dict[str, Any]]:
    return settings.RATE_LIMITS


def _limit(kind: str) -> Limit:
    rule = _rules()[kind]
    return Limit(kind, rule["times"], rule["seconds"])


def _refuse(request: HttpRequest, wait: int) -> HttpResponseBase:
    """Say how long to wait; nothing was done and nothing is lost."""
    note_refusal(request)
    context = {"minutes": math.ceil(wait / 60), "is_sent": request.method == "POST"}
    response = render(request, "429.html", context, status=TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response
