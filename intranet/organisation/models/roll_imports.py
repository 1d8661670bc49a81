"""Files of the personnel room that were read into the roll, with what was asked and answered."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models.file_imports import SILENCE, FileImport


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


class RollImport(FileImport):
    """One file with its dry run: what it would change, questions with answers, what came of it."""

    working_states = WORKING

    file = models.FileField(_("file"), upload_to=file_path, max_length=200, blank=True)
    effective_on = models.DateField(_("holds from"))
    is_complete = models.BooleanField(_("complete list"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=RollImportState, default=RollImportState.READING
    )
    answers = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    cleaned_at = models.DateTimeField(_("names removed at"), null=True, editable=False)

    objects = RollImportQuerySet.as_manager()

    class Meta(FileImport.Meta):
        verbose_name = _("import of the roll")
        verbose_name_plural = _("imports of the roll")
        default_permissions = ()
        permissions = [("import_roll", "Can import the roll from a file")]

    @property
    def counts(self) -> dict[str, Any]:
        """Numbers of the dry run, or of what was applied."""
        counts: dict[str, Any] = self.report.get("counts", {})
        return counts

    @property
    def is_draft(self) -> bool:
        """Whether it waits for answers and a decision."""
        return self.state == RollImportState.DRAFT
