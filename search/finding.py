"""From what somebody typed to the results that this person may read.

Everything starts from `EntryQuerySet.visible_to`: counts, choices of the filters, corrections and
passages know of nothing else. What was typed is tried as it is, then without the words of a
question, then with likely faults corrected, then with a part of it.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from intranet.organisation.permissions import audience_ids_of
from intranet.pages.models import Topic
from search import correction, filtering, highlighting, ranking
from search.backends.folding import Asked
from search.filtering import Filter, Row
from search.models import Entry, Passage, Word
from search.models.index import FILE, INSIDE_CIRCLE, OPEN_CIRCLE
from search.queries import Query, read, without_question_words
from search.synonyms import expansions
from search.tokens import tokens, words

WEIGHED = 200  # results, the best by their text, whose titles are weighed
LOOSE = 300  # results that are looked at where none has everything
PASSAGES = 2  # of each result
SUGGESTIONS = 40  # that are looked at before the best are chosen


@dataclass(frozen=True)
class Found:
    """All results in their order, by number of the entry, and how they came about.

    `query` is what was searched for in the end; `corrected` its words in place of those typed.
    """

    query: Query
    order: list[int]
    filters: tuple[Filter, ...] = ()
    corrected: str = ""
    is_partial: bool = False
    rows: list[Row] = field(default_factory=list, repr=False)


def find(*, user: Any, text: str, chosen: Mapping[str, str], today: datetime.date) -> Found:
    """Return what the person finds."""
    query = read(text, expansions())
    if not query:
        return Found(query, [])
    entries = Entry.objects.visible_to(user)
    attempt = _whole(entries, query) or _corrected(entries, query, user)
    if attempt is None:
        return _partly(entries, without_question_words(query), user, chosen, today)
    rows = attempt.rows
    filters, kept = filtering.narrowed(rows, chosen, today, topic_names(rows))
    order = _in_order(attempt.query, kept, today)
    return Found(attempt.query, order, filters, attempt.corrected, rows=rows)


def suggest(*, user: Any, text: str, most: int) -> list[Entry]:
    """Return what the person may mean whose typing has come so far, the shortest titles first."""
    entries = Entry.objects.visible_to(user).select_related("page", "document").defer("words")
    typed = " ".join(words(text))
    found = list(entries.autocomplete(text)[:SUGGESTIONS])
    return sorted(found, key=lambda entry: _suggestion_order(entry, typed))[:most]


def _suggestion_order(entry: Entry, typed: str) -> tuple[bool, bool, int, int]:
    begins = " ".join(words(entry.title)).startswith(typed)
    return not begins, entry.model == FILE, len(entry.title), -entry.pk


def vocabulary(user: Any) -> dict[str, int]:
    """Return the words that the person may read, and in how many entries each stands."""
    circles = [*audience_ids_of(user), OPEN_CIRCLE, INSIDE_CIRCLE]
    words = Word.objects.filter(circle__in=circles, entries__gt=0)
    return dict(words.values_list("folded").annotate(total=Sum("entries")))


def passages_of(query: Query, entries: Sequence[int]) -> dict[int, list[Passage]]:
    """Return for each entry the passages that have most of what was asked for; one statement.

    A passage with less than half of the words says nothing of why the entry was found.
    """
    phrases = {phrase.tokens for phrase in highlighting.phrases(query)} | {query.words}
    wanted = [f" {' '.join(phrase)} " for phrase in phrases if phrase]
    has_any = Q()
    points = []
    for part in wanted:
        has_any |= Q(folded__contains=part)
        points.append(Case(When(folded__contains=part, then=Value(len(part))), default=Value(0)))
    hits = sum(points[1:], start=points[0])
    place = Window(
        RowNumber(),
        partition_by=F("entry"),
        order_by=[F("hits").desc(), F("position").asc()],
    )
    best = (
        Passage.objects.filter(has_any, entry__in=entries)
        .annotate(hits=Case(When(pk__gt=0, then=hits), output_field=IntegerField()))
        .annotate(place=place)
        .filter(place__lte=PASSAGES + 1)
        .defer("folded")
    )
    found: dict[int, list[Passage]] = {}
    for passage in sorted(best, key=lambda one: one.place):
        found.setdefault(passage.entry_id, []).append(passage)
    return {pk: _telling(query, passages) for pk, passages in found.items()}


def topic_names(rows: Sequence[Row]) -> dict[str, str]:
    """Return the names of the topics of the results."""
    wanted = {topic for row in rows for topic in row.topics.split()}
    if not wanted:
        return {}
    names = Topic.objects.filter(pk__in=wanted).values_list("pk", "name")
    return {str(pk): name for pk, name in names}


@dataclass(frozen=True, slots=True)
class _Attempt:
    query: Query
    rows: list[Row]
    corrected: str = ""


def _whole(entries: QuerySet[Entry], query: Query) -> _Attempt | None:
    """What has everything that was asked for, the words of a question left out if need be."""
    shorter = without_question_words(query)
    for tried in dict.fromkeys([query, shorter]):
        if rows := _rows(entries, Asked(tried)):
            return _Attempt(tried, rows)
    return None


def _corrected(entries: QuerySet[Entry], query: Query, user: Any) -> _Attempt | None:
    """What has everything once likely faults are corrected."""
    known = vocabulary(user)
    for text in correction.corrected(query.text, known):
        attempt = _whole(entries, read(text, expansions()))
        if attempt is not None:
            return _Attempt(attempt.query, attempt.rows, text)
    return None


def _partly(
    entries: QuerySet[Entry],
    query: Query,
    user: Any,
    chosen: Mapping[str, str],
    today: datetime.date,
) -> Found:
    """What has at least half of what was asked for."""
    rows = _rows(entries, Asked(query, is_loose=True), most=LOOSE)
    best = max((row.score for row in rows), default=0.0)
    candidates = _candidates(rows, best, with_words=True)
    ordered = ranking.in_loose_order(query, candidates, today, vocabulary(user))
    kept = {one.pk for one in ordered}
    rows = [row for row in rows if row.pk in kept]
    filters, left = filtering.narrowed(rows, chosen, today, topic_names(rows))
    fitting = {row.pk for row in left}
    order = [one.pk for one in ordered if one.pk in fitting]
    return Found(query, order, filters, is_partial=True, rows=rows)


def _rows(entries: QuerySet[Entry], asked: Asked, most: int | None = None) -> list[Row]:
    if asked.match is None:
        return []
    results: Any = entries.search(asked).annotate_score("score")  # type: ignore[attr-defined]
    return [Row(*values) for values in results[:most].get_queryset().values_list(*Row._fields)]


def _in_order(query: Query, rows: Sequence[Row], today: datetime.date) -> list[int]:
    """The numbers of the entries: the best by their text are weighed by what they are, too."""
    first = sorted(rows, key=lambda row: (-row.score, -row.pk))
    best = first[0].score if first else 0.0
    candidates = _candidates(first[:WEIGHED], best)
    ordered = [one.pk for one in ranking.in_order(query, candidates, today)]
    return [*ordered, *(row.pk for row in first[WEIGHED:])]


def _candidates(
    rows: Sequence[Row], best: float, *, with_words: bool = False
) -> list[ranking.Candidate]:
    by_pk = {row.pk: row for row in rows}
    entries = Entry.objects.filter(pk__in=list(by_pk)).order_by()
    kept = entries if with_words else entries.defer("words")
    return [
        ranking.Candidate(
            pk=entry.pk,
            score=by_pk[entry.pk].score / best if best > 0 else 0.0,
            title=entry.title,
            designation=entry.designation(),
            day=entry.day,
            effective_to=entry.effective_to,
            is_file=entry.model == FILE,
            words=frozenset(entry.words.split()) if with_words else frozenset(),
        )
        for entry in kept.defer("summary")
        if not with_words or entry.words
    ]


def _telling(query: Query, passages: list[Passage]) -> list[Passage]:
    """The passages with half of the words; those spelled as typed stand before the others."""
    least = len(query.terms) / 2
    kept = [
        one for one in passages if highlighting.count(f"{one.heading}\n{one.text}", query) >= least
    ]
    if query.exact:
        kept = sorted(kept, key=lambda one: -highlighting.spelled(one.text, query))
    return kept[:PASSAGES]


def respelled(text: str, typed: str, shown: Iterable[str]) -> str:
    """Return a corrected text with its new words as the results spell them.

    Who typed without marks is answered without.
    """
    if typed.isascii():
        return text
    old = {token.folded for token in tokens(typed)}
    spellings: dict[str, str] = {}
    for one in shown:
        for token in tokens(one):
            spellings.setdefault(token.folded, one[token.start : token.end].lower())
    for token in reversed(tokens(text)):
        if token.folded not in old and token.folded in spellings:
            text = f"{text[: token.start]}{spellings[token.folded]}{text[token.end :]}"
    return text
