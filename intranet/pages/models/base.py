"""What every page of ours has: a circle of readers, a summary, topics and keywords."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet

from intranet.organisation.models import Audience
from intranet.organisation.permissions import audience_ids_of
from intranet.pages.models.listing import ListFilter
from intranet.pages.models.topics import PageKeyword, Topic


class BasePageQuerySet(PageQuerySet):
    """Pages by who may read them."""

    def visible_to(self, user: Any) -> "BasePageQuerySet":
        """Live pages addressed to the person behind the account."""
        return self.live().filter(audience__in=audience_ids_of(user))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """The abstract page; concrete types stand one level below it and nowhere deeper."""

    audience = models.ForeignKey(
        Audience,
        verbose_name=_("audience"),
        on_delete=models.PROTECT,
        related_name="+",
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

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("topics"), FieldPanel("keywords")],
            heading=_("Readers and subjects"),
        ),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus")], heading=_("Address and menu")
        ),
    ]

    # How a list of pages prints, orders and narrows this type.
    list_template: ClassVar[str] = "pages/items/card.html"
    list_filters: ClassVar[tuple[ListFilter, ...]] = ()

    class Meta:
        abstract = True

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
