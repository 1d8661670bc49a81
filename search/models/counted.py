"""What was searched for in vain, and how often: no person, no address."""

import datetime

from django.db import models
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

LONGEST_COUNTED = 100  # signs


class EmptySearchQuerySet(models.QuerySet["EmptySearch"]):
    """Searches in vain, as the report and the clock ask for them."""

    def by_words(self) -> "models.QuerySet[EmptySearch, dict[str, object]]":
        """A row for each query: how it was typed, `total`, `last` day; the most frequent first."""
        words = self.order_by().values("folded")
        counted = words.annotate(shown=Max("typed"), total=Sum("times"), last=Max("day"))
        return counted.order_by("-total", "-last", "folded")

    def before(self, day: datetime.date) -> "EmptySearchQuerySet":
        """What is kept no longer on the day after."""
        return self.filter(day__lt=day)


class EmptySearch(models.Model):
    """How often on a day a query found nothing; `typed` is one way in which it was typed."""

    day = models.DateField(_("date"))
    folded = models.CharField(_("folded words"), max_length=LONGEST_COUNTED)
    typed = models.CharField(_("search term"), max_length=LONGEST_COUNTED)
    times = models.PositiveIntegerField(_("times"), default=0)

    objects = EmptySearchQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        constraints = [
            models.UniqueConstraint(fields=["day", "folded"], name="search_in_vain_once_a_day")
        ]

    def __str__(self) -> str:
        return self.typed
