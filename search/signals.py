"""The index follows every publication, withdrawal, move and change of audience."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from intranet.pages.models import BasePage, SectionPage
from search import files, indexing
from search.models import Entry
from search.models.index import found_page_models

# What Wagtail writes when a draft is saved; nothing that is read on the page.
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "latest_revision",
        "latest_revision_id",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
    }
)


def connect() -> None:
    """Listen."""
    for model in found_page_models():
        post_save.connect(page_saved, sender=model)
        page_published.connect(publication_changed, sender=model)
        page_unpublished.connect(publication_changed, sender=model)
    post_page_move.connect(page_moved)
    post_save.connect(document_saved, sender=get_document_model())
    pre_delete.connect(entry_deleted, sender=Entry)


def page_saved(instance: BasePage, raw: bool = False, **kwargs: Any) -> None:
    """Write the page anew, unless only its draft was saved."""
    fields = kwargs.get("update_fields")
    if raw or (fields is not None and DRAFT_FIELDS.issuperset(fields)):
        return
    indexing.index_pages([instance])
    for document_id in files.files_of_page(instance.pk):
        files.read_file.enqueue(document_id)
    if isinstance(instance, SectionPage):
        indexing.follow_section(instance)


def publication_changed(instance: BasePage, **kwargs: Any) -> None:
    """Write those anew whose effect the page ends, or ended until now."""
    indexing.index_by_id(instance.searched().others)


def page_moved(instance: Page, **kwargs: Any) -> None:
    """Let what lies below follow, where another place is open to other readers."""
    indexing.follow_section(instance)


def entry_deleted(instance: Entry, **kwargs: Any) -> None:
    """Take the index row and the words along, also when the page itself was deleted."""
    indexing.forget(instance)


def document_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Have the file read by the task worker, which waits until it is stored."""
    if not raw:
        transaction.on_commit(partial(files.read_file.enqueue, instance.pk))
