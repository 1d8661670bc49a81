"""Files of questions that were taken in: what was read, mended and skipped, what came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import FileImport
from intranet.pages.models import Topic
from quiz.models.bank import Question


def file_path(question_import: "QuestionImport", _name: str) -> str:
    """Where the file is kept: under its own content, never under a name that somebody chose."""
    return f"cau-hoi/{question_import.sha256}"


class ImportState(models.TextChoices):
    """How far an import has come."""

    READING = "reading", _("being read")
    MAPPING = "mapping", _("columns to be named")
    DRAFT = "draft", _("dry run")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    SUBMITTED = "submitted", _("handed in for approval")
    APPROVING = "approving", _("being published")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")
    REFUSED = "refused", _("could not be read")


class RowOutcome(models.TextChoices):
    """What an import does with a question of the file."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("already in the bank")
    REPEATED = "repeated", _("stands twice in the file")


WORKING = (ImportState.READING, ImportState.APPLYING, ImportState.APPROVING)
IN_BANK = (
    ImportState.APPLIED,
    ImportState.SUBMITTED,
    ImportState.APPROVING,
    ImportState.PUBLISHED,
)


class QuestionImport(FileImport):
    """One file or pasted text with its dry run, and what became of its questions.

    `mapping` says what the columns of a sheet mean where somebody named them; `report` is written
    by `quiz.importing.report`. Questions stand in `rows`. Whoever mended one is among the
    `menders`, for what somebody wrote somebody else approves.
    """

    working_states = WORKING

    file = models.FileField(_("file"), upload_to=file_path, max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True)
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Where the file names no topic, or one that is not known."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ImportState, default=ImportState.READING
    )
    mapping = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    menders = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("mended by"), related_name="+", blank=True
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    wagtail_reference_index_ignore = True

    class Meta(FileImport.Meta):
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")

    @property
    def edition(self) -> str:
        """What a page that shows the file gives back, so that a change since is noticed."""
        return self.moved_at.isoformat()

    @property
    def is_returned(self) -> bool:
        """Whether a second person sent it back and it was not handed in again."""
        return self.state == ImportState.APPLIED and bool(self.decision_reason)


class ImportRowQuerySet(models.QuerySet):
    """Questions of files by how far these have come."""

    def handed_in(self) -> Self:
        """Those that wait for a second person, each with the draft that was handed in."""
        waiting = self.filter(question_import__state=ImportState.SUBMITTED)
        return waiting.filter(revision__isnull=False)


class QuestionImportRow(models.Model):
    """A question of the file as it would go into the bank.

    `data` is a `quiz.formats.base.ReadQuestion` as plain values (`quiz.importing.kept`), mended or
    as read; `as_read` keeps the latter of a mended one. `problems` are all its problems,
    `reader_problems` those the reader had. `question` is the one of the bank that it is (same),
    would change, or became; `compared` marks what the comparison with it saw. `revision` is the
    draft of it that was handed in for approval.
    """

    question_import = models.ForeignKey(
        QuestionImport, on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("number"))
    line = models.PositiveIntegerField(_("line"))
    sheet = models.CharField(_("sheet"), max_length=255, blank=True)
    data = models.JSONField()
    image = models.FileField(upload_to="cau-hoi/anh", max_length=200, blank=True)
    as_read = models.JSONField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)
    reader_problems = models.JSONField(default=list, blank=True)
    has_errors = models.BooleanField(default=False)
    compared = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=RowOutcome, default=RowOutcome.NEW)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, related_name="+", null=True)
    is_mended = models.BooleanField(default=False)
    is_skipped = models.BooleanField(_("skipped"), default=False)
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, related_name="import_rows", null=True
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, related_name="+", null=True
    )

    objects = ImportRowQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of an import")
        verbose_name_plural = _("questions of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_import", "number"], name="question_import_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_import_id}.{self.number}"
