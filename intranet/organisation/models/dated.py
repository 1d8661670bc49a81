"""What every dated row has: from a day, until before another day."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

EARLIEST = datetime.date(1900, 1, 1)


class DatedQuerySet(models.QuerySet):
    """Rows that hold from `valid_from` (inclusive) to `valid_to` (exclusive; empty: still)."""

    def on(self, day: datetime.date) -> Self:
        """Rows that hold on the day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class Dated(models.Model):
    """A fact that holds for a time; the end is the first day on which it no longer holds."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(
        _("until before"),
        null=True,
        blank=True,
        help_text=_("The first day on which this no longer holds; empty while it does."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            )
        ]

    def clean(self) -> None:
        """Refuse a day that can only be a slip of the hand, such as one in the year 0206."""
        super().clean()
        if self.valid_from and self.valid_from < EARLIEST:
            raise ValidationError(
                {
                    "valid_from": _("The day must not lie before %(day)s.")
                    % {"day": f"{EARLIEST:%d/%m/%Y}"}
                }
            )

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the row holds on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
