"""Which document is cited where, and under which keys a document is found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from intranet.policies.citing import Doubt
from intranet.policies.citing.keys import LONGEST_KEY


class DoubtChoice(models.TextChoices):
    """Why an editor should look at a citation, as the report says it."""

    IMPOSSIBLE_DAY = Doubt.IMPOSSIBLE_DAY.value, _("there is no such day")
    DAY_DIFFERS = Doubt.DAY_DIFFERS.value, _("the day does not agree with the register")
    SEVERAL = Doubt.SEVERAL.value, _("several documents have this number")
    LATER = Doubt.LATER.value, _("the day is later than the document that cites it")


class DocumentKey(models.Model):
    """A key under which a published document is cited: see `intranet.policies.citing.keys`."""

    page = models.ForeignKey(
        "policies.PolicyPage", on_delete=models.CASCADE, related_name="document_keys"
    )
    key = models.CharField(max_length=LONGEST_KEY, db_index=True)

    objects: Any = models.Manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="document_key_once")]

    def __str__(self) -> str:
        return self.key


class CitationQuerySet(models.QuerySet["Citation"]):
    """Citations by the question that a screen asks."""

    def of(self, source_kind: str, source_id: int) -> "CitationQuerySet":
        """Those of one page or question, in the order of its text."""
        return self.filter(source_kind=source_kind, source_id=source_id).order_by("position")

    def missing(self) -> "CitationQuerySet":
        """Those whose document is not in the register."""
        return self.filter(target=None, doubt="")

    def doubtful(self) -> "CitationQuerySet":
        """Those that an editor should look at."""
        return self.exclude(doubt="")


class Citation(models.Model):
    """One citation in a published text, an index that is built anew from the text at any time.

    `source_kind` and `source_id` say where it stands, `page` as well if that is a page; `place` is
    the anchor of the part, or the name of the field. `part` is the point that is meant, `anchor`
    the part of the target that comes nearest to it. `cited_on` is the day of the citing document.
    """

    source_kind = models.CharField(_("kind of text"), max_length=20)
    source_id = models.PositiveBigIntegerField()
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="citations",
        null=True,
    )
    position = models.PositiveIntegerField()
    place = models.CharField(_("place"), max_length=160)
    printed = models.CharField(_("citation as printed"), max_length=500)
    document = models.CharField(_("document cited"), max_length=300)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=LONGEST_KEY, db_index=True)
    day = models.DateField(_("day printed"), null=True)
    is_day_impossible = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    issuer = models.CharField(_("issuer named"), max_length=120)
    part = models.CharField(max_length=160)
    cited_on = models.DateField(null=True)
    target = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("document in the register"),
        on_delete=models.SET_NULL,
        related_name="cited_by",
        null=True,
    )
    anchor = models.CharField(max_length=160)
    doubt = models.CharField(_("doubt"), max_length=20, choices=DoubtChoice, blank=True)

    objects: Any = CitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        default_permissions = ()
        ordering = ["source_kind", "source_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "position"], name="citation_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.printed
