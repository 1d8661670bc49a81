"""Collections of files that belong to one page and are read by whoever may read that page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page


class CollectionBinding(models.Model):
    """Says that the files of a collection, and of those below it, follow the readers of a page.

    A binding outlives its page with `page` empty: the files are then nobody's, never everybody's.
    """

    collection = models.OneToOneField(
        Collection,
        verbose_name=_("collection"),
        on_delete=models.CASCADE,
        related_name="binding",
    )
    page = models.OneToOneField(
        Page,
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("collection of a page")
        verbose_name_plural = _("collections of pages")

    def __str__(self) -> str:
        return str(self.collection)
