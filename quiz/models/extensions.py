"""More time, attempts or a longer window for a person or a unit."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Membership, Person, Unit, UnitPeriod
from intranet.organisation.tree import Tree
from quiz.models.pages import LONGEST_MINUTES, QuizPage
from quiz.terms import Grant


class ExtensionQuerySet(models.QuerySet):
    """Extensions by those to whom they apply."""

    def for_listing(self) -> Self:
        """Extensions with what one row prints, the latest name of a unit among it."""
        names = UnitPeriod.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
        listed = self.select_related("quiz", "person", "created_by")
        return listed.annotate(unit_name=Subquery(names.values("name")[:1]))

    def grant_for(self, person_id: int, unit_ids: Iterable[int], day: datetime.date) -> Grant:
        """What one person is granted who belongs to these units: one statement, with units two."""
        applying = self.filter(models.Q(person=person_id) | models.Q(person=None))
        return applying.grants({person_id: set(unit_ids)}, day)[person_id]

    def grants(self, units: Mapping[int, Collection[int]], day: datetime.date) -> dict[int, Grant]:
        """What each person is granted, given the units of each; the tree of the day decides."""
        extensions: list[Any] = list(self)
        has_units = any(extension.unit_id for extension in extensions)
        tree = UnitPeriod.objects.tree_on(day) if has_units else None
        reach = {
            extension.pk: tree.descendants(extension.unit_id)
            for extension in extensions
            if tree and extension.unit_id
        }
        return {
            person_id: Grant.most_generous(
                extension.grant
                for extension in extensions
                if extension.person_id == person_id
                or not reach.get(extension.pk, set()).isdisjoint(unit_ids)
            )
            for person_id, unit_ids in units.items()
        }

    def ends(self, day: datetime.date) -> dict[int, datetime.datetime]:
        """The latest end granted to each person, also to all who are in a unit on the day."""
        by_person: dict[int, datetime.datetime] = {}
        by_unit: dict[int, datetime.datetime] = {}
        granted: list[Any] = list(self.exclude(closes_at=None).order_by("closes_at"))
        has_units = any(extension.unit_id for extension in granted)
        tree = UnitPeriod.objects.tree_on(day) if has_units else Tree([])
        for extension in granted:
            if extension.person_id:
                by_person[extension.person_id] = extension.closes_at
            elif extension.unit_id in tree:
                reached = tree.descendants(extension.unit_id)
                by_unit.update(dict.fromkeys(reached, extension.closes_at))
        members = Membership.objects.on(day).filter(unit_id__in=by_unit)
        for person_id, unit_id in members.values_list("person_id", "unit_id"):
            end = by_unit[unit_id]
            by_person[person_id] = max(end, by_person.get(person_id, end))
        return by_person


class Extension(models.Model):
    """What is granted beyond the rules of a quiz, to whom and why; never taken back.

    It goes to a person or to a unit with all below it. Of several that apply to somebody the most
    generous counts in each respect. `closes_at` is the end of the window for them.
    """

    quiz = models.ForeignKey(
        QuizPage, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="extensions"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("All who belong to the unit or to one below it."),
    )
    extra_minutes = models.PositiveIntegerField(
        _("more minutes"), default=0, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    extra_attempts = models.PositiveIntegerField(
        _("more attempts"), default=0, validators=[MaxValueValidator(20)]
    )
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    created_at = models.DateTimeField(_("granted at"))

    objects = ExtensionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="extension_for_a_person_or_a_unit",
                violation_error_message=_("Choose either a person or a unit."),
            ),
            models.CheckConstraint(
                condition=Q(extra_minutes__gt=0)
                | Q(extra_attempts__gt=0)
                | Q(closes_at__isnull=False),
                name="extension_grants_something",
                violation_error_message=_("Say what is granted: minutes, attempts or a later end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.person or self.unit}"

    @property
    def grant(self) -> Grant:
        """What is granted, without to whom and why."""
        return Grant(self.extra_minutes, self.extra_attempts, self.closes_at)
