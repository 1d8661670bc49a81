"""What was understood of a quiz when its roster was frozen: written once, never counted anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import FrozenRoster


class FrozenUnderstanding(models.Model):
    """The figures of understanding rest on these rows, as `quiz.understanding.frozen` writes them.

    They tell of the people of the roster who are not excused: each sample together, the attempts
    that count by unit too. `corrections` are those of the keys at that time, by version.
    """

    roster = models.OneToOneField(
        FrozenRoster, on_delete=models.CASCADE, primary_key=True, related_name="understanding"
    )
    counting = models.JSONField()
    first = models.JSONField()
    every = models.JSONField()
    by_unit = models.JSONField()
    corrections = models.JSONField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen understanding")
        verbose_name_plural = _("frozen understanding")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.roster_id)
