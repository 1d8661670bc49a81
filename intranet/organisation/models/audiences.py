"""Whom a page or a duty is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.people import StaffCategory
from intranet.organisation.models.units import Unit


class AudienceKind(models.TextChoices):
    """Everybody on the roll, or those chosen by unit and staff category."""

    EVERYBODY = "everybody", _("everybody on the roll")
    CHOSEN = "chosen", _("chosen units or staff categories")


class Audience(models.Model):
    """A named circle of readers: units with all below them, narrowed by staff category."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AudienceKind)
    units = models.ManyToManyField(
        Unit,
        verbose_name=_("units with all below them"),
        related_name="audiences",
        blank=True,
    )
    staff_categories = models.JSONField(
        _("staff categories"), default=list, blank=True, help_text=_("None chosen: all four.")
    )

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def category_labels(self) -> list[str]:
        """The chosen staff categories as they are read on the screen."""
        return [str(StaffCategory(value).label) for value in self.staff_categories]
