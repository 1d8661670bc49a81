"""Documents that were taken in from files or pasted, until and after a draft was made of them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def file_path(document_import: "DocumentImport", _name: str) -> str:
    """Where the original is kept: under its own content, never under a name somebody chose."""
    return f"van-ban/{document_import.sha256}"


class DocumentImportState(models.TextChoices):
    """How far an import has come."""

    OPEN = "open", _("to be looked at")
    MADE = "made", _("draft made")
    DISCARDED = "discarded", _("thrown away")


class DocumentImportQuerySet(models.QuerySet["DocumentImport"]):
    """Imports by what a screen shows of them."""

    def without_texts(self) -> Self:
        """As a list needs them."""
        return self.defer("found", "values", "parts", "taken_out")

    def in_use(self) -> Self:
        """Those that stand in the way of taking the same file in once more."""
        return self.filter(STANDS)


STANDS = Q(state=DocumentImportState.OPEN) | Q(page__isnull=False)


class DocumentImport(models.Model):
    """One document as it came in, what was read of it, and what an editor made of that.

    `found` is what `intranet.policies.importing.kept` makes of a `ReadDocument` and never changes;
    `values` are the fields as typed, right or wrong, `parts` the outline as corrected, `taken_out`
    the parts that were taken out of it. `edition` counts the changes, so that two windows notice
    each other. Of what was thrown away neither bytes nor text are kept.
    """

    file = models.FileField(_("file"), upload_to=file_path, max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255)
    extension = models.CharField(_("kind of file"), max_length=10)
    is_pasted = models.BooleanField(_("pasted"), default=False)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=DocumentImportState,
        default=DocumentImportState.OPEN,
    )
    found = models.JSONField(default=dict, blank=True)
    values = models.JSONField(default=dict, blank=True)
    parts = models.JSONField(default=list, blank=True)
    taken_out = models.JSONField(default=list, blank=True)
    edition = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    page = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("policy"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="imports",
    )

    objects: ClassVar[Any] = DocumentImportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of a document")
        verbose_name_plural = _("imports of documents")
        default_permissions = ()
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=STANDS, name="document_import_once"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody to look at it."""
        return self.state == DocumentImportState.OPEN
