"""The letters of the demonstration, which nobody gets by mail."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.accounts.roles import IT_OFFICERS


class OutboxLetterQuerySet(models.QuerySet["OutboxLetter"]):
    """Letters by who may read them."""

    def visible_to(self, user: Any) -> Self:
        """Letters to oneself; all of them for the IT officer, who would look after the server."""
        if not user.is_authenticated:
            return self.none()
        if user.groups.filter(name=IT_OFFICERS).exists():
            return self
        return self.filter(address__iexact=user.email) if user.email else self.none()


class OutboxLetter(models.Model):
    """A letter that a real site would have sent."""

    address = models.CharField(_("address"), max_length=320)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent at"))

    objects = OutboxLetterQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter of the demonstration")
        verbose_name_plural = _("letters of the demonstration")
        default_permissions = ()
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
