"""The registry of what is searched for citations: pages here, questions by the app above."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.rich_text import get_text_for_indexing

from intranet.pages.models import BasePage
from intranet.policies.models import PolicyPage

BASIS = "basis"


class Text(NamedTuple):
    """A piece of a published text; `place` is the anchor of a part, or the name of a field."""

    place: str
    text: str


class Found(NamedTuple):
    """Where a citation stands, as the report names it."""

    title: str
    edit_url: str


class CitationSource(Protocol):
    """A kind of text that is searched for citations."""

    kind: str

    def has(self, model: type[models.Model]) -> bool:
        """Whether records of the model belong to the kind."""

    def published(self) -> Iterable[Any]:
        """All records that readers may see, one by one."""

    def get(self, pk: int) -> Any | None:
        """The published record, locked against a second publication at the same time."""

    def texts(self, record: Any) -> Iterable[Text]:
        """The text of the record as published, in its order."""

    def day(self, record: Any) -> datetime.date | None:
        """The day of the document, if it is one: what it cites cannot be younger."""

    def editable_by(self, user: Any) -> QuerySet[Any]:
        """The keys of the records that the account may change."""

    def named(self, ids: Iterable[int]) -> Mapping[int, Found]:
        """The titles of the records and where they are changed, in one statement."""


_sources: dict[str, CitationSource] = {}


def register(source: CitationSource) -> None:
    """Add a kind of text; called from `AppConfig.ready`."""
    _sources[source.kind] = source


def sources() -> list[CitationSource]:
    """The registered kinds."""
    return list(_sources.values())


def source_of(model: type[models.Model]) -> CitationSource | None:
    """The kind that records of the model belong to."""
    return next((source for source in sources() if source.has(model)), None)


def page_models() -> list[type[BasePage]]:
    """The concrete types of our pages."""
    return [model for model in get_page_models() if issubclass(model, BasePage)]


class PageTexts:
    """Every page of ours: documents by their parts, all others by their fields."""

    kind = "page"

    def has(self, model: type[models.Model]) -> bool:
        """Whether it is a page of ours."""
        return issubclass(model, BasePage)

    def published(self) -> Iterator[BasePage]:
        """All live pages, type by type."""
        for model in page_models():
            yield from model.objects.live().order_by("pk").iterator(chunk_size=50)

    def get(self, pk: int) -> BasePage | None:
        """The live page, its row locked."""
        page = Page.objects.select_for_update().filter(pk=pk, live=True).first()
        specific = page.specific if page else None
        return specific if isinstance(specific, BasePage) else None

    def texts(self, record: BasePage) -> Iterator[Text]:
        """Basis and parts of a document; the text fields of any other page."""
        return policy_texts(record) if isinstance(record, PolicyPage) else page_texts(record)

    def day(self, record: BasePage) -> datetime.date | None:
        """The day of issue of a document."""
        return record.issued_on if isinstance(record, PolicyPage) else None

    def editable_by(self, user: Any) -> QuerySet[Any]:
        """The pages that the account may change."""
        policy = PagePermissionPolicy()
        return policy.instances_user_has_permission_for(user, "change").values("pk")

    def named(self, ids: Iterable[int]) -> dict[int, Found]:
        """The titles with the address of the editor."""
        titles = Page.objects.filter(pk__in=ids).values_list("pk", "title")
        return {
            pk: Found(title, reverse("wagtailadmin_pages:edit", args=[pk])) for pk, title in titles
        }


def policy_texts(page: PolicyPage) -> Iterator[Text]:
    """The basis line by line, then every part; notes of editors are no text of the paper."""
    for line in page.basis.splitlines():
        yield Text(BASIS, line)
    for block in page.body:
        anchor = block.value["anchor"] or ""
        if block.block_type == "part":
            yield Text(anchor, block.value["title"] or "")
            yield Text(anchor, block.value["text"] or "")
        else:
            for text in block.block.get_searchable_content(block.value):
                yield Text(anchor, text)


def page_texts(page: BasePage) -> Iterator[Text]:
    """Everything that is written on a page, field by field."""
    own = [
        field for field in page._meta.get_fields() if getattr(field, "model", None) is type(page)
    ]
    for field in [page._meta.get_field("summary"), *own]:
        value = getattr(page, field.name, None) if isinstance(field, models.Field) else None
        if isinstance(field, StreamField):
            for text in field.stream_block.get_searchable_content(value):
                yield Text(field.name, text)
        elif isinstance(field, RichTextField):
            yield Text(field.name, get_text_for_indexing(value or ""))
        elif isinstance(field, models.TextField):
            yield Text(field.name, value or "")
