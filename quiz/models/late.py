"""Answers that arrived after the closing."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from quiz.choices import LateState, QuestionKind
from quiz.models.attempts import Response
from quiz.types import type_of


class LateAnswerQuerySet(models.QuerySet):
    """Late answers by the screens that show them."""

    def for_office(self) -> Self:
        """Whose they are and to which question (`number`); what they say is not even read."""
        no_questions = [kind for kind in QuestionKind.values if not type_of(kind).is_answerable]
        counted = (
            Response.objects.filter(
                attempt=OuterRef("response__attempt"), slot__lte=OuterRef("response__slot")
            )
            .exclude(question_version__kind__in=no_questions)
            .order_by()
            .values("attempt")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return (
            self.select_related(
                "response__attempt__person", "response__attempt__quiz", "proposed_by", "decided_by"
            )
            .defer("answer", "response__answer", "response__option_order")
            .annotate(number=Subquery(counted))
        )


class LateAnswer(models.Model):
    """An answer kept but not marked, unless one person proposes it and a second one accepts."""

    response = models.ForeignKey(
        Response, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="late_answers"
    )
    answer = models.JSONField(_("late answer"), default=list)
    writer = models.CharField(_("writer"), max_length=60)
    writer_number = models.PositiveBigIntegerField(_("number of the save"))
    arrived_at = models.DateTimeField(_("arrived at"))
    state = models.CharField(_("state"), max_length=10, choices=LateState, default=LateState.LATE)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = LateAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("late answer")
        verbose_name_plural = _("late answers")
        ordering = ["-arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "writer", "writer_number"], name="late_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} · {self.arrived_at}"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second person."""
        return self.state == LateState.PROPOSED
