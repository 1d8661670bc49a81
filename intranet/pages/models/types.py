"""Home, sections, news and plain information pages."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from intranet.pages.blocks import BodyBlock
from intranet.pages.fields import RichTextField, StreamField
from intranet.pages.home import home_sections
from intranet.pages.models.base import BasePage
from intranet.pages.models.listing import card_image, with_card_image, year_filter
from intranet.pages.pictures import prefetch_body_images
from intranet.pages.searched import Searched, sections_of_html
from intranet.pages.section import SectionList
from intranet.pages.trail import breadcrumb, find_below, topic_tags


class HomePage(BasePage):
    """The front door: what I have to do, the current campaign, the latest policies and news."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.SectionPage"]
    max_count = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address in two statements, however deep it lies."""
        if not path_components:
            return super().route(request, path_components)
        return RouteResult(find_below(self, path_components))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections that the apps put on the home page."""
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = home_sections(request)
        return context


class SectionPage(BasePage):
    """A part of the site, such as «Văn bản»; lists what stands below it by type, newest first."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])
    is_public = models.BooleanField(
        _("open to everybody"),
        default=False,
        help_text=_("Pages of this section are readable without signing in."),
    )

    template = "pages/section_page.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = [
        "pages.NewsPage",
        "pages.InformationPage",
        "policies.PolicyPage",
        "campaigns.CampaignPage",
        "quiz.QuizPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("is_public"),
    ]

    class Meta:
        verbose_name = _("section")

    def searched(self) -> Searched:
        """Add the introduction."""
        return replace(super().searched(), sections=tuple(sections_of_html(self.introduction)))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list of what stands below, narrowed by what the address asks for."""
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumb"] = breadcrumb(self, request)
        context["list"] = SectionList(self, request)
        return context


class NewsPage(BasePage):
    """A news item, with the day it stands for and an optional picture."""

    published_on = models.DateField(_("date"))
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    template = "pages/news_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    list_template = "pages/items/news.html"
    list_filters = (year_filter("published_on"),)
    list_in_columns = False

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def searched(self) -> Searched:
        """Add the day."""
        return replace(super().searched(), day=self.published_on)

    @classmethod
    def in_order(cls, pages: models.QuerySet) -> models.QuerySet:
        """Newest first, with the pictures of the cards."""
        return with_card_image(pages.order_by("-published_on", "-pk"))

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """With the picture."""
        return cls.objects.select_related("image")

    def list_item(self, request: HttpRequest | None) -> dict[str, Any]:
        """Add date and picture."""
        return {
            **super().list_item(request),
            "date": self.published_on,
            "image": card_image(self),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add breadcrumb and subjects."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_body_images(self.body)
        context["breadcrumb"] = breadcrumb(self, request)
        context["tags"] = topic_tags(self)
        return context


class InformationPage(BasePage):
    """A plain page of text: guidance, contacts, public information."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    template = "pages/information_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add breadcrumb and subjects."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_body_images(self.body)
        context["breadcrumb"] = breadcrumb(self, request)
        context["tags"] = topic_tags(self)
        return context
