"""What was understood of a quiz when its roster was frozen: written once, never counted anew."""

from typing import Self

from django.db import models
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from intranet.organisation.models import FrozenRoster
from quiz.models.pages import QuizPage
from quiz.models.versions import QuestionVersion


class FrozenUnderstanding(models.Model):
    """The figures of understanding rest on these rows, as `quiz.understanding.frozen` writes them.

    They tell of the people of the roster who are not excused: each sample together, the attempts
    that count by unit too. `corrections` are those of the keys at that time, by version, `topics`
    what the topics were called (id and name), `pass_mark` that of the quiz in percent.
    """

    roster = models.OneToOneField(
        FrozenRoster, on_delete=models.CASCADE, primary_key=True, related_name="understanding"
    )
    counting = models.JSONField()
    first = models.JSONField()
    every = models.JSONField()
    by_unit = models.JSONField()
    corrections = models.JSONField()
    topics = models.JSONField(default=list)
    pass_mark = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen understanding")
        verbose_name_plural = _("frozen understanding")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.roster_id)


class FrozenMarkQuerySet(models.QuerySet["FrozenMark"]):
    """Frozen marks by question."""

    def told(self) -> Self:
        """Those that stand in the figures of a quiz: of the end that it has now."""
        quizzes = QuizPage.objects.annotate(key=Cast("pk", CharField())).filter(
            key=OuterRef("understanding__roster__duty_key"),
            closes_at=OuterRef("understanding__roster__cut_off"),
        )
        return self.filter(Exists(quizzes))


class FrozenMark(models.Model):
    """In how many attempts that count a version earned this mark beside this result.

    The same attempts as in `FrozenUnderstanding.counting`, by question, for the figures of the
    bank. `is_fixed` says that everybody was given the question.
    """

    understanding = models.ForeignKey(
        FrozenUnderstanding, on_delete=models.CASCADE, related_name="marks"
    )
    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="+")
    is_fixed = models.BooleanField()
    mark = models.DecimalField(max_digits=9, decimal_places=6)
    score = models.DecimalField(max_digits=12, decimal_places=6)
    maximum = models.DecimalField(max_digits=12, decimal_places=6)
    attempts = models.PositiveIntegerField()

    objects = FrozenMarkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("frozen mark")
        verbose_name_plural = _("frozen marks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.understanding_id}: {self.version_id}"
