"""Who leads a unit for a time without being its head."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.no_overlap import NoOverlap
from intranet.organisation.models.people import Person
from intranet.organisation.models.units import Unit


class DelegationKind(models.TextChoices):
    """«Quyền» and «phụ trách», as decisions have it."""

    ACTING = "acting", _("acting head")
    IN_CHARGE = "in_charge", _("in charge")


class Delegation(Dated):
    """A person who leads a unit from a day until before another one, by a decision.

    It gives the rights of a head for those days and ends by itself. One at a time in a unit.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="delegations"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="delegations"
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=DelegationKind, default=DelegationKind.IN_CHARGE
    )
    decision_number = models.CharField(
        _("number of the decision"), max_length=60, help_text=_("As in 12/QĐ-UBND.")
    )
    decision_on = models.DateField(_("date of the decision"))
    reason = models.CharField(_("reason"), max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(owner="unit", name="delegation_one_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.decision_number}"
