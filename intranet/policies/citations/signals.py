"""Follows what is published, withdrawn and deleted, whichever app it belongs to."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished, published, unpublished

from intranet.policies.citations import indexing
from intranet.policies.citations.sources import source_of
from intranet.policies.models import PolicyPage


def read_published(instance: Any, **kwargs: Any) -> None:
    """Index what it cites, and let what cites it find it."""
    source = source_of(type(instance))
    if source is not None:
        indexing.index(source, instance.pk)
    if isinstance(instance, PolicyPage):
        indexing.enter(instance)


def forget_withdrawn(instance: Any, **kwargs: Any) -> None:
    """Take away what it cites, and the links to it."""
    source = source_of(type(instance))
    if source is not None:
        indexing.forget(source, instance.pk)
    if isinstance(instance, PolicyPage):
        indexing.withdraw(instance.pk)


def connect() -> None:
    """Listen; called when the app starts."""
    for signal in (page_published, published):
        signal.connect(read_published)
    for signal in (page_unpublished, unpublished, post_delete):
        signal.connect(forget_withdrawn)
