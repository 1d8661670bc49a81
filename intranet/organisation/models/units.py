"""Units of the organisation; name and place in the tree are dated."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from intranet.organisation.models.dated import Dated, DatedQuerySet
from intranet.organisation.models.no_overlap import NoOverlap
from intranet.organisation.succession import Passing
from intranet.organisation.tree import Node, Tree, has_cycle


class UnitKind(models.TextChoices):
    """What a unit is, in the words of the law."""

    DEPARTMENT = "department", _("Department")
    LEADERSHIP = "leadership", _("Leadership of the department")
    OFFICE = "office", _("Office")
    DIVISION = "division", _("Specialised division")
    PUBLIC_SERVICE_UNIT = "public_service_unit", _("Public service unit")
    DISTRICT_OFFICE = "district_office", _("District office (outside the department)")
    GROUP = "group", _("Group of units")


class Unit(Dated, ClusterableModel):
    """Any node of the organisation: the id stays, the rest is dated. Closed, never deleted."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]
        permissions = [
            ("view_participation", "Can see the participation figures of all units"),
            ("view_participants", "Can see who took part in all units"),
        ]

    def __str__(self) -> str:
        return self.latest_name or self.code

    @cached_property
    def latest_name(self) -> str:
        """The name it has or had last; lists take names from the tree instead, in one statement."""
        latest = UnitPeriod.objects.filter(unit_id=self.pk).order_by("-valid_from").first()
        return latest.name if latest else ""


class UnitPeriodQuerySet(DatedQuerySet):
    """Names and places of units by day."""

    def in_tree_on(self, day: datetime.date) -> "UnitPeriodQuerySet":
        """Names and places that hold on the day, of units that exist on it."""
        exists = Q(unit__valid_to=None) | Q(unit__valid_to__gt=day)
        return self.on(day).filter(exists, unit__valid_from__lte=day)

    def tree_on(self, day: datetime.date) -> Tree:
        """The tree of the day, in one statement."""
        return self.trees_on([day])[day]

    def trees_on(self, days: Collection[datetime.date]) -> dict[datetime.date, Tree]:
        """The tree of each of the days, in one statement."""
        nodes: list[list[Node]] = [[] for _day in days]
        first, *others = [
            self.in_tree_on(day)
            .order_by()
            .values_list(*NODE_COLUMNS, Value(place, output_field=models.IntegerField()))
            for place, day in enumerate(days)
        ]
        for *node, place in first.union(*others, all=True) if others else first:
            nodes[place].append(Node(*node))
        return {day: Tree(found) for day, found in zip(days, nodes, strict=True)}


# The columns of a name and place in the order of `Node`.
NODE_COLUMNS = ("unit_id", "parent_id", "name", "short_name", "unit__kind", "position")


class UnitPeriod(Dated):
    """Name, short name and parent of a unit for a time; never two at once."""

    unit = ParentalKey(
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

    objects = UnitPeriodQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("name and place of a unit")
        verbose_name_plural = _("names and places of units")
        ordering = ["unit", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(owner="unit", name="unit_period_no_overlap"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("unit")),
                name="unit_period_not_own_parent",
                violation_error_message=_("A unit cannot stand below itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that stands below this very unit on some day of the period."""
        super().clean()
        if self.unit_id and self.parent_id and self.valid_from and (day := self.first_cyclic_day()):
            raise ValidationError(
                {
                    "parent": _(
                        "On %(day)s this parent unit itself stands below the unit: "
                        "the two would lie in a circle."
                    )
                    % {"day": f"{day:%d/%m/%Y}"}
                },
                code="cycle",
            )

    def first_cyclic_day(self) -> datetime.date | None:
        """The first day of this period on which its parent leads back to the unit.

        The tree only changes where some row begins, so those days and the first one suffice.
        """
        others = [
            row
            for row in UnitPeriod.objects.exclude(unit_id=self.unit_id)
            if (row.valid_to is None or row.valid_to > self.valid_from)
            and (self.valid_to is None or row.valid_from < self.valid_to)
        ]
        days = {self.valid_from, *(max(row.valid_from, self.valid_from) for row in others)}
        for day in sorted(days):
            parents = {row.unit_id: row.parent_id for row in others if row.holds_on(day)}
            if has_cycle({**parents, self.unit_id: self.parent_id}):
                return day
        return None


class SuccessionKind(models.TextChoices):
    """How one unit came after another."""

    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    DISSOLVE = "dissolve", _("dissolved")
    TRANSFER = "transfer", _("function transferred")


# The columns of a succession in the order of `Passing`.
PASSING_COLUMNS = (
    "predecessor_id",
    "successor_id",
    "kind",
    "effective_on",
    "predecessor__valid_to",
)


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Successions by day."""

    def passed_on(self) -> "SuccessionQuerySet":
        """Those with a successor, whenever that is."""
        return self.filter(successor__isnull=False)

    def in_force_on(self, day: datetime.date) -> "SuccessionQuerySet":
        """Those with a successor, by decisions in force on the day."""
        return self.passed_on().filter(effective_on__lte=day)

    def passings(self, day: datetime.date) -> list[Passing]:
        """Who took over from whom by decisions in force on the day, in one statement."""
        rows = self.in_force_on(day).values_list(*PASSING_COLUMNS)
        return [Passing(*row) for row in rows]


class Succession(models.Model):
    """Predecessor and successor, by which decision and from which day."""

    predecessor = ParentalKey(
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

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on", "kind"],
                name="succession_once",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "effective_on", "kind"],
                condition=Q(successor=None),
                name="succession_without_successor_once",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("predecessor")),
                name="succession_of_another_unit",
                violation_error_message=_("A unit cannot succeed itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.DISSOLVE) | Q(successor__isnull=False),
                name="succession_has_successor_unless_dissolved",
                violation_error_message=_("Choose the successor, or «dissolved» if there is none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '—'}"
