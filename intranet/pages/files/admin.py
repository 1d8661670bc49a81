"""The files of a page in the admin: its own collection, and moves into the open."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from intranet.pages.files.bindings import bind_collection, binding_of, needs_own_collection
from intranet.pages.files.narrower import errors_in_the_open
from intranet.pages.models.base import public_sections_above
from intranet.pages.models.publication import PublicationRefusedError


@require_http_methods(["GET", "HEAD", "POST"])
def page_files(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the collection of the page with its files; make it on POST."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        binding = bind_collection(page=page, user=request.user)
        messages.success(
            request, _("The collection «%(name)s» is ready.") % {"name": binding.collection}
        )
        return redirect("page_files", page.pk)
    return TemplateResponse(request, "pages/admin/page_files.html", _page_files_context(page))


def _page_files_context(page: Any) -> dict[str, Any]:
    """What the screen prints."""
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    context: dict[str, Any] = {
        "page_title": _("Files of the page"),
        "header_title": _("Files of the page"),
        "page_subtitle": page.get_admin_display_title(),
        "breadcrumbs_items": [
            {"url": edit_url, "label": page.get_admin_display_title()},
            {"url": "", "label": _("Files of the page")},
        ],
        "header_icon": "doc-full-inverse",
        "page_of_files": page,
        "binding": binding_of(page),
        "is_wanted": needs_own_collection(page),
    }
    if context["binding"]:
        collection = context["binding"].collection
        query = urlencode({"collection_id": collection.pk})
        context["documents"] = get_document_model().objects.filter(collection=collection)
        context["images"] = get_image_model().objects.filter(collection=collection)
        context["add_document_url"] = f"{reverse('wagtaildocs:add_multiple')}?{query}"
        context["add_image_url"] = f"{reverse('wagtailimages:add_multiple')}?{query}"
    return context


def files_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from the head of a page's screens to its files."""
    if page.depth > 2 and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Files of the page"),
            reverse("page_files", args=[page.pk]),
            icon_name="doc-full-inverse",
            priority=67,
        )


def give_own_collection(request: HttpRequest, page: Page) -> None:
    """Make the collection of a page for fewer people than everybody, once it is saved."""
    if needs_own_collection(page) and binding_of(page) is None:
        binding = bind_collection(page=page, user=request.user)
        messages.info(
            request,
            _(
                "This page is not for everybody. Put files that only its readers may open into "
                "the collection «%(name)s»."
            )
            % {"name": binding.collection},
        )


def refuse_move_into_the_open(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """Refuse, whoever moves, that files of the page are missing where everybody will read it."""
    if not public_sections_above(parent_page_after.path).exists():
        return
    errors = errors_in_the_open(Page.objects.descendant_of(instance, inclusive=True))
    if errors:
        raise PublicationRefusedError(errors, instance)
