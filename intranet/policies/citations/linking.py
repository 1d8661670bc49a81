"""Citations become links when a text is shown; what is stored is never touched.

What leads to a document that the reader may not see stays text. A document that is not in the
register yet is marked, a doubtful citation is not: an editor looks at it.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from intranet.policies.citations.sources import PageTexts
from intranet.policies.models import Citation, PolicyPage

CLOSED_TO_LINKS = ("a", "button", "script", "style", "textarea", "code", "pre")
PARSER = "html.parser"


class CitationLinks:
    """Sets links for the citations given, each where it is printed."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """Take the address by printed citation, empty where the document is not in the register."""
        self._addresses = addresses
        longest_first = sorted(addresses, key=len, reverse=True)
        printed = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in longest_first)
        self._pattern = re.compile(rf"(?<![\w/])(?:{printed})(?![\w/])") if printed else None

    def in_text(self, text: str) -> SafeString:
        """Return plain text escaped, with links."""
        if self._pattern is None:
            return SafeString(escape(text))
        pieces, at = [], 0
        for found in self._pattern.finditer(text):
            pieces += [escape(text[at : found.start()]), self._linked(found[0])]
            at = found.end()
        return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308  escaped piece by piece

    def in_html(self, html: str) -> SafeString:
        """Return safe HTML with links in its text, none within another link."""
        if self._pattern is None:
            return SafeString(html)
        soup = BeautifulSoup(html, PARSER)
        changed = False
        for node in soup.find_all(string=self._pattern):
            if type(node) is NavigableString and not node.find_parent(CLOSED_TO_LINKS):
                node.replace_with(BeautifulSoup(self.in_text(str(node)), PARSER))
                changed = True
        return SafeString(soup) if changed else SafeString(html)

    def _linked(self, printed: str) -> SafeString:
        address = self._addresses[" ".join(printed.split())]
        if address:
            return format_html('<a class="citation" href="{}">{}</a>', address, printed)
        return format_html(
            '<span class="citation citation--missing" title="{}">{}</span>',
            _("not in the register yet"),
            printed,
        )


def links_of_page(page: Any, request: HttpRequest) -> CitationLinks:
    """Return what sets the links of a page, in one statement."""
    return citation_links(PageTexts.kind, [page.pk], request.user, request)


def citation_links(
    kind: str, ids: Iterable[int], user: Any, request: HttpRequest | None = None
) -> CitationLinks:
    """Return what sets the links of these texts for the reader, in one statement."""
    readable = PolicyPage.objects.visible_to(user).filter(pk=OuterRef("target"))
    rows = (
        Citation.objects.filter(source_kind=kind, source_id__in=ids)
        .order_by()
        .annotate(is_open=Exists(readable))
        .values_list(
            "printed", "doubt", "anchor", "is_open", "target", "target__url_path", "target__locale"
        )
    )
    address_of = _Addresses(request)
    addresses: dict[str, str] = {}
    unclear = set()
    for printed, doubt, anchor, is_open, target, url_path, locale in rows.distinct():
        if is_open or (target is None and not doubt):
            address = address_of(target, url_path, locale, anchor)
            if addresses.setdefault(printed, address) != address:
                unclear.add(printed)
        else:
            unclear.add(printed)
    return CitationLinks({text: url for text, url in addresses.items() if text not in unclear})


class _Addresses:
    """The addresses of documents, each worked out once however often it is cited."""

    def __init__(self, request: HttpRequest | None) -> None:
        self._request = request
        self._known: dict[int, str] = {}

    def __call__(self, target: int | None, url_path: str, locale: int, anchor: str) -> str:
        """Return the address of the part, empty without a document."""
        if target is None:
            return ""
        if target not in self._known:
            page = Page(pk=target, url_path=url_path, locale_id=locale)
            self._known[target] = page.get_url(self._request) or ""
        url = self._known[target]
        return f"{url}#{anchor}" if anchor else url
