"""Wrong keys: what was proposed about them, what was decided, and whose results changed."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quiz.models.attempts import Attempt
from quiz.models.bank import Question
from quiz.models.versions import QuestionVersion


class RepairAct(models.TextChoices):
    """What is done about a wrong key; the values of `quiz.correction.Act`."""

    VOID = "void", _("void the question")
    ACCEPT = "accept", _("accept further answers")
    CHANGE = "change", _("change the key")


class RepairState(models.TextChoices):
    """How far a repair has come."""

    PROPOSED = "proposed", _("waits for a second person")
    APPLYING = "applying", _("being marked again")
    APPLIED = "applied", _("marked again")
    REFUSED = "refused", _("refused")


SILENCE = datetime.timedelta(minutes=15)


class KeyRepairQuerySet(models.QuerySet):
    """Repairs by the screens that show them."""

    def for_listing(self) -> Self:
        """With what one row prints."""
        listed = self.select_related("question", "proposed_by", "decided_by")
        return listed.defer("preview", "result", "data")

    def awaiting(self, user: Any) -> Self:
        """What others proposed and nobody has decided, the oldest first."""
        open_ones = self.for_listing().filter(state=RepairState.PROPOSED)
        by_others = open_ones.filter(proposed_by__isnull=False).exclude(proposed_by=user)
        return by_others.order_by("proposed_at", "pk")


class KeyRepair(models.Model):
    """What one person proposed about a wrong key and a second one decided.

    `data` holds `keys` (sets of option ids) and `forms` (texts, numbers); `preview` is what was
    seen when it was proposed, `result` what was done.
    """

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="repairs"
    )
    versions = models.ManyToManyField(
        QuestionVersion, verbose_name=_("versions"), related_name="repairs"
    )
    act = models.CharField(_("what is done"), max_length=10, choices=RepairAct)
    data = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=RepairState, default=RepairState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision_reason = models.CharField(_("reason for the refusal"), max_length=500, blank=True)
    preview = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    objects = KeyRepairQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("repair of a key")
        verbose_name_plural = _("repairs of keys")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state__in=["proposed", "applying"]),
                name="key_repair_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.question}"

    @property
    def is_stuck(self) -> bool:
        """Whether nothing was heard of the marking for too long."""
        begun = self.decided_at
        is_late = begun is not None and begun + SILENCE < timezone.now()
        return self.state == RepairState.APPLYING and is_late

    @property
    def keys(self) -> list[list[str]]:
        """Sets of option ids that are right."""
        return list(self.data.get("keys", []))

    @property
    def forms(self) -> list[str]:
        """Texts or numbers that are right."""
        return list(self.data.get("forms", []))


class RemarkedAttempt(models.Model):
    """An attempt whose result a repair changed: what it was, and what it became."""

    repair = models.ForeignKey(
        KeyRepair, verbose_name=_("repair"), on_delete=models.PROTECT, related_name="remarked"
    )
    attempt = models.ForeignKey(
        Attempt, verbose_name=_("attempt"), on_delete=models.CASCADE, related_name="remarked"
    )
    score_before = models.DecimalField(_("score before"), max_digits=12, decimal_places=6)
    maximum_before = models.DecimalField(_("maximum before"), max_digits=12, decimal_places=6)
    was_passed = models.BooleanField(_("passed before"))
    score = models.DecimalField(_("score"), max_digits=12, decimal_places=6)
    maximum = models.DecimalField(_("maximum"), max_digits=12, decimal_places=6)
    is_passed = models.BooleanField(_("passed"))
    told_at = models.DateTimeField(_("told at"), null=True)

    objects: Any = models.Manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt marked again")
        verbose_name_plural = _("attempts marked again")
        ordering = ["-repair_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["repair", "attempt"], name="remarked_attempt_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score_before} → {self.score}"
