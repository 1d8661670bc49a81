"""The lists of editors, remembered in the process until somebody changes one of them.

Every request that needs them asks for their version once and reads them only when it is another
one, so that all processes and machines agree with the next request.
"""

import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from intranet.pages.models import Abbreviation
from search.equivalents import expansions_of, key_of
from search.models import ListsVersion, SynonymGroup


@dataclass(frozen=True, slots=True)
class Lists:
    """What editors keep: by folded words, what may stand for them, and what is promoted for them.

    `promoted` has the numbers of Wagtail's queries: several when they differ in marks only.
    """

    version: uuid.UUID | None
    expansions: Mapping[str, tuple[str, ...]]
    promoted: Mapping[str, tuple[int, ...]]


_remembered: dict[str, Lists] = {}
_in_request = threading.local()


def current() -> Lists:
    """The lists as they are now: one statement in a request, and three more after a change."""
    lists: Lists | None = getattr(_in_request, "lists", None)
    if lists is None:
        lists = _checked()
        if getattr(_in_request, "is_one", False):
            _in_request.lists = lists
    return lists


def _checked() -> Lists:
    version = ListsVersion.objects.values_list("token", flat=True).first()
    lists = _remembered.get("lists")
    if lists is None or lists.version != version:
        lists = _remembered["lists"] = Lists(version, _expansions(), _promoted())
    return lists


def _expansions() -> dict[str, tuple[str, ...]]:
    abbreviations = Abbreviation.objects.values_list("short", "long")
    groups = SynonymGroup.objects.values_list("terms", flat=True)
    return expansions_of(abbreviations, [terms.splitlines() for terms in groups])


def _promoted() -> dict[str, tuple[int, ...]]:
    """The queries that have promotions, by their folded words."""
    found: dict[str, tuple[int, ...]] = {}
    having = Query.objects.filter(editors_picks__isnull=False).distinct().order_by("pk")
    for pk, text in having.values_list("pk", "query_string"):
        if key := key_of(text):
            found[key] = (*found.get(key, ()), pk)
    return found


def _changed(**kwargs: Any) -> None:
    ListsVersion.renew()
    _in_request.lists = None


def _request_begins(**kwargs: Any) -> None:
    _in_request.lists, _in_request.is_one = None, True


def _request_ends(**kwargs: Any) -> None:
    _in_request.lists, _in_request.is_one = None, False


def connect() -> None:
    """Follow every change of a list; called when the app starts."""
    request_started.connect(_request_begins, dispatch_uid="lists_in_request")
    request_finished.connect(_request_ends, dispatch_uid="lists_in_request")
    for model in (SynonymGroup, Abbreviation, SearchPromotion, Query):
        for signal in (post_save, post_delete):
            name = f"renew_lists_{model._meta.label_lower}"
            signal.connect(_changed, sender=model, dispatch_uid=name)
