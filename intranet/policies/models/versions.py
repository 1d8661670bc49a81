"""What was published of a document, and who has confirmed to have read it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import Person


class PublishedVersion(models.Model):
    """The content of a page as it was published, never changed again.

    `asked_from` is the number of the last version whose change was material, itself included:
    who has confirmed that one or a later one need not confirm again. `content` is what
    `intranet.policies.content` makes of the page, `content_hash` its SHA-256.
    """

    page = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("policy"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("version"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    content = models.JSONField(_("content"))
    is_material = models.BooleanField(_("the change is material"))
    asked_from = models.PositiveIntegerField(_("to be confirmed from version"))
    change_note = models.CharField(_("what changed"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published at"))

    objects: Any = models.Manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        default_permissions = ()
        ordering = ["page", "number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="published_version_once"),
            models.CheckConstraint(
                condition=Q(asked_from__lte=models.F("number")), name="published_version_asked_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}.{self.number}"


class BriefingKind(models.TextChoices):
    """Occasions at which a document is made understood: IV.3.d of the plan."""

    FLAG_CEREMONY = "chao-co", _("flag ceremony at the beginning of the month")
    BRIEFING = "giao-ban", _("regular briefing")
    CONFERENCE = "hoi-nghi", _("conference")
    WORKSHOP = "hoi-thao", _("workshop")
    OTHER = "khac", _("other occasion")


class BriefingMeeting(models.Model):
    """A meeting at which a version of a document was made understood to a list of people."""

    version = models.ForeignKey(
        PublishedVersion,
        verbose_name=_("published version"),
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    kind = models.CharField(_("occasion"), max_length=20, choices=BriefingKind)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=255, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects: Any = models.Manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("meeting about a document")
        verbose_name_plural = _("meetings about documents")
        default_permissions = ()
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"


class Acknowledgement(models.Model):
    """A person confirmed to have read and understood a version, alone or at a meeting."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="acknowledgements"
    )
    version = models.ForeignKey(
        PublishedVersion,
        verbose_name=_("published version"),
        on_delete=models.PROTECT,
        related_name="acknowledgements",
    )
    at = models.DateTimeField(_("confirmed at"))
    meeting = models.ForeignKey(
        BriefingMeeting,
        verbose_name=_("meeting"),
        on_delete=models.PROTECT,
        related_name="acknowledgements",
        null=True,
    )

    objects: Any = models.Manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["version", "at"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="acknowledgement_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.version_id}"
