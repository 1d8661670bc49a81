"""Files of the personnel room that were read into the roll, with what was asked and answered."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENCE = datetime.timedelta(minutes=15)


def file_path(roll_import: "RollImport", _name: str) -> str:
    """Where the file is kept: under its own content, never under a name that somebody chose."""
    return f"danh-sach/{roll_import.sha256}"


class RollImportState(models.TextChoices):
    """How far the import has come."""

    READING = "reading", _("being read")
    DRAFT = "draft", _("dry run")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("discarded")
    REFUSED = "refused", _("could not be read")


WORKING = (RollImportState.READING, RollImportState.APPLYING)


class RollImportQuerySet(models.QuerySet["RollImport"]):
    """Imports by what becomes of them."""

    def with_names(self) -> "RollImportQuerySet":
        """Those whose file or report still names people, and which no task is at."""
        is_alive = models.Q(state__in=WORKING, moved_at__gt=timezone.now() - SILENCE)
        return self.filter(cleaned_at=None).exclude(is_alive)


class RollImport(models.Model):
    """One file with its dry run: what it would change, questions with answers, what came of it."""

    file = models.FileField(_("file"), upload_to=file_path, max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    effective_on = models.DateField(_("holds from"))
    is_complete = models.BooleanField(_("complete list"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=RollImportState, default=RollImportState.READING
    )
    answers = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("applied by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("applied at"), null=True)
    cleaned_at = models.DateTimeField(_("names removed at"), null=True, editable=False)

    objects = RollImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of the roll")
        verbose_name_plural = _("imports of the roll")
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ()
        permissions = [("import_roll", "Can import the roll from a file")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def counts(self) -> dict[str, Any]:
        """Numbers of the dry run, or of what was applied."""
        counts: dict[str, Any] = self.report.get("counts", {})
        return counts

    @property
    def is_working(self) -> bool:
        """Whether a task is at it."""
        return self.state in WORKING

    @property
    def is_stuck(self) -> bool:
        """Whether a task was at it and has not been heard of for a while."""
        return self.is_working and timezone.now() - self.moved_at > SILENCE

    @property
    def is_draft(self) -> bool:
        """Whether it waits for answers and a decision."""
        return self.state == RollImportState.DRAFT

    @property
    def percent(self) -> int:
        """How far the task at it has come."""
        return min(100, 100 * self.done // self.total) if self.total else 0
