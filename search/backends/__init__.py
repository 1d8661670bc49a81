"""Wagtail's search over folded text, alike on both databases; see docs/decisions/search.md."""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string

_BACKENDS = {
    "postgresql": "search.backends.postgresql.PostgresFoldedBackend",
    "sqlite": "search.backends.sqlite.SQLiteFoldedBackend",
}


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that Wagtail looks for
    """Return the backend of the default database."""
    return import_string(_BACKENDS[connection.vendor])(params)
