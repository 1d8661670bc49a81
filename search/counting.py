"""Counting what was searched for in vain: the words alone, never who asked.

What looks like personal data is not kept: addresses of e-mail, long numbers, names of the roll.
"""

import datetime
import logging
import re

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.contrib.search_promotions.models import QueryDailyHits

from intranet.organisation.models import Person
from search import promotions
from search.equivalents import key_of
from search.models import LONGEST_COUNTED, EmptySearch
from search.text import fold, plain

logger = logging.getLogger(__name__)

MOST_A_DAY = 2_000  # different queries; what comes after them is not counted
SHORTEST = 2  # signs
# Telephone numbers, identity cards and the like, however they are grouped; no number of a document.
_LONG_NUMBER = re.compile(r"\d(?:[ .\-–()]*\d){6,}")
_DATES = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
_NAME_WORDS = range(2, 6)
_MOST_WORDS_READ = 8


def count(query: str, hits: int) -> None:
    """Count the query if it found nothing, or if something is promoted for it.

    A search is answered although it could not be counted.
    """
    try:
        with transaction.atomic():
            if hits:
                promotions.count_hit(query)
            else:
                _count_in_vain(query)
    except DatabaseError:
        logger.exception("A search could not be counted")


def _count_in_vain(query: str) -> None:
    typed = " ".join(plain(query).split())[:LONGEST_COUNTED].strip()
    folded = key_of(typed)[:LONGEST_COUNTED].strip()
    if len(folded) < SHORTEST:
        return
    rows = EmptySearch.objects.filter(day=timezone.localdate(), folded=folded)
    if rows.update(times=F("times") + 1) or not _may_be_kept(typed):
        return
    EmptySearch.objects.bulk_create(
        [EmptySearch(day=timezone.localdate(), folded=folded, typed=typed)], ignore_conflicts=True
    )
    rows.update(times=F("times") + 1)


def _may_be_kept(typed: str) -> bool:
    """Whether the words say nothing of a person, and there is room for them today."""
    if "@" in typed or _LONG_NUMBER.search(_DATES.sub(" ", typed)):
        return False
    if EmptySearch.objects.filter(day=timezone.localdate()).count() >= MOST_A_DAY:
        return False
    return not _names_somebody(typed)


def _names_somebody(typed: str) -> bool:
    """Whether words side by side are the whole name, or the staff code, of somebody on the roll."""
    words = fold(typed).split()[:_MOST_WORDS_READ]
    runs = {
        " ".join(words[start : start + length])
        for length in _NAME_WORDS
        for start in range(len(words) - length + 1)
    }
    begins_so = Q(staff_code__iexact=typed)
    for run in runs:
        begins_so |= Q(search_name__startswith=f" {run} ")
    people = Person.objects.filter(begins_so).order_by().values_list("full_name", "staff_code")
    return any(fold(name) in runs or code.lower() == typed.lower() for name, code in people)


def remove_old(*, now: datetime.datetime) -> int:
    """Remove what is kept no longer; Wagtail's counts of promoted queries too."""
    first = timezone.localdate(now) - datetime.timedelta(days=settings.SEARCHES_KEPT_DAYS)
    removed, _models = EmptySearch.objects.before(first).delete()
    QueryDailyHits.objects.filter(date__lt=first).delete()
    return removed
