"""Whom a page or a duty is for."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.organisation.circle import AudienceRule, Circle, circle_of
from intranet.organisation.models.people import StaffCategory
from intranet.organisation.models.units import Succession, Unit
from intranet.organisation.tree import Tree
from search.text import fold

EVERYBODY_NAME = "Toàn thể cán bộ, công chức, viên chức, người lao động"


class AudienceKind(models.TextChoices):
    """Everybody on the roll, or those chosen by unit and staff category."""

    EVERYBODY = "everybody", _("everybody on the roll")
    CHOSEN = "chosen", _("chosen units or staff categories")


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Audiences, and who belongs to them."""

    def everybody(self) -> "Audience":
        """The one audience of everybody on the roll; a migration makes it."""
        audience, _made = self.get_or_create(
            kind=AudienceKind.EVERYBODY, defaults={"name": EVERYBODY_NAME}
        )
        return audience

    def matching(self, text: str) -> "AudienceQuerySet":
        """Audiences whose name contains the words, marks and case aside; there are few of them."""
        words = fold(text)
        found = [pk for pk, name in self.values_list("pk", "name") if words in fold(name)]
        return self.filter(pk__in=found)

    def rules(self) -> list[AudienceRule]:
        """What was chosen in each audience, in one statement."""
        columns = ("id", "kind", "staff_categories", "units__id")
        rules: dict[int, AudienceRule] = {}
        units: dict[int, set[int]] = {}
        for audience_id, kind, categories, unit_id in self.order_by("id").values_list(*columns):
            chosen = units.setdefault(audience_id, set())
            if unit_id is not None:
                chosen.add(unit_id)
            rules[audience_id] = AudienceRule(
                audience_id,
                kind == AudienceKind.EVERYBODY,
                frozenset(chosen),
                frozenset(categories),
            )
        return list(rules.values())


def circles_on(rules: list[AudienceRule], tree: Tree, day: datetime.date) -> dict[int, Circle]:
    """Each audience as it stands on the day; successions are read only if a unit is closed."""
    is_any_closed = any(unit_id not in tree for rule in rules for unit_id in rule.unit_ids)
    successors = Succession.objects.successors_by(day) if is_any_closed else {}
    return {rule.id: circle_of(rule, tree, successors) for rule in rules}


class Audience(models.Model):
    """A named circle of readers: units with all below them, narrowed by staff category."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=AudienceKind, default=AudienceKind.CHOSEN
    )
    units = models.ManyToManyField(
        Unit,
        verbose_name=_("units with all below them"),
        related_name="audiences",
        blank=True,
    )
    staff_categories = models.JSONField(
        _("staff categories"), default=list, blank=True, help_text=_("None chosen: all four.")
    )

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=AudienceKind.EVERYBODY),
                name="audience_one_everybody",
                violation_error_message=_("There is already an audience of everybody."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category_labels(self) -> list[str]:
        """The chosen staff categories as they are read on the screen."""
        return [str(StaffCategory(value).label) for value in self.staff_categories]
