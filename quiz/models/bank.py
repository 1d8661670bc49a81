"""Questions as they are edited; what is published of them becomes an immutable version."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from intranet.pages.models import CheckedPublicationMixin, Keyword, Topic
from quiz.admin_forms import QuestionForm
from quiz.bank_search import folded_text, single_spaced
from quiz.choices import Difficulty, MarkingRule, QuestionKind, ReferenceHandling
from quiz.decided import Standing, Wording, carried, standing
from quiz.minor_change import Asked, Part, minor_change_faults
from quiz.minor_change_wording import minor_change_messages
from quiz.models.versions import QuestionVersion
from quiz.pictures import make_sizes, picture_messages
from quiz.presenters.answers import is_lettered
from quiz.presenters.questions import preview
from quiz.question_panels import WITH_UNIT, option_panels, question_form
from quiz.reference_wording import lettered_notes
from quiz.reference_wording import messages as reference_messages
from quiz.references import with_references
from quiz.rules import Row
from quiz.types import Item, scored_kinds, type_of
from quiz.versions import Option, content_hash, with_known_ids
from quiz.wording import KEY_OVERRULED, VOIDED, option_messages
from search.text import beginnings


class QuestionQuerySet(models.QuerySet):
    """Questions by what may be done with them."""

    def drawable(self) -> Self:
        """Published questions that earn marks: those a quota may draw.

        Texts and surveys are asked only where an author puts them.
        """
        return self.filter(
            live=True, current_version__isnull=False, current_version__kind__in=scored_kinds()
        )

    def undrawable(self) -> Self:
        """Drafts and withdrawn questions."""
        return self.filter(Q(live=False) | Q(current_version__isnull=True))

    def for_listing(self) -> Self:
        """Questions with what one row of the bank prints, in one statement."""
        return self.select_related("topic", "current_version").with_approval()

    def with_approval(self) -> Self:
        """Questions that know whether a change of theirs awaits a second person.

        By itself, or in a lot: a file that was handed in with the draft as it still stands.
        """
        in_approval = WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Question),
            object_id=Cast(OuterRef("pk"), models.CharField()),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        rows = apps.get_model("quiz", "QuestionImportRow").objects.handed_in()
        in_lot = rows.filter(question=OuterRef("pk"), revision=OuterRef("latest_revision"))
        return self.annotate(is_in_approval=Exists(in_approval), is_in_lot=Exists(in_lot))

    def awaiting_approval(self) -> Self:
        """Questions of which a change awaits a second person, by itself or in a lot."""
        return self.with_approval().filter(Q(is_in_approval=True) | Q(is_in_lot=True))

    def saying(self, query: str) -> Self:
        """Questions in which all words of the query begin a word, marks and capitals aside."""
        found = self
        for word in beginnings(query):
            found = found.filter(folded__contains=word)
        return found


REFUSALS = {Standing.OVERRULED: KEY_OVERRULED, Standing.VOIDED: VOIDED}

# What lists print and filter by of a question that nobody has published yet.
TOLD_IN_LISTS = ("stem", "kind", "topic_id", "difficulty")


class QuestionKeyword(ItemBase):
    """A keyword on a question."""

    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="question_items")
    content_object = ParentalKey(
        "quiz.Question", on_delete=models.CASCADE, related_name="keyword_items"
    )

    class Meta:
        verbose_name = _("keyword of a question")
        verbose_name_plural = _("keywords of questions")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="question_keyword_once")
        ]


class Question(
    CheckedPublicationMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A question of the bank; drafts are edited here, what is published becomes a version."""

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        help_text=_("A short mark of your own to find the question by; may stay empty."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=QuestionKind, default=QuestionKind.SINGLE
    )
    marking_rule = models.CharField(
        _("marking rule"), max_length=30, choices=MarkingRule, default=MarkingRule.ALL_OR_NOTHING
    )
    tolerance = models.DecimalField(
        _("tolerance"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("For a number: how far an answer may be from it and still be right."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=30,
        blank=True,
        help_text=_("For a number: shown behind the field, for example «days»."),
    )
    stem = models.TextField(_("question"), max_length=2000)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    image_alt = models.CharField(
        _("picture in words"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=2000,
        blank=True,
        help_text=_("Shown with the result: why the right answer is right."),
    )
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
    source_anchor = models.CharField(
        _("part of the policy"),
        max_length=160,
        blank=True,
        help_text=_("The mark of the part within the policy, for example III.1.c."),
    )
    source_label = models.CharField(_("source in words"), max_length=255, blank=True)
    keywords = ClusterTaggableManager(
        through=QuestionKeyword, verbose_name=_("keywords"), blank=True
    )
    is_minor_change = models.BooleanField(
        _("does not change the content"),
        default=False,
        help_text=_("Tick it for a typing error: the figures of before and after are joined."),
    )
    folded = models.TextField(editable=False, blank=True, default="")
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

    objects = QuestionQuerySet.as_manager()

    edit_handler = question_form(QuestionForm)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return self.stem

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the words by which the question is found."""
        if update_fields is None:
            self.folded = self.folded_now()
        super().save(*args, update_fields=update_fields, **kwargs)

    def folded_now(self) -> str:
        """The words by which the question is found, as it stands in memory."""
        keywords = [keyword.name for keyword in self.keywords.all()]
        return folded_text(self, self.options.all(), keywords)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep the draft; where nothing is published, lists and search follow what it says."""
        revision: Revision = super().save_revision(*args, **kwargs)
        if not self.live:
            told = {name: getattr(self, name) for name in TOLD_IN_LISTS}
            told = {name: value for name, value in told.items() if value not in (None, "")}
            Question.objects.filter(pk=self.pk).update(**told, folded=self.folded_now())
        return revision

    def clean(self) -> None:
        """Keep an empty code out of the unique index, and two spaces out of the text."""
        super().clean()
        self.code = self.code or None
        self.stem = single_spaced(self.stem)

    @property
    def revisions(self) -> models.Manager:
        return self._revisions

    @property
    def is_used(self) -> bool:
        """Whether the question stands in a quiz or was served in an attempt."""
        return self.quiz_places.exists() or self.versions.filter(responses__isnull=False).exists()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A draft as an object; what is published is read from the row, not from the draft."""
        draft: Self = super().with_content_json(content)
        draft.current_version_id = self.current_version_id
        return draft

    @property
    def is_latest_published(self) -> bool:
        """Whether nothing was written since the last publication."""
        latest, published = self.latest_revision, self.last_published_at
        return bool(latest and published and latest.created_at <= published)

    def publication_errors(self) -> list[str]:
        """What is wrong with the options and the picture."""
        rows = [option.as_row for option in self.options.all()]
        return [
            *option_messages(self.kind, rows),
            *reference_messages(*self._as_read),
            *picture_messages(self.image_id, self.image_alt),
            *self._minor_change_messages(),
            *self._overruled_messages(),
        ]

    def _minor_change_messages(self) -> list[str]:
        """Why the change is no mere typing error, if its author says that it is one."""
        if not (self.is_minor_change and self.current_version):
            return []
        parts = [Part(row.text, row.is_correct, row.match) for row in self.options.all()]
        after = Asked(self.kind, parts, self.marking_rule, self.tolerance, self.unit, self.stem)
        return minor_change_messages(minor_change_faults(self.current_version.asked, after))

    def _overruled_messages(self) -> list[str]:
        """Why a key that was found wrong does not go out once more, whatever else was mended."""
        if self.current_version_id is None:
            return []
        decided = [version.wording for version in self.versions.decided()]
        found = standing(_wording(self._content()), decided, is_minor=self.is_minor_change)
        return [str(REFUSALS[found])] if found in REFUSALS else []

    @property
    def _as_read(self) -> tuple[str, list[str], list[str], str]:
        """What decides how options that speak of each other are understood."""
        options = self.options.all()
        return (
            self.kind,
            [option.text for option in options],
            [option.reference_handling for option in options],
            self.stem,
        )

    def after_publication(self) -> None:
        """Keep what was published as a version, unless it says the same as a version before."""
        self.current_version = self._matching_version()
        self.is_minor_change = False
        self.save(update_fields=["current_version", "is_minor_change"])
        QuestionVersion.objects.filter(question=self).follow_topic(self.topic_id)
        make_sizes(self.current_version)

    def _matching_version(self) -> QuestionVersion:
        content = self._content()
        number = self.versions.aggregate(last=Max("number"))["last"] or 0
        before = self.current_version if self.is_minor_change else None
        version, _is_new = QuestionVersion.objects.get_or_create(
            question=self,
            content_hash=content_hash(content),
            defaults={
                **content,
                "number": number + 1,
                "topic_id": self.topic_id,
                "joined_to_id": before.line_id if before else None,
                "correction": self._carried(content),
            },
        )
        return version

    def _carried(self, content: dict[str, Any]) -> Mapping[str, Any] | None:
        """What counts as right beside the key, where the content asks what was asked before."""
        before = self.current_version
        if before is None:
            return None
        return carried(before.wording, _wording(content), is_minor=self.is_minor_change)

    def _content(self) -> dict[str, Any]:
        """What a version of the question as it stands here would say."""
        before = self.current_version.options if self.current_version else []
        typed = self.options.all()
        kept = type_of(self.kind).kept([option.as_kept for option in typed])
        options: list[Any] = list(with_known_ids(kept, before))
        if is_lettered(self.kind):
            handlings = [option.reference_handling for option in typed]
            options = with_references(options, handlings, self.stem)
        content = {
            "kind": self.kind,
            "marking_rule": self.marking_rule,
            "stem": self.stem,
            "options": options,
            "explanation": self.explanation,
            "source_policy_id": self.source_policy_id,
            "source_anchor": self.source_anchor,
            "source_label": self.source_label,
        }
        if self.kind in WITH_UNIT:
            content |= {"unit": self.unit}
        if self.kind == QuestionKind.NUMBER:
            content |= {"tolerance": self.tolerance}
        if self.image_id:
            content |= {"image_id": self.image_id, "image_alt": self.image_alt}
        return content

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quiz/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The question as somebody taking a quiz would see it, and as the result explains it."""
        return {
            **preview(QuestionVersion(**self._content())),
            "notes": lettered_notes(*self._as_read),
            "request": request,
        }


def _wording(content: Mapping[str, Any]) -> Wording:
    """Content of a version as decisions about keys see it."""
    item = Item(options=content["options"], unit=content.get("unit", ""))
    return Wording(content["kind"], content["stem"], item)


class QuestionOption(Orderable):
    """An option of a question; `uuid` stays with it through versions."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    text = models.CharField(_("option"), max_length=1000)
    is_correct = models.BooleanField(_("right answer"), default=False)
    match = models.CharField(
        _("belongs to"),
        max_length=1000,
        blank=True,
        help_text=_("For matching pairs: what this option is to be paired with."),
    )
    reference_handling = models.CharField(
        _("speaks of other options"),
        max_length=20,
        choices=ReferenceHandling,
        default=ReferenceHandling.AUTO,
    )
    is_pinned = models.BooleanField(
        _("keeps its place"),
        default=False,
        help_text=_("For options such as «All of the above», which must not be shuffled."),
    )

    panels = option_panels()

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Keep two spaces out of the text."""
        super().clean()
        self.text, self.match = single_spaced(self.text), single_spaced(self.match)

    @property
    def as_kept(self) -> Option:
        """The option as a version keeps it."""
        return Option(
            id=str(self.uuid),
            text=self.text,
            is_correct=self.is_correct,
            is_pinned=self.is_pinned,
            match=self.match,
        )

    @property
    def as_row(self) -> Row:
        """The option as the rules see it."""
        return Row(text=self.text, is_correct=self.is_correct, match=self.match)
