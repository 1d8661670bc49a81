"""Refusals in the form that programs read (RFC 9457), with a sentence for whoever looks at them."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import ValidationError

CONTENT_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)

TITLES: dict[int, str | Promise] = {
    401: gettext_lazy("Token missing or not good"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Reading only"),
    422: gettext_lazy("Request not understood"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Error of the server"),
}
UNKNOWN = "unknown"
# By the beginning of pydantic's name of an error, and one of ours.
FAULTS = {
    UNKNOWN: gettext_lazy("is not known here"),
    "missing": gettext_lazy("is required"),
    "int": gettext_lazy("must be a whole number"),
    "greater_than": gettext_lazy("is too small"),
    "less_than": gettext_lazy("is too great"),
    "enum": gettext_lazy("is none of the allowed values"),
    "literal": gettext_lazy("is none of the allowed values"),
}


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """An answer that says what is wrong."""
    told = {"type": "about:blank", "title": str(TITLES[status]), "status": status, "detail": detail}
    return JsonResponse(
        {**told, **more},
        status=status,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def register_handlers(api: NinjaAPI) -> None:
    """Have every error of the interface answered as a problem."""
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(PermissionDenied, _forbidden)
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(Exception, _broken)


def name_problems(responses: dict[int, Any]) -> None:
    """Describe refusals with the content type that they have; ninja knows one for all answers."""
    for status, response in responses.items():
        if status in TITLES:
            response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("There is nothing at this address, or nothing that the token opens."))


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    detail = str(error) or _("The token, or the account that it belongs to, may not see this.")
    return problem(403, detail)


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [
        {"field": str(fault["loc"][-1])[:50], "detail": _fault(fault["type"])}
        for fault in error.errors
    ]
    told = "; ".join(f"{fault['field']} {fault['detail']}" for fault in faults)
    return problem(
        422, _("The request is not right: %(faults)s.") % {"faults": told}, errors=faults
    )


def _fault(name: str) -> str:
    """What is wrong with a value."""
    found = (text for start, text in FAULTS.items() if name.startswith(start))
    return str(next(found, _("is not right")))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    logger.exception("Request to the interface failed: %s", request.path, exc_info=error)
    return problem(500, _("Something went wrong on our side; it has been written down."))
