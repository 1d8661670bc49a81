"""What was asked for, as an address: a table can be read from it again, later and elsewhere."""

from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import resolve

from intranet.reports.sheets import Sheet


class Address(NamedTuple):
    """Path and query of a view that `export_view` made."""

    path: str
    query: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The address that the request asks for, as the middleware has composed it."""
        return cls(request.path_info, request.GET.urlencode())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote."""
        parts = urlsplit(text)
        return cls(parts.path, parts.query)

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def read_again(address: Address, user: Any) -> Sheet:
    """The table as the account would get it now; PermissionDenied or Http404 where it would not.

    The view reads from a request who asks and which filters: those are put back into one.
    """
    match = resolve(address.path)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address.path
    request.resolver_match = match
    request.GET = QueryDict(address.query)
    request.user = user
    sheet: Sheet = match.func.table(request, **match.kwargs)  # type: ignore[attr-defined]  # see export_view
    return sheet
