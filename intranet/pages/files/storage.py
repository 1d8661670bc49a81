"""Storages whose addresses lead to our own view, also where the bytes lie on another host."""

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri


class GuardedAddressMixin:
    """Stands before a storage that signs its addresses, such as one of S3.

    `url` is what templates print and leads to the view that asks who may have the file; the signed
    address is made there, for this reader and a short time.
    """

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address of the file on our site."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def signed_url(self, name: str, *, content_type: str, disposition: str) -> str:
        """An address at the storage that opens the file for `FILES_SIGNED_SECONDS`."""
        answers = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        return super().url(  # type: ignore[misc]  # the storage behind
            name, parameters=answers, expire=settings.FILES_SIGNED_SECONDS
        )
