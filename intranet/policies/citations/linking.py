"""Citations become links when a text is shown; what is stored is never touched.

What leads to a document that the reader may not see stays text. A document that is not in the
register yet is marked, a doubtful citation is not: an editor looks at it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

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
        .select_related("target")
        .annotate(is_open=Exists(readable))
        .only("printed", "doubt", "anchor", "target__url_path", "target__locale")
    )
    addresses: dict[str, str] = {}
    unclear = set()
    for row in rows.order_by("position"):
        if row.is_open or (row.target_id is None and not row.doubt):
            address = _address(row, request)
            if addresses.setdefault(row.printed, address) != address:
                unclear.add(row.printed)
        else:
            unclear.add(row.printed)
    return CitationLinks({text: url for text, url in addresses.items() if text not in unclear})


def _address(row: Citation, request: HttpRequest | None) -> str:
    if row.target is None:
        return ""
    url = row.target.get_url(request) or ""
    return f"{url}#{row.anchor}" if row.anchor else url
