"""What can be found: one entry for each live page and file, its passages, and its words.

All of it is derived: `manage.py update_search --rebuild` makes it anew from pages and files.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from intranet.pages.files.readable import documents_readable_by
from intranet.pages.models import BasePage, HomePage

FILE = "file"
OPEN_CIRCLE = 0  # of words that stand where everybody may read
INSIDE_CIRCLE = -1  # of words in files for everybody who is signed in
NOBODYS_CIRCLE = -2  # of words in files of a page that nobody reads


def found_page_models() -> list[type[BasePage]]:
    """The types of pages that can be found: all of ours but the front door."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, BasePage) and not issubclass(model, HomePage)
    ]


class EntryQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Entries by who may see them."""

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """Entries of pages and files that the person may read, by the rule of reading itself."""
        pages = [
            Q(model=model._meta.label_lower)
            & Exists(model.objects.visible_to(user).filter(pk=OuterRef("page_id")))
            for model in found_page_models()
        ]
        files = documents_readable_by(user).filter(pk=OuterRef("document_id"))
        return self.filter(reduce(or_, pages, Q(model=FILE) & Exists(files)))


class Entry(index.Indexed, models.Model):
    """One page or file as search knows it.

    `model` is the label of the page type, or «file». `topics` has the ids of the topics between
    spaces, ` 3 17 `. `words` and `circle` are as the vocabulary has counted them. `version` is that
    of the form in which the entry was written: an entry of another one waits to be made anew.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    document = models.OneToOneField(
        "wagtaildocs.Document",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    model = models.CharField(max_length=100)
    kind = models.CharField(_("kind"), max_length=100)
    title = models.CharField(_("title"), max_length=500)
    number = models.CharField(_("number"), max_length=100, blank=True)
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    day = models.DateField(_("date"), null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    topics = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    circle = models.BigIntegerField(default=OPEN_CIRCLE)
    words = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    # The index is written together with the passages, see `search.indexing`.
    search_auto_update = False
    wagtail_reference_index_ignore = True
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title", boost=10),
        index.SearchField("designation", boost=10),
        index.SearchField("text"),
        index.AutocompleteField("title"),
        index.AutocompleteField("number"),
    ]

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True, document__isnull=False)
                | Q(page__isnull=False, document__isnull=True),
                name="search_entry_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def designation(self) -> str:
        """How people name it beside its title: Kế hoạch số 28/KH-SLĐTBXH."""
        return f"{self.kind} số {self.number}" if self.number else self.kind

    def text(self) -> str:
        """Everything that is written on the page or in the file, beside its name."""
        passages: Iterable[Passage] = self.passages.all()
        day = f"{self.day:%d/%m/%Y}" if self.day else ""
        written = [f"{passage.heading}\n{passage.text}" for passage in passages]
        return "\n\n".join([self.issuer, f"ngày {day}", self.summary, *written])


class Passage(models.Model):
    """A piece of an entry that has an address of its own.

    `folded` is heading and text as the index has them, a space before and behind each word.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=255, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    folded = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["entry", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="search_passage_once")
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:80]


class Word(models.Model):
    """In how many entries a folded word stands that one circle of readers may see.

    `circle` is the audience, or one of the circles above.
    """

    circle = models.BigIntegerField()
    folded = models.CharField(max_length=30)
    entries = models.IntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word of the vocabulary")
        verbose_name_plural = _("words of the vocabulary")
        constraints = [
            models.UniqueConstraint(fields=["circle", "folded"], name="search_word_once")
        ]

    def __str__(self) -> str:
        return self.folded
