"""What editors put first for a query: Wagtail's promoted results, by folded words, within rights.

Wagtail compares the query letter by letter and shows every page to everybody; here «cai cach»
finds what was promoted for «Cải cách», synonyms count, and the right of reading decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import QueryDailyHits, SearchPromotion
from wagtail.models import Page

from search import lists
from search.equivalents import key_of
from search.models import Entry

MOST = 5


@dataclass(frozen=True, slots=True)
class Promoted:
    """A page, or an address elsewhere, with what editors say of it."""

    title: str
    description: str
    page: Page | None = None
    external_url: str = ""

    def get_url(self, request: HttpRequest) -> str:
        """Where it leads."""
        return self.external_url if self.page is None else self.page.get_url(request) or ""


def promoted(query: str, user: Any) -> list[Promoted]:
    """What stands first for the query; two statements where anything is promoted for it."""
    queries = _queries_of(query)
    if not queries:
        return []
    order = {pk: place for place, pk in enumerate(queries)}
    picks = list(SearchPromotion.objects.filter(query__in=queries).select_related("page"))
    picks.sort(key=lambda pick: (order[pick.query_id], pick.sort_order or 0, pick.pk))
    readable = _readable({pick.page_id for pick in picks if pick.page_id}, user)
    return list(dict.fromkeys(_shown(picks, readable)))[:MOST]


def count_hit(query: str) -> None:
    """Count that somebody asked for what is promoted: editors see it in Wagtail's list."""
    for pk in _queries_of(query)[:1]:
        day = timezone.localdate()
        QueryDailyHits.objects.get_or_create(query_id=pk, date=day)
        QueryDailyHits.objects.filter(query_id=pk, date=day).update(hits=F("hits") + 1)


def is_promoted(key: str) -> bool:
    """Whether something is promoted for the folded words."""
    return key in lists.current().promoted


def _queries_of(text: str) -> list[int]:
    """The queries with promotions that mean the same: the words themselves first."""
    known = lists.current()
    key = key_of(text)
    keys = [key, *known.expansions.get(key, ())]
    return [pk for one in keys for pk in known.promoted.get(one, ())]


def _readable(pages: set[int], user: Any) -> set[int]:
    """Those of the pages that the person may read, by the rule of search itself."""
    if not pages:
        return set()
    visible = Entry.objects.visible_to(user).filter(page__in=pages)
    return set(visible.values_list("page_id", flat=True))


def _shown(picks: list[SearchPromotion], readable: set[int]) -> Iterator[Promoted]:
    for pick in picks:
        if pick.page_id is None:
            yield Promoted(
                pick.external_link_text or pick.external_link_url,
                pick.description,
                external_url=pick.external_link_url,
            )
        elif pick.page_id in readable:
            yield Promoted(pick.page.title, pick.description, pick.page)
