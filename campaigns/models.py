"""A campaign: a period, its goals, its contents, the policies and quizzes that belong to it."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from intranet.pages.blocks import BodyBlock
from intranet.pages.fields import StreamField
from intranet.pages.models import BasePage


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
            [FieldPanel("policies"), FieldPanel("quizzes")], heading=_("What belongs to it")
        ),
    ]

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

    def is_current(self, day: datetime.date) -> bool:
        """Whether the campaign runs on the day."""
        return self.starts_on <= day <= self.ends_on
