"""Who need not fulfil a duty, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.people import Person


class ExemptionReason(models.TextChoices):
    """Why a person does not count among those assigned."""

    LEAVE = "leave", _("on leave")
    ORGANISER = "organiser", _("organiser")
    OTHER = "other", _("other reason")


class Excuse(models.TextChoices):
    """Why somebody on the roster is not counted: exempted by name, or by coming too late."""

    LEAVE = ExemptionReason.LEAVE.value, _("on leave")
    ORGANISER = ExemptionReason.ORGANISER.value, _("organiser")
    OTHER = ExemptionReason.OTHER.value, _("other reason")
    JOINED_LATE = "joined_late", _("joined after the last day")


class Exemption(models.Model):
    """A person excused from one duty; the duty is named by its kind and key."""

    duty_kind = models.CharField(_("kind of duty"), max_length=30)
    duty_key = models.CharField(_("duty"), max_length=50)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="exemptions"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=ExemptionReason)
    note = models.CharField(_("note"), max_length=255, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.UniqueConstraint(
                fields=["duty_kind", "duty_key", "person"], name="exemption_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.duty_kind}:{self.duty_key}"
