"""Acts of reorganisation, from the first draft to what they did."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.units import Unit
from intranet.organisation.reorganisation.acts import Kind


class ActKind(models.TextChoices):
    """The acts, in the words of a decision."""

    RENAME = Kind.RENAME.value, _("Rename a unit")
    MOVE = Kind.MOVE.value, _("Put units below another one")
    MERGE = Kind.MERGE.value, _("Merge units into an existing or a new one")
    SPLIT = Kind.SPLIT.value, _("Divide a unit, or part new units from it")
    DISSOLVE = Kind.DISSOLVE.value, _("Dissolve units")
    TRANSFER = Kind.TRANSFER.value, _("Transfer a function, with its people")


class ReorganisationActQuerySet(models.QuerySet["ReorganisationAct"]):
    """Acts by what they are asked for."""

    def for_listing(self) -> "ReorganisationActQuerySet":
        """The newest day first, with who drafted and who did it."""
        people = self.select_related("started_by", "done_by")
        return people.prefetch_related("units").order_by("-effective_on", "-pk")


class ReorganisationAct(models.Model):
    """One act: a draft until it is carried out, then evidence that nothing changes any more.

    `details` holds what was asked for, `outcome` what was done, in sentences and row by row.
    Only another act undoes one.
    """

    kind = models.CharField(_("act"), max_length=20, choices=ActKind)
    effective_on = models.DateField(_("effective from"))
    decision_number = models.CharField(
        _("number of the decision"), max_length=60, help_text=_("As in 12/QĐ-UBND.")
    )
    decision_on = models.DateField(_("date of the decision"))
    reason = models.CharField(_("reason"), max_length=500)
    units = models.ManyToManyField(Unit, verbose_name=_("units"), related_name="acts")
    details = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("drafted by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    started_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("carried out by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    done_at = models.DateTimeField(_("carried out at"), null=True)

    objects = ReorganisationActQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        default_permissions = ()
        permissions = [("reorganise", "Can reorganise units")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.decision_number}"

    @property
    def is_done(self) -> bool:
        """Whether it was carried out."""
        return self.done_at is not None

    @property
    def decision(self) -> str:
        """Number and date of the decision, as a succession keeps them."""
        return f"{self.decision_number}, {self.decision_on:%d/%m/%Y}"
