"""Gives out documents, pictures and their sizes to whoever may have them."""

import mimetypes
from dataclasses import replace
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from intranet.accounts.doors import note_refusal, open_to_strangers
from intranet.pages.files.access import may_have
from intranet.pages.files.readers import with_readers
from intranet.pages.files.sending import StoredFile, send

ONE_DAY = 24 * 60 * 60


@open_to_strangers
@require_safe
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Give out a document; the browser asks again each time."""
    documents = get_document_model().objects.filter(pk=document_id)
    found = with_readers(documents, user=request.user).first()
    if found is None or not may_have(request.user, found):
        return _refuse(request, found)
    if found.filename != filename:
        raise Http404
    return send(
        request, _stored(found, mark=f"{found.pk}-{found.file_hash}", shown_name=found.filename)
    )


@open_to_strangers
@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give out an image at one of the sizes that pages use."""
    renditions = get_image_model().get_rendition_model().objects.select_related("image")
    files = with_readers(
        renditions.filter(file=f"images/{name}"), user=request.user, collection="image__collection"
    )
    return _picture(request, files, lambda found: f"{found.pk}-{found.image.file_hash}")


@require_safe
def numbered_rendition(request: HttpRequest, rendition_id: int) -> HttpResponseBase:
    """Give out a size of an image by its number, where the name of the file would tell too much."""
    renditions = get_image_model().get_rendition_model().objects.select_related("image")
    files = with_readers(
        renditions.filter(pk=rendition_id), user=request.user, collection="image__collection"
    )
    return _picture(
        request,
        files,
        lambda found: f"{found.pk}-{found.image.file_hash}",
        neutral_name=f"hinh-{rendition_id}",
    )


@open_to_strangers
@require_safe
def original(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give out an image as it was uploaded."""
    images = get_image_model().objects.filter(file=f"original_images/{name}")
    files = with_readers(images, user=request.user)
    return _picture(request, files, lambda found: f"{found.pk}-{found.file_hash}")


def no_second_rule(request: HttpRequest, collection_id: int) -> HttpResponseBase:
    """Answer that there is nothing here: Wagtail's privacy of collections is not used.

    It would be a second rule beside the one that says what a collection is for.
    """
    raise Http404


def _picture(
    request: HttpRequest, files: QuerySet, mark: Any, *, neutral_name: str = ""
) -> HttpResponseBase:
    """Give out a picture; one that anybody inside may see is not asked for twice in a day."""
    found = files.first()
    if found is None or not may_have(request.user, found):
        return _refuse(request, found)
    max_age = 0 if found.binding_id else ONE_DAY
    name = neutral_name or found.file.name.rpartition("/")[2]
    stored = _stored(found, mark=mark(found), shown_name=name, max_age=max_age)
    return send(request, replace(stored, hides_name=bool(neutral_name)))


def _stored(found: Any, *, mark: str, shown_name: str, max_age: int = 0) -> StoredFile:
    """The row as the sender needs it; the kind follows from the name, which the upload checked."""
    return StoredFile(
        storage=found.file.storage,
        name=found.file.name,
        shown_name=shown_name,
        content_type=mimetypes.guess_type(found.file.name)[0] or "application/octet-stream",
        mark=mark,
        max_age=max_age,
    )


def _refuse(request: HttpRequest, found: Any) -> HttpResponseBase:
    """Lead strangers to the door, whether or not the file exists; tell the others «not found»."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if found is not None:
        note_refusal(request)
    raise Http404
