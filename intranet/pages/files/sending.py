"""Sends a file that the person may have: whole, in part, or by somebody faster.

Whoever calls `send` has asked the right before: «not modified» is an answer about the content too.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date

from intranet.pages.files.ranges import Slice, UnsatisfiableRangeError, slice_of

# What a browser may show in place; anything else, SVG and HTML above all, can carry script and is
# saved. A PDF is shown by a viewer that runs nothing of the site.
SHOWN_IN_PLACE = {
    "application/pdf",
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
}
CHUNK = 64 * 1024

STREAM = "stream"
ACCEL = "accel"
SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage, and how it is shown to this person."""

    storage: Storage
    name: str
    shown_name: str
    content_type: str
    mark: str
    """What changes whenever the content may: the id of the row and the hash of the bytes."""
    max_age: int = 0
    """For how many seconds this browser may show it again without asking."""
    hides_name: bool = False
    """Whether nobody may see what the file is called in its storage."""

    @property
    def disposition(self) -> str:
        """Show in place or save, with the name."""
        is_saved = self.content_type not in SHOWN_IN_PLACE
        return content_disposition_header(is_saved, self.shown_name) or "attachment"


def send(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Send the file in the way that the settings name.

    An address at the storage says what the file is called: where that must not be seen the bytes
    are sent from here.
    """
    ways = {STREAM: _stream, ACCEL: _leave_to_web_server, SIGNED: _lead_to_storage}
    is_told = settings.FILES_DELIVERY == SIGNED and file.hides_name
    response = ways[STREAM if is_told else settings.FILES_DELIVERY](request, file)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _lead_to_storage(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Redirect to an address that the storage signs for a short time; nobody may keep it."""
    storage: Any = file.storage
    address = storage.signed_url(
        file.name, content_type=file.content_type, disposition=file.disposition
    )
    response = HttpResponseRedirect(address)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _leave_to_web_server(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Name the file to the web server, which sends it with its own marks, ranges and lengths."""
    response = HttpResponse()
    _describe(response, file)
    response["X-Accel-Redirect"] = settings.FILES_ACCEL_PREFIX + quote(file.name)
    return response


def _describe(response: HttpResponseBase, file: StoredFile) -> None:
    """Set what is true of the file whoever sends it."""
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = file.disposition
    if file.max_age:
        patch_cache_control(response, private=True, max_age=file.max_age)
    else:
        patch_cache_control(response, private=True, no_cache=True)


def _stream(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Send the bytes from here: «not modified», a part, or the whole."""
    try:
        size = file.storage.size(file.name)
        modified = file.storage.get_modified_time(file.name)
    except OSError as error:
        raise Http404 from error
    etag = _etag(file, size, modified)
    described = HttpResponse()
    _mark(described, file, etag, modified)
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(modified.timestamp()), response=described
    )
    if answer is not None and answer is not described:
        return answer
    response = _body(request, file, size, _asked(request, etag, modified))
    _mark(response, file, etag, modified)
    return response


def _mark(
    response: HttpResponseBase, file: StoredFile, etag: str, modified: datetime.datetime
) -> None:
    """Say by what the browser may ask again, and that parts can be had."""
    _describe(response, file)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified.timestamp())
    response["Accept-Ranges"] = "bytes"


def _etag(file: StoredFile, size: int, modified: datetime.datetime) -> str:
    """A strong mark of the content; hashed, because the hash of the bytes would confirm a guess."""
    parts = f"{file.name}|{file.mark}|{size}|{modified.timestamp()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def _asked(request: HttpRequest, etag: str, modified: datetime.datetime) -> str:
    """The `Range` header where it counts: on GET, and of the version that `If-Range` names."""
    if request.method != "GET":
        return ""
    condition = request.headers.get("If-Range", etag)
    is_same = condition in {etag, http_date(modified.timestamp())}
    return request.headers.get("Range", "") if is_same else ""


def _body(request: HttpRequest, file: StoredFile, size: int, asked: str) -> HttpResponseBase:
    """The whole file, the part asked for, or the refusal of a part that is not there."""
    try:
        part = slice_of(asked, size)
    except UnsatisfiableRangeError:
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    elif part is None:
        response = FileResponse(file.storage.open(file.name))
    else:
        response = StreamingHttpResponse(_chunks(file, part), status=206)
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    response["Content-Length"] = str(part.length if part else size)
    return response


def _chunks(file: StoredFile, part: Slice) -> Iterator[bytes]:
    """The bytes of the part, never more in memory than one chunk."""
    left = part.length
    with file.storage.open(file.name) as source:
        source.seek(part.first)
        while left and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
