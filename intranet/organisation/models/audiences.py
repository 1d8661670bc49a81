"""Whom a page or a duty is for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from intranet.organisation.circle import AudienceRule
from intranet.organisation.models.people import StaffCategory
from intranet.organisation.models.units import Succession, Unit
from intranet.organisation.succession import Passing
from search.folded import having_words

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
        """Audiences whose name contains the words, marks and case aside."""
        return having_words(self, ["name"], text)

    def rules(self) -> list[AudienceRule]:
        """What was chosen in each audience, in one statement."""
        return rules_of(self.order_by("id").values_list(*RULE_COLUMNS))

    def rules_and_passings(self) -> tuple[list[AudienceRule], list[Passing]]:
        """What was chosen in each audience, and who ever took over from whom, in one statement."""
        rules = self.order_by().values_list(
            *RULE_COLUMNS,
            Value(None, output_field=models.DateField()),
            Value(None, output_field=models.DateField()),
        )
        passings = (
            Succession.objects.passed_on()
            .order_by()
            .values_list(
                "predecessor_id",
                "kind",
                Value(None, output_field=models.JSONField()),
                "successor_id",
                "effective_on",
                "predecessor__valid_to",
            )
        )
        rows = list(rules.union(passings, all=True))
        return (
            rules_of(row[:4] for row in rows if row[4] is None),
            [
                Passing(predecessor_id, successor_id, kind, effective_on, ends)
                for predecessor_id, kind, _categories, successor_id, effective_on, ends in rows
                if effective_on is not None
            ],
        )


RULE_COLUMNS = ("id", "kind", "staff_categories", "units__id")


def rules_of(rows: Iterable[Sequence[Any]]) -> list[AudienceRule]:
    """The rules of rows with the columns above: one for each unit of an audience."""
    rules: dict[int, AudienceRule] = {}
    units: dict[int, set[int]] = {}
    for audience_id, kind, categories, unit_id in rows:
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
