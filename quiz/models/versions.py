"""The immutable versions of questions, which people answer."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.pages.models import Topic
from quiz.choices import QuestionKind
from quiz.correction import counts
from quiz.decided import Wording
from quiz.minor_change import Asked, Part
from quiz.types import Item


class ImmutableError(Exception):
    """Something that others rely on was about to be changed."""


class QuestionVersionQuerySet(models.QuerySet):
    """Versions; they can be made and read."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: a version stays as it was published."""
        raise ImmutableError

    def decided(self) -> Self:
        """Those about whose key something was decided."""
        return self.filter(correction__isnull=False).order_by()

    def correct(self, corrections: Mapping[int, Mapping[str, Any]]) -> None:
        """Write what was decided about wrong keys, by version: the one thing that may change."""
        for pk, decided in corrections.items():
            self.model._base_manager.filter(pk=pk).update(correction=decided)

    def follow_topic(self, topic_id: int) -> None:
        """File what nobody was asked yet under the topic; what was served counts where it stood."""
        unserved = self.filter(responses=None).exclude(topic_id=topic_id).values("pk")
        QuestionVersion._base_manager.filter(pk__in=unserved).update(topic_id=topic_id)


class QuestionVersion(models.Model):
    """What was published, never changed again; attempts, marking and statistics refer to it.

    `options` is a list of `quiz.versions.Option`. A version that was served cannot be deleted, the
    answers protect it; one that never was goes with its question. `joined_to` is the first of the
    versions between which only typing errors were mended: their figures are joined. `correction`
    is what was decided later about a wrong key; it is no part of the content, and nothing but
    the act that repairs keys writes it.
    """

    question = models.ForeignKey(
        "quiz.Question",
        verbose_name=_("question"),
        on_delete=models.CASCADE,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("version"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    marking_rule = models.CharField(_("marking rule"), max_length=30)
    tolerance = models.DecimalField(_("tolerance"), max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    stem = models.TextField(_("question"))
    options = models.JSONField(_("options"))
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    image_alt = models.CharField(_("picture in words"), max_length=500, blank=True)
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
    source_anchor = models.CharField(_("part of the policy"), max_length=160, blank=True)
    source_label = models.CharField(_("source in words"), max_length=255, blank=True)
    joined_to = models.ForeignKey(
        "self",
        verbose_name=_("says the same as"),
        on_delete=models.SET_NULL,
        related_name="joined",
        null=True,
    )
    correction = models.JSONField(_("correction of the key"), null=True)
    created_at = models.DateTimeField(_("published at"), auto_now_add=True)

    objects = QuestionVersionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the version once."""
        if not self._state.adding:
            raise ImmutableError
        super().save(*args, **kwargs)

    @property
    def item(self) -> Item:
        """The version as its type sees it."""
        return Item(
            options=self.options,
            marking_rule=self.marking_rule,
            tolerance=self.tolerance,
            unit=self.unit,
            correction=self.correction,
        )

    @property
    def wording(self) -> Wording:
        """The version as decisions about its key see it."""
        return Wording(self.kind, self.stem, self.item)

    @property
    def is_scored(self) -> bool:
        """Whether an answer can earn a mark; a question that was voided earns none."""
        return counts(self.kind, self.item)

    @property
    def line_id(self) -> int:
        """The first of the versions that say the same, typing errors aside."""
        return self.joined_to_id or self.pk

    @property
    def asked(self) -> Asked:
        """The version as far as it decides what is right."""
        parts = [
            Part(option["text"], option["is_correct"], option.get("match", ""))
            for option in self.options
        ]
        return Asked(self.kind, parts, self.marking_rule, self.tolerance, self.unit, self.stem)

    @property
    def key(self) -> list[str]:
        """Ids of the right options."""
        return [option["id"] for option in self.options if option["is_correct"]]

    @property
    def texts(self) -> dict[str, str]:
        """Option texts by id."""
        return {option["id"]: option["text"] for option in self.options}

    @property
    def allows_several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.kind == QuestionKind.MULTIPLE
