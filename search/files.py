"""Keeps the index of uploaded documents; their text is read by the task worker."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.documents import get_document_model

from intranet.pages.files.readers import with_readers
from search import file_text
from search.indexing import FORM, write_entries
from search.models import Entry
from search.models.index import FILE, INSIDE_CIRCLE, NOBODYS_CIRCLE, OPEN_CIRCLE


@task()
def read_file(document_id: int) -> None:
    """Write what is found of an uploaded document."""
    index_files([document_id])


def index_files(pks: Iterable[int]) -> None:
    """Read the files and write their entries; each is read outside of the transaction."""
    documents = get_document_model().objects.filter(pk__in=list(pks))
    for document in with_readers(documents, user=AnonymousUser()):
        found = file_text.sections(document.file_extension, _content(document))
        with transaction.atomic():
            write_entries([(_entry(document), found)], key="document")


def write_waiting(*, now: datetime.datetime) -> int:
    """Read the files whose entries are missing or of an older form, a job of the clock."""
    waiting = waiting_files()
    for document_id in waiting:
        index_files([document_id])
    return len(waiting)


def files_of_page(page_id: int) -> list[int]:
    """The documents that are read by whoever reads the page."""
    documents = get_document_model().objects.filter(collection__binding__page=page_id)
    return list(documents.values_list("pk", flat=True))


def waiting_files() -> list[int]:
    """The documents without an entry in the form of today."""
    written = Entry.objects.filter(version=FORM, document__isnull=False).values("document_id")
    documents = get_document_model().objects.exclude(pk__in=written).order_by("pk")
    return list(documents.values_list("pk", flat=True))


def _content(document: Any) -> bytes:
    """The bytes of the file; none where the storage has lost it."""
    try:
        with document.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return b""
    return content


def _entry(document: Any) -> Entry:
    return Entry(
        document_id=document.pk,
        model=FILE,
        kind=_("File"),
        title=document.title,
        day=document.created_at.date(),
        circle=_circle(document),
        version=FORM,
    )


def _circle(document: Any) -> int:
    """Whose words the file has, as `access.may_have` decides about the file itself."""
    bound = document.bound
    if bound is None:
        return OPEN_CIRCLE if document.is_public else INSIDE_CIRCLE
    if bound["audience_id"] is None or not bound["is_live"]:
        return NOBODYS_CIRCLE
    return OPEN_CIRCLE if bound["is_open"] else bound["audience_id"]
