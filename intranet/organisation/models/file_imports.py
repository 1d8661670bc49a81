"""What imports of files have in common: who took a file in, and how far the task at it has come."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENCE = datetime.timedelta(minutes=15)


class FileImport(models.Model):
    """A file that tasks read and write from.

    Subclasses bring the `state`, and name the `working_states` in which a task is at it; it says
    so by `moved_at` from time to time.
    """

    working_states: ClassVar[tuple[str, ...]]
    state: Any

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

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether a task is at it."""
        return self.state in self.working_states

    @property
    def is_stuck(self) -> bool:
        """Whether a task was at it and has not been heard of for a while."""
        return self.is_working and timezone.now() - self.moved_at > SILENCE

    @property
    def percent(self) -> int:
        """How far the task at it has come."""
        return min(100, 100 * self.done // self.total) if self.total else 0
