"""Abbreviations of the office with what they stand for: hints for readers, words for search."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.text import fold, nfc

LONGEST_SHORT = 30


class Abbreviation(models.Model):
    """An abbreviation as documents print it; one that differs in marks or case only is the same."""

    short = models.CharField(
        _("abbreviation"),
        max_length=LONGEST_SHORT,
        help_text=_("As documents print it, for example CCHC."),
    )
    long = models.CharField(_("stands for"), max_length=200)
    # Letters that decompose into several, such as «㎨», are the longest when folded.
    short_key = models.CharField(max_length=LONGEST_SHORT * 8, unique=True, editable=False)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short_key"]

    def __str__(self) -> str:
        return f"{self.short}: {self.long}"

    def clean(self) -> None:
        """Tidy both texts; refuse what says nothing, and an abbreviation that is known."""
        super().clean()
        self.short = " ".join(nfc(self.short).split())
        self.long = " ".join(nfc(self.long).split())
        key = fold(self.short)
        if not key:
            raise ValidationError({"short": _("An abbreviation has at least one letter.")})
        if key == fold(self.long):
            raise ValidationError({"long": _("This is the abbreviation itself.")})
        known = Abbreviation.objects.filter(short_key=key).exclude(pk=self.pk).first()
        if known is not None:
            said = _("This abbreviation is in the list already: %(known)s.")
            raise ValidationError({"short": said % {"known": known}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded abbreviation, which stands once."""
        self.short_key = fold(self.short)
        super().save(*args, **kwargs)
