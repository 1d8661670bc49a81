"""The lines of both logs as one, newest first.

Pages and everything else are logged in two tables. Each is read in the order of its index on time,
and the two are merged here; a page of the log starts behind the last line of the page before it, so
that neither counting nor skipping grows with the log.
"""

import datetime
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import ModelLogEntry, PageLogEntry

from intranet.accounts.models import User
from intranet.organisation.models import Person
from search.folded import having_words

SOURCES: tuple[Any, ...] = (PageLogEntry, ModelLogEntry)
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks the log for; what is empty narrows nothing."""

    person: str = ""
    action: str = ""
    """One action, or the beginning of several, ending with a dot."""
    kind: ContentType | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    text: str = ""


class Place(NamedTuple):
    """Behind which line a page of the log starts."""

    timestamp: datetime.datetime
    source: int
    pk: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a place from an address; None for anything else."""
        try:
            moment, source, pk = text.split("_")
            timestamp = parse_datetime(moment)
            place = cls(timestamp, int(source), int(pk)) if timestamp else None
        except ValueError:
            return None
        is_known = place is not None and place.source in range(len(SOURCES))
        return place if is_known and timezone.is_aware(place.timestamp) else None  # type: ignore[union-attr]  # known above

    def __str__(self) -> str:
        moment = f"{self.timestamp.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        return f"{moment}_{self.source}_{self.pk}"

    def behind(self, source: int) -> Q:
        """Lines of a table that come after this place: older, and of equal age in a fixed order."""
        older = Q(timestamp__lt=self.timestamp)
        if source < self.source:
            return older
        if source > self.source:
            return older | Q(timestamp=self.timestamp)
        return older | Q(timestamp=self.timestamp, pk__lt=self.pk)


def place_of(entry: Any) -> Place:
    """Where the line stands."""
    return Place(entry.timestamp, SOURCES.index(type(entry)), entry.pk)


def page_of_lines(wanted: Wanted, place: Place | None, size: int) -> tuple[list[Any], Place | None]:
    """Return so many lines and the place behind them, None at the end; one statement a table."""
    found: list[Any] = []
    for source, model in enumerate(SOURCES):
        lines = _narrowed(model, wanted).select_related("user__person", "content_type")
        if place is not None:
            lines = lines.filter(place.behind(source))
        found.extend(lines[: size + 1])
    found.sort(key=_rank, reverse=True)
    shown = found[:size]
    return shown, place_of(shown[-1]) if len(found) > size else None


def all_lines(wanted: Wanted) -> Iterator[Any]:
    """Every line that is wanted, a chunk at a time in memory."""
    sources = (
        _narrowed(model, wanted)
        .select_related("user__person", "content_type")
        .iterator(chunk_size=CHUNK)
        for model in SOURCES
    )
    return heapq.merge(*sources, key=_rank, reverse=True)


def _rank(entry: Any) -> tuple[datetime.datetime, int, int]:
    place = place_of(entry)
    return place.timestamp, -place.source, place.pk


def _narrowed(model: Any, wanted: Wanted) -> QuerySet:
    """The lines of one table that are wanted, newest first."""
    lines = model.objects.order_by("-timestamp", "-pk")
    if wanted.person:
        lines = lines.filter(user__in=_accounts(wanted.person))
    if wanted.action.endswith("."):
        lines = lines.filter(action__startswith=wanted.action)
    elif wanted.action:
        lines = lines.filter(action=wanted.action)
    if wanted.kind is not None:
        lines = lines.filter(content_type=wanted.kind)
    if wanted.since:
        lines = lines.filter(timestamp__gte=_midnight(wanted.since))
    if wanted.until:
        lines = lines.filter(timestamp__lt=_midnight(wanted.until + datetime.timedelta(days=1)))
    if wanted.text:
        told = lines.alias(reason=KeyTextTransform("reason", "data"))
        lines = having_words(told, ["label", "reason"], wanted.text)
    return lines


def _accounts(text: str) -> QuerySet:
    """Accounts whose name, or whose person's name, contains the words."""
    people = Person.objects.matching(text).exclude(user=None).order_by()
    so_named = having_words(User.objects.all(), ["username"], text)
    named = Q(pk__in=so_named.values("pk")) | Q(pk__in=people.values("user"))
    return User.objects.filter(named).order_by().values("pk")


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
