"""What people ask about their data, and how long data of leavers are kept."""

import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from intranet.organisation.models.people import Person

DEFAULT_MONTHS = 24
DEFAULT_MONTHS_OF_IMPORTS = 12


@register_setting(icon="user")
class PersonalDataRules(BaseGenericSetting):
    """How long names stand on the roll after people have left, and whom to ask."""

    months_after_leaving = models.PositiveIntegerField(
        _("Months after leaving"),
        default=DEFAULT_MONTHS,
        validators=[MinValueValidator(1)],
        help_text=_(
            "So long after the last day in the body the name, the contacts and the account are"
            " kept. Then they are removed; every figure stays as it is."
        ),
    )
    months_of_imports = models.PositiveIntegerField(
        _("Months for imports of the roll"),
        default=DEFAULT_MONTHS_OF_IMPORTS,
        validators=[MinValueValidator(1)],
        help_text=_(
            "So long after it was taken in a file of the roll is kept, and the report with the"
            " names, e-mails and telephones in it. Then both go; the counts stay."
        ),
    )
    contact = models.CharField(
        _("Contact for personal data"),
        max_length=255,
        blank=True,
        help_text=_("Shown on the notice about personal data: unit, telephone, e-mail."),
    )

    panels = [
        FieldPanel("months_after_leaving"),
        FieldPanel("months_of_imports"),
        FieldPanel("contact"),
    ]

    class Meta:
        verbose_name = _("personal data")


class CorrectionKind(models.TextChoices):
    """What somebody asks for."""

    CORRECT = "correct", _("correct something that is wrong")
    DELETE = "delete", _("delete something that is not needed")
    EXPLAIN = "explain", _("explain what something is used for")


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """Requests as the screens ask for them."""

    def waiting(self) -> "CorrectionRequestQuerySet":
        """Nobody has answered them yet."""
        return self.filter(answered_at=None)

    def visible_to(self, account: models.Model) -> "CorrectionRequestQuerySet":
        """What the account itself has asked."""
        return self.filter(asked_by=account)


class CorrectionRequest(models.Model):
    """What a person asks about the own data; the IT officer answers within two working days."""

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        related_name="correction_requests",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    kind = models.CharField(
        _("what is asked"), max_length=20, choices=CorrectionKind, default=CorrectionKind.CORRECT
    )
    text = models.TextField(_("what and why"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("to be answered by"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = CorrectionRequestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["asked_at", "pk"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None

    def is_late(self, day: datetime.date) -> bool:
        """Whether the answer should have been there before the day."""
        return self.is_waiting and self.due_on < day
