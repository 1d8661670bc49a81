"""Links that a higher app sets into the texts of a page, such as to the documents cited there.

An app registers a function with `@hooks.register("construct_text_links")`; it is called with the
page and the request, and returns what sets the links. What is stored stays as it is.
"""

from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail import hooks

HOOK = "construct_text_links"
KNOWN = "_text_links"


class TextLinks(Protocol):
    """Sets links into the texts of one page."""

    def in_text(self, text: str) -> SafeString:
        """Return plain text escaped, with links."""

    def in_html(self, html: str) -> SafeString:
        """Return safe HTML with links, none within another link."""


class NoLinks:
    """Sets none."""

    def in_text(self, text: str) -> SafeString:
        """The text, escaped."""
        return conditional_escape(text)

    def in_html(self, html: str) -> SafeString:
        """The HTML as it is."""
        return SafeString(html)


NO_LINKS = NoLinks()


def text_links(page: Any, request: HttpRequest | None) -> TextLinks:
    """Return what sets the links of a page; asked once, however many texts the page has."""
    makers = hooks.get_hooks(HOOK)
    if request is None or not page.pk or not makers:
        return NO_LINKS
    known: dict[int, TextLinks] = vars(request).setdefault(KNOWN, {})
    if page.pk not in known:
        known[page.pk] = makers[0](page, request)
    return known[page.pk]
