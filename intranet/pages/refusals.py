"""A refused change of what readers see: the line in the log, and the way back to the editor."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log

from intranet.pages.second_person import Change

REFUSED_ACTION = "second_person.refused"


def note_refusal(*, user: Any, instance: Any, change: Change, reason: str) -> None:
    """Leave a line at the page or question; at the account, where it was not even saved."""
    data = {"change": change.value, "reason": reason}
    target = instance if instance.pk else user
    log(instance=target, action=REFUSED_ACTION, user=user, title=str(instance), data=data)


def to_editor(request: HttpRequest, instance: Any) -> HttpResponse:
    """Lead to where the draft is, else to the first screen of the admin."""
    edit_url = AdminURLFinder(request.user).get_edit_url(instance) if instance.pk else None
    return _lead(request, edit_url or resolve_url("wagtailadmin_home"))


def _lead(request: HttpRequest, url: str) -> HttpResponse:
    """Lead there; the window in which a comment is written follows no redirect of its own."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": url})
    return redirect(url)
