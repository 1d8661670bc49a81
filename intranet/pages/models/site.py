"""The name of the body and alerts: what stands around every page."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField


@register_setting(icon="home")
class SiteIdentity(BaseSiteSetting):
    """Whose intranet this is; nothing of it stands in templates."""

    body_name = models.CharField(_("name of the body"), max_length=255, blank=True)
    body_short_name = models.CharField(_("short name"), max_length=60, blank=True)
    parent_body = models.CharField(_("parent body"), max_length=255, blank=True)
    site_title = models.CharField(_("title of the site"), max_length=150, blank=True)
    contact_line = models.CharField(_("contact line in the footer"), max_length=255, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("parent_body"), FieldPanel("body_name"), FieldPanel("body_short_name")],
            heading=_("The body"),
        ),
        MultiFieldPanel([FieldPanel("site_title"), FieldPanel("contact_line")], heading=_("Site")),
    ]

    class Meta:
        verbose_name = _("name of the body")


class AlertLevel(models.TextChoices):
    """How urgent an alert is."""

    INFO = "info", _("information")
    WARNING = "warning", _("warning")
    URGENT = "urgent", _("urgent")


class AlertQuerySet(models.QuerySet):
    """Alerts by time."""

    def showing_at(self, moment: datetime.datetime) -> "AlertQuerySet":
        """Alerts between their first and last moment."""
        return self.filter(starts_at__lte=moment).filter(Q(ends_at=None) | Q(ends_at__gt=moment))


class Alert(models.Model):
    """A banner above every page for a time."""

    title = models.CharField(_("title"), max_length=150)
    body = RichTextField(_("text"), blank=True, features=["bold", "link"])
    level = models.CharField(
        _("urgency"), max_length=10, choices=AlertLevel, default=AlertLevel.INFO
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("level"),
        FieldPanel("starts_at"),
        FieldPanel("ends_at"),
    ]

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="alert_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.title
