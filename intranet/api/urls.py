"""The interface for programs."""

from typing import Any

from django.urls import URLPattern, path

from intranet.api import views
from intranet.api.door import by_token
from intranet.api.endpoints import api


def _behind_the_door(patterns: list[Any]) -> list[URLPattern]:
    """The addresses of the interface, each asking for a token."""
    return [
        URLPattern(entry.pattern, by_token(entry.callback), entry.default_args, entry.name)
        for entry in patterns
    ]


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("api/v1/", (_behind_the_door(_patterns), "api", "api")),
    path("tai-khoan/ma-truy-cap/", views.my_tokens, name="my_tokens"),
    path("tai-khoan/ma-truy-cap/<int:pk>/thu-hoi/", views.revoke_mine, name="revoke_my_token"),
]
