"""Questions as they are edited, and the immutable versions that people answer."""

import uuid

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, RevisionMixin, WorkflowMixin

from intranet.pages.models import Topic


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")
    TRUE_FALSE = "true_false", _("true or false")


class Difficulty(models.TextChoices):
    """How hard the author thinks a question is."""

    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class Question(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A question of the bank; drafts are edited here, what is published becomes a version."""

    code = models.CharField(_("code"), max_length=30, unique=True, null=True, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=QuestionKind, default=QuestionKind.SINGLE
    )
    stem = models.TextField(_("question"), max_length=2000)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    topic = models.ForeignKey(
        Topic, verbose_name=_("main topic"), on_delete=models.PROTECT, related_name="questions"
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM
    )
    source_policy = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("policy it rests on"),
        on_delete=models.SET_NULL,
        related_name="questions",
        null=True,
        blank=True,
    )
    source_anchor = models.CharField(_("part of the policy"), max_length=60, blank=True)
    source_label = models.CharField(_("source in words"), max_length=255, blank=True)
    current_version = models.ForeignKey(
        "quiz.QuestionVersion",
        verbose_name=_("published version"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="question")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="question",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return self.stem

    @property
    def revisions(self) -> models.Manager:
        return self._revisions


class QuestionOption(Orderable):
    """An option of a question; `uuid` stays with it through versions."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    text = models.CharField(_("option"), max_length=1000)
    is_correct = models.BooleanField(_("right answer"), default=False)
    is_pinned = models.BooleanField(
        _("keeps its place"),
        default=False,
        help_text=_("For options such as «All of the above», which must not be shuffled."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return self.text


class QuestionVersion(models.Model):
    """What was published, never changed again; attempts, marking and statistics refer to it.

    `options` is a list of {"id": uuid, "text": str, "is_correct": bool, "is_pinned": bool}.
    """

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    marking_rule = models.CharField(_("marking rule"), max_length=30)
    stem = models.TextField(_("question"))
    options = models.JSONField(_("options"))
    explanation = models.TextField(_("explanation"), blank=True)
    topic = models.ForeignKey(
        Topic, verbose_name=_("main topic"), on_delete=models.PROTECT, related_name="+"
    )
    source_policy = models.ForeignKey(
        "policies.PolicyPage",
        verbose_name=_("policy it rests on"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    source_anchor = models.CharField(_("part of the policy"), max_length=60, blank=True)
    source_label = models.CharField(_("source in words"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="question_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["question", "content_hash"], name="question_version_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"
