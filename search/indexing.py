"""Keeps the index: entries, passages and vocabulary follow what is published.

Several pages are written at once, in one transaction; who searches meanwhile finds the old entries
or the new ones. Rights are never taken from the index: a list of results asks the pages themselves
(`EntryQuerySet.visible_to`).
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from intranet.pages.models import BasePage, SectionPage
from intranet.pages.searched import Section
from search import tokens
from search.models import Entry, Passage, Word
from search.models.index import OPEN_CIRCLE, found_page_models

FORM = 1  # raised when entries are written in another way than before
AT_ONCE = 100  # pages that a rebuild writes in one transaction
WRITTEN = (
    "model",
    "kind",
    "title",
    "number",
    "issuer",
    "day",
    "effective_from",
    "effective_to",
    "topics",
    "summary",
    "circle",
    "words",
    "version",
)
Delta = Counter[tuple[int, str]]


@transaction.atomic
def index_pages(pages: Sequence[BasePage]) -> None:
    """Write what is found of these pages; what of them is not published leaves the index."""
    remove_pages([page.pk for page in pages if not page.live])
    live = [page for page in pages if page.live]
    public = public_paths()
    write_entries([_described(page, public) for page in live], key="page")


def index_by_id(pks: Collection[int]) -> None:
    """Write what is found of pages of any type."""
    if pks:
        index_pages(list(Page.objects.filter(pk__in=pks).specific()))


def remove_pages(pks: Collection[int]) -> None:
    """Let pages leave the index."""
    remove_entries(Entry.objects.filter(page__in=pks))


@transaction.atomic
def remove_entries(entries: QuerySet[Entry]) -> None:
    """Delete the entries, each with its index row and its words of the vocabulary."""
    for entry in entries:
        entry.delete()


def forget(entry: Entry) -> None:
    """What goes with an entry that is deleted, by whatever way."""
    get_search_backend().delete(entry)
    count_words(_words_of(entry, -1))


def write_entries(described: Sequence[tuple[Entry, Sequence[Section]]], *, key: str) -> None:
    """Write entries that are found by `page` or `document`, in the place of older ones."""
    if not described:
        return
    column = f"{key}_id"
    ids = [getattr(entry, column) for entry, _sections in described]
    older = Entry.objects.select_for_update().filter(**{f"{key}__in": ids})
    delta: Delta = Counter()
    for entry in older:
        delta.update(_words_of(entry, -1))
    passages = {
        getattr(entry, column): [
            _passage(*numbered) for numbered in enumerate(filter(_is_written, sections))
        ]
        for entry, sections in described
    }
    entries = [entry for entry, _sections in described]
    for entry in entries:
        entry.words = _distinct_words(entry, passages[getattr(entry, column)])
        delta.update(_words_of(entry, 1))
    Entry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=[key], update_fields=WRITTEN
    )
    stored = Entry.objects.filter(**{f"{key}__in": ids}).prefetch_related("passages")
    Passage.objects.filter(entry__in=[entry.pk for entry in stored]).delete()
    Passage.objects.bulk_create(
        _of_entry(entry, passage)
        for entry in stored
        for passage in passages[getattr(entry, column)]
    )
    get_search_backend().add_bulk(Entry, stored.all())
    count_words(delta)


def public_paths() -> list[str]:
    """Where in the tree of pages everybody may read."""
    return list(SectionPage.objects.live().filter(is_public=True).values_list("path", flat=True))


def follow_section(section: Page) -> None:
    """Let the vocabulary follow a section that was opened to everybody, closed or moved."""
    public = public_paths()
    pages = dict(Page.objects.descendant_of(section, inclusive=True).values_list("pk", "path"))
    audiences = _audiences(list(pages))
    delta: Delta = Counter()
    changed = []
    for entry in Entry.objects.filter(page__path__startswith=section.path):
        pk = entry.page_id or 0
        circle = _circle(pages[pk], audiences[pk], public)
        if circle != entry.circle:
            delta.update(_words_of(entry, -1))
            entry.circle = circle
            delta.update(_words_of(entry, 1))
            changed.append(entry)
    Entry.objects.bulk_update(changed, ["circle"], batch_size=500)
    count_words(delta)


def count_words(delta: Delta) -> None:
    """Add to the vocabulary, in one order for everybody, so that writers wait and never block."""
    rows = sorted((circle, word, count) for (circle, word), count in delta.items() if count)
    table = connection.ops.quote_name(Word._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            cursor.execute(
                f"INSERT INTO {table} (circle, folded, entries) VALUES"  # noqa: S608  no input
                f" {', '.join(['(%s, %s, %s)'] * len(part))}"
                f" ON CONFLICT (circle, folded) DO UPDATE"
                f" SET entries = {table}.entries + excluded.entries",
                [value for row in part for value in row],
            )


def write_waiting(*, now: datetime.datetime) -> int:
    """Write the pages whose entries are missing or of an older form, a job of the clock.

    So an installation that was updated fills its index by itself.
    """
    count = 0
    for model, pks in waiting_pages():
        index_pages(list(model.objects.filter(pk__in=pks)))
        count += len(pks)
    return count


@transaction.atomic
def begin_anew() -> None:
    """Let every entry wait to be written, and count the words from the front."""
    Word.objects.all().delete()
    Entry.objects.update(version=0, words="")


def waiting_pages() -> Iterable[tuple[type[BasePage], list[int]]]:
    """By type the live pages without an entry in the form of today, a few at a time."""
    written = Entry.objects.filter(version=FORM, page__isnull=False).values("page_id")
    for model in found_page_models():
        waiting = list(
            model.objects.live().exclude(pk__in=written).order_by("pk").values_list("pk", flat=True)
        )
        for start in range(0, len(waiting), AT_ONCE):
            yield model, waiting[start : start + AT_ONCE]


def _described(page: BasePage, public: Sequence[str]) -> tuple[Entry, Sequence[Section]]:
    said = page.searched()
    topics = [str(topic.pk) for topic in page.topics.all()][:60]
    entry = Entry(
        page_id=page.pk,
        model=page._meta.label_lower,
        kind=said.kind,
        title=page.title,
        number=said.number,
        issuer=said.issuer,
        day=said.day or (page.first_published_at and page.first_published_at.date()),
        effective_from=said.effective_from,
        effective_to=said.effective_to,
        topics=f" {' '.join(topics)} " if topics else "",
        summary=said.summary,
        circle=_circle(page.path, page.audience_id, public),
        version=FORM,
    )
    return entry, said.sections


def _circle(path: str, audience_id: int, public: Sequence[str]) -> int:
    """Whose words the page has: those of everybody, or of its audience."""
    return OPEN_CIRCLE if any(map(path.startswith, public)) else audience_id


def _audiences(pks: Collection[int]) -> dict[int, int]:
    """The audiences of pages of any type."""
    return {
        pk: audience_id
        for model in found_page_models()
        for pk, audience_id in model.objects.filter(pk__in=pks).values_list("pk", "audience_id")
    }


def _passage(position: int, section: Section) -> Passage:
    found = tokens.pieces(f"{section.heading}\n{section.text}")
    return Passage(
        position=position,
        anchor=section.anchor,
        heading=section.heading[:500],
        text=section.text,
        folded=f" {' '.join([*found.words, *found.beside])} ",
    )


def _is_written(section: Section) -> bool:
    return bool(section.heading or section.text)


def _of_entry(entry: Entry, passage: Passage) -> Passage:
    passage.entry = entry
    return passage


def _distinct_words(entry: Entry, passages: Iterable[Passage]) -> str:
    said = [entry.title, entry.designation(), entry.issuer, entry.summary]
    found = [word for text in said for word in tokens.words(text)]
    for passage in passages:
        found += passage.folded.split()
    return " ".join(tokens.distinct_words(found))


def _words_of(entry: Entry, sign: int) -> Delta:
    return Counter({(entry.circle, word): sign for word in entry.words.split()})
