"""What was published or confirmed is withdrawn, not deleted; said before the button."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from intranet.policies.models import PublishedVersion


def keep_published_documents(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page when it or a page below it is a document that was published."""
    versions = PublishedVersion.objects.filter(page__path__startswith=page.path)
    title = versions.values_list("page__title", flat=True).first()
    if title is None:
        return None
    messages.error(
        request,
        _(
            "The document «%(title)s» was published: it can be withdrawn («Unpublish»), but not "
            "deleted, so that it stays traceable what was confirmed."
        )
        % {"title": title},
    )
    edit_url = AdminURLFinder(request.user).get_edit_url(page)
    return redirect(edit_url or "wagtailadmin_home")


def keep_published_documents_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages chosen in a list."""
    if action_type != "delete":
        return None
    pages = [item for item in objects if isinstance(item, Page)]
    answers = (keep_published_documents(request, page) for page in pages)
    return next(filter(None, answers), None)
