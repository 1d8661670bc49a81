"""Who was asked and who had done it when a duty closed: written once, never counted anew."""

import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.duties import Excuse
from intranet.organisation.models.people import Person, StaffCategory
from intranet.organisation.models.units import Unit
from intranet.organisation.progress import Counts, State

COUNTS = (
    "assigned",
    "excused",
    "not_started",
    "in_progress",
    "done",
    "passed",
    "score_sum",
    "score_count",
)


class StoredCounts(models.Model):
    """Numbers of people as `progress.Counts` has them, and why what they understood is hidden.

    `done_counts` says when they became done and with what scores, as `DoneCounts.stored` has it.
    """

    assigned = models.PositiveIntegerField(_("assigned"), default=0)
    excused = models.PositiveIntegerField(_("excused"), default=0)
    not_started = models.PositiveIntegerField(_("not started"), default=0)
    in_progress = models.PositiveIntegerField(_("in progress"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    passed = models.PositiveIntegerField(_("passed"), default=0)
    score_sum = models.FloatField(_("sum of scores"), default=0)
    score_count = models.PositiveIntegerField(_("number of scores"), default=0)
    hiding = models.CharField(_("hidden"), max_length=10, blank=True)
    done_counts = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def counts(self) -> Counts:
        """The numbers, to be added up and divided."""
        return Counts(*(getattr(self, name) for name in COUNTS))


class RosterState(models.TextChoices):
    """How far the act of freezing is; it may be interrupted and goes on where it stopped."""

    TAKING = "taking", _("being taken")
    FROZEN = "frozen", _("frozen")


class FrozenRosterQuerySet(models.QuerySet["FrozenRoster"]):
    """Frozen rosters by duty."""

    def frozen(self) -> Self:
        """Those that are complete."""
        return self.filter(state=RosterState.FROZEN)

    def of(self, kind: str, key: str, cut_off: datetime.datetime | None) -> Self:
        """The complete one of a duty that closed at the cut-off; none while it has not."""
        if cut_off is None:
            return self.none()
        return self.about(kind, key).filter(cut_off=cut_off)

    def about(self, kind: str, key: str) -> Self:
        """The complete ones of a duty, the newest first."""
        return self.frozen().filter(duty_kind=kind, duty_key=key).order_by("-cut_off")

    def for_lists(self) -> Self:
        """The complete ones without the days of their courses, the newest first."""
        return self.frozen().defer("done_counts").order_by("-cut_off")


class FrozenRoster(StoredCounts):
    """The roster of one duty at its cut-off, with the totals of everybody on it.

    A duty whose end is put off after its closing is frozen again at the new one; the first stays.
    What a report says of the duty is stored with it, so that neither editing the page nor taking it
    away changes a report; `audience_id` is None where it was written before that was kept. One
    `is_of_quarter` belongs to a duty without an end. `last_person_id` is how far the taking has
    come, `corrections` how often the rows were set right by a roll that had moved meanwhile,
    `fingerprint` the SHA-256 of the complete rows.
    """

    duty_kind = models.CharField(_("kind of duty"), max_length=30)
    duty_key = models.CharField(_("duty"), max_length=50)
    cut_off = models.DateTimeField(_("cut-off"))
    title = models.CharField(_("title"), max_length=255)
    kind_label = models.CharField(_("kind"), max_length=60)
    has_pass_mark = models.BooleanField(_("has a pass mark"), default=False)
    score_label = models.CharField(_("score"), max_length=20, blank=True)
    audience_id = models.PositiveBigIntegerField(null=True)
    opens_at = models.DateTimeField(_("opens at"), null=True)
    due_at = models.DateTimeField(_("due at"), null=True)
    is_of_quarter = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RosterState, default=RosterState.TAKING
    )
    started_at = models.DateTimeField(_("started at"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True)
    last_person_id = models.PositiveBigIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)

    objects = FrozenRosterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen roster")
        verbose_name_plural = _("frozen rosters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["duty_kind", "duty_key", "cut_off"], name="frozen_roster_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.cut_off:%d/%m/%Y}"


class FrozenUnit(StoredCounts):
    """A unit as it was called and stood at the cut-off, with the totals of it and all below.

    `path` holds the ids from the top to the unit, each between slashes. Without a unit it is the
    row of people whose unit did not exist on the day.
    """

    roster = models.ForeignKey(FrozenRoster, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    path = models.TextField()
    depth = models.PositiveIntegerField()
    place = models.PositiveIntegerField(_("place in the tree, depth first"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen unit")
        verbose_name_plural = _("frozen units")
        default_permissions = ()
        ordering = ["roster", "place"]
        indexes = [models.Index(fields=["roster", "parent"])]
        constraints = [models.UniqueConstraint(fields=["roster", "unit"], name="frozen_unit_once")]

    def __str__(self) -> str:
        return self.name


class FrozenPerson(models.Model):
    """One person of the roster: in which unit, whether excused, how far; see `roster.COLUMNS`."""

    roster = models.ForeignKey(FrozenRoster, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    staff_category = models.CharField(max_length=20, choices=StaffCategory)
    excused = models.CharField(max_length=20, choices=Excuse, blank=True)
    state = models.PositiveSmallIntegerField(choices=[(state.value, state.name) for state in State])
    score = models.FloatField(null=True)
    at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen person")
        verbose_name_plural = _("frozen people")
        default_permissions = ()
        indexes = [models.Index(fields=["roster", "unit"])]
        constraints = [
            models.UniqueConstraint(fields=["roster", "person"], name="frozen_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} · {self.person_id}"
