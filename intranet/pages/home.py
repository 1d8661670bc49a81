"""The home page is put together through a hook, so that higher apps add to it unasked.

An app registers a function with `@hooks.register("construct_reader_home")` in its
wagtail_hooks.py; it is called with the request and the list of sections and appends its own.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

HOOK = "construct_reader_home"


class HomeSection(Component):
    """One section of the home page: a template with ready rows, and its place among the others."""

    def __init__(self, *, template_name: str, order: int, **rows: Any) -> None:
        self.template_name = template_name
        self.order = order
        self.rows = rows

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give the template its rows and nothing else."""
        return self.rows


def home_sections(request: HttpRequest) -> list[HomeSection]:
    """Return the sections of the reader's home page in their order."""
    sections: list[HomeSection] = []
    for append in hooks.get_hooks(HOOK):
        append(request, sections)
    return sorted(sections, key=lambda section: section.order)
