"""What every page of ours has: a circle of readers, a summary, topics and keywords."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.compat import HTTPMethod
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction

from intranet.organisation.models import Audience
from intranet.organisation.permissions import audience_ids_of
from intranet.pages.files.narrower import narrower_file_errors
from intranet.pages.models.listing import ListFilter
from intranet.pages.models.publication import CheckedPublicationMixin
from intranet.pages.models.topics import PageKeyword, Topic
from intranet.pages.searched import Searched, sections_of
from intranet.pages.second_person_rights import DraftCopyForm, SecondPersonTester
from search.text import slug as slug_of


class BasePageQuerySet(PageQuerySet):
    """Pages by who may read them."""

    def visible_to(self, user: Any) -> "BasePageQuerySet":
        """Live pages addressed to the person behind the account, or open to everybody."""
        is_addressed = Q(audience__in=audience_ids_of(user))
        return self.live().filter(is_addressed | Q(Exists(public_sections_above(OuterRef("path")))))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def public_sections_above(path: Any) -> QuerySet[Page]:
    """Live sections marked open to everybody, at this place of the page tree or above it."""
    sections = Page.objects.live().filter(sectionpage__is_public=True)
    below = Cast(path, CharField()) if isinstance(path, OuterRef) else Value(path)
    return sections.alias(below=below).filter(below__startswith=F("path"))


def everybody_id() -> int:
    """The audience of a page when nobody chose another."""
    return Audience.objects.everybody().pk


class BasePage(CheckedPublicationMixin, Page):
    """The abstract page; concrete types stand one level below it and nowhere deeper."""

    audience = models.ForeignKey(
        Audience,
        verbose_name=_("audience"),
        on_delete=models.PROTECT,
        related_name="+",
        default=everybody_id,
        help_text=_("Who may read this page and is asked to act on it."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences, shown in lists."),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), related_name="+", blank=True)
    keywords = ClusterTaggableManager(through=PageKeyword, verbose_name=_("keywords"), blank=True)

    objects: ClassVar[Any] = BasePageManager()

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("keywords", help_text=_("Separated by commas.")),
            ],
            heading=_("Readers and subjects"),
        ),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus")], heading=_("Address and menu")
        ),
    ]

    # The audience alone says who may read; Wagtail's own privacy would be a second rule beside it.
    private_page_options: ClassVar[list[str]] = []

    copy_form_class: ClassVar[type[DraftCopyForm]] = DraftCopyForm

    # How a list of pages prints, orders and narrows this type.
    list_template: ClassVar[str] = "pages/items/card.html"
    list_filters: ClassVar[tuple[ListFilter, ...]] = ()
    list_in_columns: ClassVar[bool] = True

    class Meta:
        abstract = True

    def is_addressed_to(self, user: Any) -> bool:
        """Whether the person belongs to the audience of the page."""
        return self.audience_id in audience_ids_of(user)

    def is_open_to_everybody(self) -> bool:
        """Whether the page stands in a section that is open to everybody."""
        return public_sections_above(self.path).exists()

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return none: see `private_page_options`; spares every page view two statements."""
        return PageViewRestriction.objects.none()

    def permissions_for_user(self, user: Any) -> SecondPersonTester:
        """What the account may do with the page in the admin."""
        return SecondPersonTester(user, self)

    def publication_errors(self) -> list[str]:
        """Reasons against publishing the page: a file that not all its readers may have."""
        return narrower_file_errors(self)

    def _set_core_field_defaults(self) -> None:
        """Make the address part our way first: Wagtail's drops «đ» where we write «d»."""
        page: Any = self
        address = slug_of(page.title)
        if address and page.path and not page.slug:
            page.slug = page._get_autogenerated_slug(address)
        super()._set_core_field_defaults()

    @classmethod
    def in_order(cls, pages: models.QuerySet) -> models.QuerySet:
        """Pages of this type as a list shows them: ordered, and with all that one row prints."""
        return pages.order_by("-first_published_at", "-pk")

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """Pages of this type with what their own screen prints anyway."""
        return cls.objects.all()

    def list_item(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what the list template prints of this page."""
        return {"title": self.title, "url": self.get_url(request), "summary": self.summary}

    def searched(self) -> Searched:
        """Return what search is told of the page."""
        return Searched(
            kind=str(self._meta.verbose_name).capitalize(),
            sections=sections_of(getattr(self, "body", ())),
            summary=self.summary,
        )
