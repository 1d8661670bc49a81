"""Answers that are not pages: for probes, for robots, and when a form has waited too long."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.accounts.doors import is_for_scripts, open_to_strangers


@open_to_strangers
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_strangers
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether database and cache answer; 503 names what does not, without saying why."""
    probes = {"database": ask_database, "cache": ask_cache}
    states = {name: answers(probe) for name, probe in probes.items()}
    return JsonResponse(states, status=200 if all(states.values()) else 503)


def answers(probe: Callable[[], None]) -> bool:
    """Whether the probe comes back without an error of whatever kind its driver has."""
    try:
        probe()
    except Exception:  # noqa: BLE001 (each driver has errors of its own)
        return False
    return True


def ask_database() -> None:
    """Have the database answer the smallest question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    """Have the cache answer."""
    cache.get("readyz")


@open_to_strangers
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay outside: an intranet has nothing to offer them."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def not_here(request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing here, where Wagtail would have something we do not use."""
    raise Http404


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token no longer fits.

    At sign-in that is a page left open in a second tab: the person gets a fresh form, or is led
    on when already signed in. A script is told in its own language and fetches a fresh token.
    Anything else is refused with the page that says so.
    """
    if request.resolver_match and is_for_scripts(request.resolver_match.func):
        return JsonResponse({"csrf": True}, status=403)
    if request.path == reverse("sign_in"):
        return redirect(request.get_full_path())
    return csrf_failure(request, reason)
