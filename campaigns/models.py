"""A campaign: a period, its goals, its contents, the policies and quizzes that belong to it."""

import datetime
import enum
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager

from campaigns import rows
from intranet.pages.blocks import BodyBlock
from intranet.pages.fields import StreamField
from intranet.pages.models import BasePage
from intranet.pages.models.base import BasePageQuerySet
from intranet.pages.models.listing import card_image, with_card_image, year_filter
from intranet.pages.pictures import prefetch_body_images
from intranet.pages.searched import Searched, sections_of
from intranet.pages.trail import breadcrumb, topic_tags


class Phase(enum.Enum):
    """Where a day stands in the period of a campaign: label and tone of its badge."""

    COMING = (_("Coming"), "info")
    RUNNING = (_("Running"), "success")
    OVER = (_("Over"), "neutral")

    @property
    def label(self) -> str:
        """What the badge says."""
        return str(self.value[0])

    @property
    def tone(self) -> str:
        """The tone of the badge."""
        return self.value[1]


class CampaignPageQuerySet(BasePageQuerySet):
    """Campaigns by time."""

    def running_on(self, day: datetime.date) -> "CampaignPageQuerySet":
        """Campaigns whose period contains the day, the one that ends first standing first."""
        return self.filter(starts_on__lte=day, ends_on__gte=day).order_by("ends_on", "pk")


CampaignPageManager = PageManager.from_queryset(CampaignPageQuerySet)


class CampaignPage(BasePage):
    """One campaign under a plan; next year's is a new page, not an edit."""

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    goals = StreamField(BodyBlock(), verbose_name=_("goals"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("contents"), blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    policies = ParentalManyToManyField(
        "policies.PolicyPage", verbose_name=_("policies"), related_name="campaigns", blank=True
    )
    quizzes = ParentalManyToManyField(
        "quiz.QuizPage", verbose_name=_("quizzes"), related_name="campaigns", blank=True
    )

    template = "pages/campaign_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("image"),
        FieldPanel("goals"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("policies", widget=forms.CheckboxSelectMultiple),
                FieldPanel("quizzes", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("What belongs to it"),
        ),
    ]
    list_template = "pages/items/campaign.html"
    list_filters = (year_filter("starts_on"),)

    objects: ClassVar[Any] = CampaignPageManager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def phase_on(self, day: datetime.date) -> Phase:
        """Return whether the campaign is coming, running or over on the day."""
        if day < self.starts_on:
            return Phase.COMING
        return Phase.RUNNING if day <= self.ends_on else Phase.OVER

    def searched(self) -> Searched:
        """Add the goals and the first day."""
        found = super().searched()
        return replace(found, sections=sections_of(self.goals, self.body), day=self.starts_on)

    @classmethod
    def in_order(cls, pages: models.QuerySet) -> models.QuerySet:
        """The latest first, with the pictures of the cards."""
        return with_card_image(pages.order_by("-starts_on", "-pk"))

    @classmethod
    def for_serving(cls) -> models.QuerySet:
        """With the picture."""
        return cls.objects.select_related("image")

    def list_item(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what a campaign card prints."""
        phase = self.phase_on(timezone.localdate())
        return {
            **super().list_item(request),
            "start": self.starts_on,
            "end": self.ends_on,
            "image": card_image(self),
            "state_label": phase.label,
            "state_tone": phase.tone,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add period, what belongs to the campaign, and how many have taken part."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_body_images(self.goals, self.body)
        context["breadcrumb"] = breadcrumb(self, request)
        context["phase"] = self.phase_on(timezone.localdate())
        context["policy_items"] = rows.policy_items(self, request)
        context["quiz_items"] = rows.quiz_items(self, request)
        context["strip"] = rows.strip(context["quiz_items"], request)
        context["tags"] = topic_tags(self)
        return context
