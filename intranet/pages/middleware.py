"""What every request passes through."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page
from wagtail.views import serve as serve_page

from intranet.accounts.doors import (
    UNSAVED,
    is_for_scripts,
    is_open_to_strangers,
    leads_into_admin,
    may_enter_admin,
    note_refusal,
)
from intranet.pages.fields import composed
from intranet.pages.permissions import may_read
from intranet.pages.sites import site_of
from search.text import plain

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
JSON_TYPE = "application/json"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")


class CompressTextMiddleware(GZipMiddleware):
    """Compresses text; pictures and documents are compressed already and keep their length."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


def composed_form(lists: Iterable[tuple[str, list[str]]], encoding: str | None) -> QueryDict:
    """Return form data or a query string in Unicode's composed form."""
    result = QueryDict(mutable=True, encoding=encoding)
    for key, values in lists:
        result.setlist(plain(key), [plain(value) for value in values])
    result._mutable = False
    return result


class NormaliseInputMiddleware:
    """Brings query strings, forms, JSON and file names into Unicode's composed form (NFC).

    Some phones and macOS send «ế» as three characters; searched for, compared or stored it would
    be another word than the same «ế» in one. Control characters are left out on the way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.normalise_address(request)
        if request.content_type in FORM_TYPES:
            self.normalise_form(request)
        elif request.content_type == JSON_TYPE:
            self.normalise_json(request)
        return self.get_response(request)

    def normalise_address(self, request: Any) -> None:
        """Compose path and query string, also where they are put together again for `next`."""
        request.path, request.path_info = plain(request.path), plain(request.path_info)
        if request.META.get("QUERY_STRING"):
            request.GET = composed_form(request.GET.lists(), request.encoding)
            if any(not value.isascii() for values in request.GET.lists() for value in values[1]):
                request.META["QUERY_STRING"] = request.GET.urlencode()

    def normalise_form(self, request: Any) -> None:
        """Compose the fields of a form and the names of its files.

        What cannot be read is refused once; the page that says so must not try to read it again.
        """
        try:
            sent = request.POST
        except BadRequest:
            request._mark_post_parse_error()
            raise
        request._post = composed_form(sent.lists(), request.encoding)
        for files in request.FILES.lists():
            for file in files[1]:
                file.name = plain(file.name)

    def normalise_json(self, request: Any) -> None:
        """Compose a JSON body, escaped letters included; a broken one is left to the view."""
        if request.body.isascii() and b"\\u" not in request.body:
            return
        try:
            body = json.dumps(composed(json.loads(request.body)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return
        request._body = body.encode()


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Signed-in people only, but for views marked open; a page is asked itself.

    Strangers are led to the door whether or not the page exists. To people who are signed in a
    page that is not addressed to them, a draft and a page that never was answer alike: not found.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if view_func is not serve_page:
            return self.ask_the_view(request, view_func)
        site_of(request)
        result = Page.route_for_request(request, *view_args)
        if result is not None and may_read(request.user, result[0]):
            return None
        if request.user.is_authenticated:
            if result is not None:
                note_refusal(request)
            raise Http404
        return self.handle_no_permission(request, view_func)

    def ask_the_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase | None:
        """Let strangers through where somebody decided so, and into the admin who has a role there.

        Wagtail would send the others to sign in, where they are signed in already.
        """
        if is_open_to_strangers(view_func):
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if leads_into_admin(request.path) and not may_enter_admin(request.user):
            raise PermissionDenied
        return None

    def get_login_url(self, view_func: Callable[..., HttpResponseBase]) -> str:
        """Know one door, whatever another package has noted on its view."""
        return settings.LOGIN_URL

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Keep what only some may read out of shared caches, and pages out of the browser's own.

        On an office computer the button «Back» would show them to the next person.
        """
        if not response.has_header("Cache-Control"):
            is_page = response.get("Content-Type", "").startswith("text/html")
            patch_cache_control(response, private=True, no_cache=True, no_store=is_page)
        return response

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect | JsonResponse:
        """Lead to sign-in and from there back to a page that can be opened.

        What was being sent cannot be sent again after sign-in: the door says so, and the page that
        sent it is opened. A script keeps what it sent and is only told where the door is.
        """
        if is_for_scripts(view_func):
            address = redirect_to_login(self.sending_page(request), reverse(settings.LOGIN_URL)).url
            return JsonResponse({"sign_in": address}, status=401)
        if request.method in SAFE_METHODS:
            return super().handle_no_permission(request, view_func)
        door = f"{reverse(settings.LOGIN_URL)}?{UNSAVED}=1"
        return redirect_to_login(self.sending_page(request), door)

    def sending_page(self, request: HttpRequest) -> str:
        """The page of ours that sent the request, the home page if there is none."""
        referrer = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()})
        return urlsplit(referrer).path if is_ours and referrer else "/"
