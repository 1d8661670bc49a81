"""Units of the organisation; name and place in the tree are dated."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.dated import Dated, DatedQuerySet


class UnitKind(models.TextChoices):
    """What a unit is, in the words of the law."""

    DEPARTMENT = "department", _("Department")
    LEADERSHIP = "leadership", _("Leadership of the department")
    OFFICE = "office", _("Office")
    DIVISION = "division", _("Specialised division")
    PUBLIC_SERVICE_UNIT = "public_service_unit", _("Public service unit")
    DISTRICT_OFFICE = "district_office", _("District office (outside the department)")
    GROUP = "group", _("Group of units")


class Unit(Dated):
    """Any node of the organisation: the id stays, everything else is dated. Closed, never deleted."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.code


class UnitPeriod(Dated):
    """Name, short name and parent of a unit for a time; never two at once."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="periods"
    )
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    parent = models.ForeignKey(
        Unit,
        verbose_name=_("parent unit"),
        on_delete=models.PROTECT,
        related_name="child_periods",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField(_("order among siblings"), default=0)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("name and place of a unit")
        verbose_name_plural = _("names and places of units")
        ordering = ["unit", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_period_starts_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None), name="unit_period_one_open"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_period_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    """How one unit came after another."""

    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    DISSOLVE = "dissolve", _("dissolved")
    TRANSFER = "transfer", _("function transferred")


class Succession(models.Model):
    """Predecessor and successor, by which decision and from which day."""

    predecessor = models.ForeignKey(
        Unit,
        verbose_name=_("predecessor"),
        on_delete=models.PROTECT,
        related_name="successions",
    )
    successor = models.ForeignKey(
        Unit,
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        related_name="precedents",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind)
    effective_on = models.DateField(_("from"))
    decision = models.CharField(_("decision"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on", "kind"],
                name="succession_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("predecessor")),
                name="succession_of_another_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.DISSOLVE) | Q(successor__isnull=False),
                name="succession_has_successor_unless_dissolved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '—'}"
