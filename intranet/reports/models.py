"""What is kept of files that take longer than a request."""

import datetime
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENCE = datetime.timedelta(minutes=15)
ONE_DAY = datetime.timedelta(days=1)


def file_path(_export: "Export", _name: str) -> str:
    """Where the file is kept: under a name that nobody can guess."""
    return f"tep-xuat/{secrets.token_hex(16)}"


class ExportState(models.TextChoices):
    """How far the file has come."""

    WAITING = "waiting", _("in the queue")
    WORKING = "working", _("being written")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


UNDER_WAY = (ExportState.WAITING, ExportState.WORKING)


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports as the screens and the clock ask for them."""

    def of(self, user: Any) -> Self:
        """What the account asked for and has not been forgotten, the newest first."""
        kept = self.filter(user=user, asked_at__gt=timezone.now() - ONE_DAY)
        return kept.order_by("-asked_at", "-pk")

    def under_way(self, moment: datetime.datetime) -> Self:
        """Those that a task is at or will come to."""
        return self.filter(state__in=UNDER_WAY, moved_at__gt=moment - SILENCE)

    def over_at(self, moment: datetime.datetime) -> Self:
        """Those whose day is over, and which no task is at."""
        old = self.filter(asked_at__lte=moment - ONE_DAY)
        return old.exclude(state__in=UNDER_WAY, moved_at__gt=moment - SILENCE)


class Export(models.Model):
    """A table that the task worker writes as a file, kept for a day for who asked.

    `address` is what was asked for, with all filters: the table is read again from it. `reach` is
    what the account could see then; with another reach the file is not given out.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="exports",
        verbose_name=_("account"),
    )
    address = models.TextField(_("address"))
    title = models.CharField(_("title"), max_length=255)
    suffix = models.CharField(_("kind of file"), max_length=4)
    reach = models.CharField(max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState, default=ExportState.WAITING
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    about = models.JSONField(default=dict)
    file = models.FileField(_("file"), upload_to=file_path, max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = ExportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ()
        indexes = [models.Index(fields=["user", "asked_at"]), models.Index(fields=["asked_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Whether a task is at it or will come to it."""
        return self.state in UNDER_WAY and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        """Whether it should be under way and nothing has been heard of it for a while."""
        return self.state in UNDER_WAY and timezone.now() - self.moved_at > SILENCE

    @property
    def is_ready(self) -> bool:
        """Whether the file is there."""
        return self.state == ExportState.READY

    @property
    def percent(self) -> int:
        """How many of the rows are written."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def kept_until(self) -> datetime.datetime:
        """When the file is deleted."""
        return self.asked_at + ONE_DAY


@receiver(post_delete, sender=Export)
def delete_file(instance: Export, **kwargs: Any) -> None:
    """Let the file go with its row, however that goes."""
    if instance.file:
        instance.file.delete(save=False)
