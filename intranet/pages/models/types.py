"""Home, sections, news and plain information pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from intranet.pages.blocks import BodyBlock
from intranet.pages.fields import RichTextField, StreamField
from intranet.pages.models.base import BasePage


class HomePage(BasePage):
    """The front door: what I have to do, the current campaign, the latest policies and news."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "link"]
    )

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.SectionPage"]
    max_count = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")


class SectionPage(BasePage):
    """A part of the site, such as «Văn bản»; lists what stands below it, by type and newest first."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "link"]
    )
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

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")


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
