"""Builds the index of citations anew from published texts, and finds the documents they mean.

Everything may run twice and at once: rows of one text are written while its record is locked, and
what was written is resolved again once both the text and the documents are committed, so that the
later of two publications sees the other.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction

from intranet.policies.citations.sources import CitationSource, sources
from intranet.policies.citing import Candidate, Reader, Wanted, code_key, resolved
from intranet.policies.citing import Citation as Read
from intranet.policies.citing.keys import law_keys
from intranet.policies.models import Citation, DocumentKey, DocumentType, PolicyPage

AT_ONCE = 500


def index(source: CitationSource, pk: int) -> None:
    """Read the published record anew; one that is published no more leaves no citation."""
    with transaction.atomic():
        record = source.get(pk)
        rows = _rows(source, record) if record is not None else []
        Citation.objects.of(source.kind, pk).delete()
        Citation.objects.bulk_create(rows, batch_size=AT_ONCE)
        resolve({row.key for row in rows})


def forget(source: CitationSource, pk: int) -> None:
    """Take away the citations of what is published no more."""
    Citation.objects.of(source.kind, pk).delete()


def enter(page: PolicyPage) -> None:
    """Let what cites the document find it: by its number, and no longer by an older one."""
    with transaction.atomic():
        wanted = keys_of(page)
        known = set(page.document_keys.values_list("key", flat=True))
        page.document_keys.filter(key__in=known - wanted).delete()
        DocumentKey.objects.bulk_create(
            [DocumentKey(page=page, key=key) for key in sorted(wanted - known)],
            ignore_conflicts=True,
        )
        resolve(known | wanted)


def withdraw(page_id: int) -> None:
    """Let nothing find the document any more."""
    with transaction.atomic():
        keys = DocumentKey.objects.filter(page=page_id)
        lost = set(keys.values_list("key", flat=True))
        keys.delete()
        resolve(lost)


def rebuild() -> int:
    """Read every published text anew, and return how many citations there are."""
    for page in PolicyPage.objects.live().order_by("pk").iterator(chunk_size=50):
        enter(page)
    for key in DocumentKey.objects.exclude(page__live=True).values_list("page_id", flat=True):
        withdraw(key)
    for source in sources():
        live = set()
        for record in source.published():
            index(source, record.pk)
            live.add(record.pk)
        held = Citation.objects.filter(source_kind=source.kind).order_by()
        for pk in set(held.values_list("source_id", flat=True)) - live:
            forget(source, pk)
    return int(Citation.objects.count())


def keys_of(page: PolicyPage) -> set[str]:
    """The keys under which a document is cited: its code, and the name if it is a law."""
    keys = {code_key(page.document_code)} - {""}
    if page.document_type == DocumentType.LAW:
        keys |= law_keys([page.title, page.abstract])
    return keys


def _rows(source: CitationSource, record: Any) -> list[Citation]:
    """The citations of a text as rows that are not resolved yet."""
    reader = Reader()
    found = [(text.place, read) for text in source.texts(record) for read in reader.read(text.text)]
    day = source.day(record)
    return [
        _row(source.kind, record.pk, position, place, read, day)
        for position, (place, read) in enumerate(found)
    ]


def _row(
    kind: str, pk: int, position: int, place: str, read: Read, day: datetime.date | None
) -> Citation:
    return Citation(
        source_kind=kind,
        source_id=pk,
        page_id=pk if kind == "page" else None,
        position=position,
        place=place[:160],
        printed=read.printed[:500],
        document=read.document[:300],
        kind=read.kind,
        key=read.key,
        day=read.day,
        is_day_impossible=read.is_day_impossible,
        year=read.year,
        issuer=read.issuer[:120],
        part=read.part[:160],
        cited_on=day,
    )


def resolve(keys: Collection[str]) -> None:
    """Find the documents meant by all citations with these keys, now and once all is committed."""
    if keys:
        _resolve(keys)
        transaction.on_commit(partial(_resolve, keys))


def _resolve(keys: Collection[str]) -> None:
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        _resolve_some(wanted[start : start + AT_ONCE])


def _resolve_some(keys: list[str]) -> None:
    """Four statements at most: the citations, the candidates, the parts of those, the change."""
    citations = list(Citation.objects.filter(key__in=keys).order_by("pk"))
    candidates = _candidates(keys)
    before = {row.pk: (row.target_id, row.doubt, row.anchor) for row in citations}
    for row in citations:
        row.target_id, row.doubt = resolved(_wanted(row), candidates[row.key])
    anchors = _anchors({row.target_id for row in citations if row.part and row.target_id})
    for row in citations:
        row.anchor = _nearest(row.part, anchors.get(row.target_id, frozenset()))
    changed = [row for row in citations if before[row.pk] != (row.target_id, row.doubt, row.anchor)]
    Citation.objects.bulk_update(changed, ["target", "doubt", "anchor"], batch_size=AT_ONCE)


def _wanted(row: Citation) -> Wanted:
    return Wanted(
        key=row.key,
        day=row.day,
        is_day_impossible=row.is_day_impossible,
        year=row.year,
        issuer=row.issuer,
        cited_on=row.cited_on,
    )


def _candidates(keys: Iterable[str]) -> dict[str, list[Candidate]]:
    """The published documents by key."""
    found = DocumentKey.objects.filter(key__in=keys, page__live=True).order_by("page_id")
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for key, page_id, day, *issuers in found.values_list(
        "key", "page_id", "page__issued_on", "page__issuer", "page__parent_body"
    ):
        by_key[key].append(Candidate(page_id, day, tuple(name for name in issuers if name)))
    return by_key


def _anchors(page_ids: Collection[int]) -> dict[int | None, frozenset[str]]:
    """The anchors of the parts of documents."""
    if not page_ids:
        return {}
    pages = PolicyPage.objects.filter(pk__in=page_ids).only("pk", "body")
    return {
        page.pk: frozenset(block.value["anchor"] or "" for block in page.body) for page in pages
    }


def _nearest(part: str, anchors: Collection[str]) -> str:
    """The anchor of the part, or of the nearest above it; empty where there is none."""
    while part and part not in anchors:
        part = part.rpartition(".")[0]
    return part
