"""What the screen of search prints, as ready rows."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format

from intranet.pages.sites import site_of
from search import finding, highlighting
from search.filtering import PARAMETERS, Filter
from search.finding import Found
from search.models import Entry, Passage
from search.promotions import promoted
from search.queries import LONGEST, Query

PER_PAGE = 10
QUERY, PAGE = "q", "trang"
SUGGESTED = 7
SHORTEST = 2  # signs before anything is suggested


def rows(request: HttpRequest, today: datetime.date) -> dict[str, Any]:
    """Return everything that the template prints; nothing is searched for without a query."""
    text = " ".join(request.GET.get(QUERY, "")[:LONGEST].split())
    chosen = {name: request.GET[name] for name in PARAMETERS if request.GET.get(name)}
    if not text:
        return {"text": "", "query": QUERY, "longest": LONGEST}
    site_of(request)  # else Wagtail fetches another one for the addresses of the results
    found = finding.find(user=request.user, text=text, chosen=chosen, today=today)
    page = Paginator(found.order, PER_PAGE).get_page(request.GET.get(PAGE))
    shown = _shown(request, found.query, list(page), today)
    return {
        "text": text,
        "query": QUERY,
        "longest": LONGEST,
        "found": found,
        "total": len(found.order),
        "page": page,
        "results": shown,
        "promoted": _promoted(request, text, page),
        "correction": _correction(found, text, shown),
        "filters": [one for one in found.filters if one.chosen or _is_a_choice(one, found)],
        "is_narrowed": any(one.chosen for one in found.filters),
        "all_url": f"{reverse('search')}?{urlencode({QUERY: text})}",
        "carried": _carried(found, text),
    }


def suggestions(request: HttpRequest) -> list[dict[str, str]]:
    """Return the titles that go on from what was typed so far."""
    text = " ".join(request.GET.get(QUERY, "")[:LONGEST].split())
    if len(text) < SHORTEST:
        return []
    return [
        {"title": entry.title, "note": entry.designation(), "url": _url(entry, request)}
        for entry in finding.suggest(user=request.user, text=text, most=SUGGESTED)
    ]


def _is_a_choice(one: Filter, found: Found) -> bool:
    """Whether the filter would leave something else than all results."""
    counts = [choice.count for choice in one.choices]
    return len(counts) > 1 or (len(counts) == 1 and counts[0] < len(found.rows))


def _carried(found: Found, text: str) -> str:
    """What the links between the pages of the list carry along."""
    chosen = {one.parameter: one.chosen for one in found.filters if one.chosen}
    return urlencode({QUERY: text, **chosen}) + "&"


def _promoted(request: HttpRequest, text: str, page: PageOfList) -> list[dict[str, str]]:
    """What editors put first, on the first page."""
    if page.number > 1:
        return []
    return [
        {"title": one.title, "url": one.get_url(request) or ""}
        for one in promoted(text, request.user)
    ]


def _correction(found: Found, text: str, shown: Sequence[Mapping[str, Any]]) -> str:
    """The corrected words in the spelling of the results that are shown."""
    if not found.corrected:
        return ""
    said = [one["words"] for one in shown]
    return finding.respelled(found.corrected, text, said)


def _shown(
    request: HttpRequest, query: Query, pks: Sequence[int], today: datetime.date
) -> list[dict[str, Any]]:
    """The rows of one page of the list: two statements, none where there is nothing."""
    if not pks:
        return []
    entries = Entry.objects.filter(pk__in=pks).select_related("page", "document").defer("words")
    by_pk = {entry.pk: entry for entry in entries}
    passages = finding.passages_of(query, pks)
    return [
        _row(request, query, by_pk[pk], passages.get(pk, []), today) for pk in pks if pk in by_pk
    ]


def _row(
    request: HttpRequest,
    query: Query,
    entry: Entry,
    passages: Sequence[Passage],
    today: datetime.date,
) -> dict[str, Any]:
    url = _url(entry, request)
    sections = [_section(query, passage, url) for passage in passages]
    return {
        "title": highlighting.marked(entry.title, query),
        "url": url,
        "kind": entry.kind,
        "number": highlighting.marked(entry.number, query),
        "issuer": entry.issuer,
        "day": date_format(entry.day, "d/m/Y") if entry.day else "",
        "is_over": entry.effective_to is not None and entry.effective_to <= today,
        "sections": sections,
        "summary": [] if sections else highlighting.excerpt(entry.summary, query),
        "words": " ".join([entry.title, *(passage.text for passage in passages)]),
    }


def _section(query: Query, passage: Passage, url: str) -> dict[str, Any]:
    return {
        "heading": highlighting.marked(passage.heading, query),
        "url": f"{url}#{passage.anchor}" if passage.anchor else url,
        "text": highlighting.excerpt(passage.text, query),
    }


def _url(entry: Entry, request: HttpRequest) -> str:
    if entry.document is not None:
        return str(entry.document.url)
    return (entry.page.get_url(request) if entry.page else None) or ""
