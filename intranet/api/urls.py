"""The interface for programs."""

from typing import Any

from django.urls import URLPattern, path

from intranet.api.door import by_token
from intranet.api.endpoints import api


def _behind_the_door(patterns: list[Any]) -> list[URLPattern]:
    """The addresses of the interface, each asking for a token."""
    return [
        URLPattern(entry.pattern, by_token(entry.callback), entry.default_args, entry.name)
        for entry in patterns
    ]


_patterns, _app, _namespace = api.urls
urlpatterns = [path("api/v1/", (_behind_the_door(_patterns), "api", "api"))]
