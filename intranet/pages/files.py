"""Files, given out by the same rule as pages: to people who are signed in, or from «Công khai»."""

import mimetypes
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import etag, require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images import get_image_model
from wagtail.models import Collection

from intranet.accounts.doors import open_to_strangers
from intranet.pages.permissions import may_have_files_of

# What a browser may show in place; anything else, SVG above all, can carry script and is saved.
SHOWN_IN_PLACE = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
ONE_DAY = 24 * 60 * 60


@open_to_strangers
@require_safe
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Give out a document through Wagtail's view once the person may have it."""
    documents = get_document_model().objects.filter(pk=document_id)
    if not may_have_files_of(request.user, _collection(documents)):
        return _refuse(request)
    response = serve_document(request, document_id, filename)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@open_to_strangers
@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give out an image at one of the sizes that pages use."""
    images = get_image_model().objects.filter(renditions__file=f"images/{name}")
    return _picture(request, f"images/{name}", _collection(images))


@open_to_strangers
@require_safe
def original(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give out an image as it was uploaded."""
    images = get_image_model().objects.filter(file=f"original_images/{name}")
    return _picture(request, f"original_images/{name}", _collection(images))


def _collection(files: Any) -> Collection | None:
    """The collection of the first of the files, None when there is none."""
    found = files.select_related("collection").first()
    return found.collection if found else None


def _refuse(request: HttpRequest) -> HttpResponseBase:
    """Lead strangers to the door, whether or not the file exists; tell the others «not found»."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())


def _picture(request: HttpRequest, name: str, collection: Collection | None) -> HttpResponseBase:
    """Give out a file that the library knows; its name changes with its content."""
    if not may_have_files_of(request.user, collection):
        return _refuse(request)
    if not default_storage.exists(name):
        raise Http404
    return _send(request, name)


@etag(lambda _request, name: f'"{name}"')
def _send(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file of the storage for the eyes of this browser only."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(
        default_storage.open(name),
        content_type=kind,
        as_attachment=kind not in SHOWN_IN_PLACE,
    )
    response["Content-Security-Policy"] = "default-src 'none'"
    patch_cache_control(response, private=True, max_age=ONE_DAY)
    return response
