"""Doors inside the admin that Wagtail leaves to everybody who may enter it, and its policy.

Wagtail asks for rights on what its screens change, and on most of what they show; the views named
here it opens to all. An IT officer has no business with questions, nor an editor with workflows.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch
from django.views.defaults import bad_request
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page

from intranet.accounts.doors import leads_into_admin

SNIPPET_CHOOSERS = "wagtailsnippetchoosers_"
SNIPPETS = "wagtailsnippets_"
FILE_ACTIONS = ("add", "change", "choose")

# Wagtail's screens carry scripts and styles in the page; nothing comes from elsewhere all the same.
ADMIN_POLICY = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
}

Guard = Callable[[Any, ResolverMatch], bool]


def _may_move(user: Any, match: ResolverMatch) -> bool:
    page = get_object_or_404(Page, pk=match.kwargs["page_to_move_id"])
    return page.permissions_for_user(user).can_move()


def _may_edit(user: Any, match: ResolverMatch) -> bool:
    page = get_object_or_404(Page, pk=match.kwargs["page_id"])
    return page.permissions_for_user(user).can_edit()


def _may_add_tasks(user: Any, match: ResolverMatch) -> bool:
    return user.has_perm("wagtailcore.add_task")


def _has_documents(user: Any, match: ResolverMatch) -> bool:
    return document_policy.user_has_any_permission(user, FILE_ACTIONS)


def _has_images(user: Any, match: ResolverMatch) -> bool:
    return image_policy.user_has_any_permission(user, FILE_ACTIONS)


def _may_promote(user: Any, match: ResolverMatch) -> bool:
    return user.has_perm("wagtailsearchpromotions.add_searchpromotion")


GUARDS: dict[str, Guard] = {
    "wagtailadmin_pages:move_confirm": _may_move,
    "wagtailadmin_pages:confirm_workflow_cancellation": _may_edit,
    "wagtailadmin_workflows:task_chooser_create": _may_add_tasks,
    "wagtailsearchpromotions:chooser": _may_promote,
    "wagtailsearchpromotions:chooserresults": _may_promote,
}
GUARDED_GROUPS: dict[str, Guard] = {
    "wagtailadmin_api:documents:": _has_documents,
    "wagtailadmin_api:images:": _has_images,
    "wagtaildocs_chooser:": _has_documents,
    "wagtailimages_chooser:": _has_images,
}


def is_guarded_from(user: Any, match: ResolverMatch) -> bool:
    """Whether the account has no business with this view of the admin."""
    name = match.view_name
    guard = GUARDS.get(name)
    for start, of_group in GUARDED_GROUPS.items():
        if name.startswith(start):
            guard = of_group
    if guard is not None:
        return not guard(user, match)
    return _is_of_unknown_snippets(user, name)


def _is_of_unknown_snippets(user: Any, name: str) -> bool:
    """Whether the view chooses snippets, or asks about their workflow, that are closed to it."""
    namespace, _, view = name.partition(":")
    if namespace.startswith(SNIPPET_CHOOSERS):
        model = namespace.removeprefix(SNIPPET_CHOOSERS)
    elif namespace.startswith(SNIPPETS) and view == "confirm_workflow_cancellation":
        model = namespace.removeprefix(SNIPPETS)
    else:
        return False
    app_label, _, model_name = model.partition("_")
    return not user.has_perm(f"{app_label}.view_{model_name}")


class AdminGuardMiddleware:
    """Asks before Wagtail's views do, and gives its screens a policy of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Widen the policy of the site by what Wagtail's screens carry, and by nothing else."""
        response = self.get_response(request)
        if leads_into_admin(request.path):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]  # read by django-csp
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Refuse what the account has no business with."""
        match = request.resolver_match
        if match is None or not leads_into_admin(request.path):
            return
        if is_guarded_from(request.user, match):
            raise PermissionDenied

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a key that no record can have as a bad request, where Wagtail does not expect it.

        Nobody meets this by pressing what the screens offer.
        """
        if leads_into_admin(request.path) and _is_impossible_key(exception):
            return bad_request(request, exception)
        return None


def _is_impossible_key(exception: Exception) -> bool:
    """Whether a number is too large for any column, or a word stands where a key belongs."""
    is_no_number = isinstance(exception, ValueError) and "expected a number" in str(exception)
    return isinstance(exception, OverflowError | DataError) or is_no_number
