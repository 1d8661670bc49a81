"""A quiz as a page: what is asked, by which rules, of whom."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager

from intranet.organisation.keys import possible_ids
from intranet.organisation.models import FrozenRoster
from intranet.pages.fields import RichTextField
from intranet.pages.models import BasePage, BasePageQuerySet, Topic
from intranet.pages.searched import Searched, sections_of_html
from quiz.admin_forms import QuizPageForm
from quiz.choices import AttemptState, GradingMethod, Preset, QuestionsPerPage
from quiz.composition import Composition
from quiz.disclosure import has_round, withholds_score
from quiz.models.bank import Question
from quiz.presenters import start
from quiz.preset_wording import PRESETS_EXPLAINED, round_errors
from quiz.terms import Terms
from quiz.types import scored_kinds
from quiz.wording import FROZEN, FROZEN_QUESTIONS, NO_QUESTIONS

FROZEN_FIELDS = (
    "preset",
    "opens_at",
    "closes_at",
    "time_limit",
    "max_attempts",
    "grading_method",
    "pass_mark",
    "negative_marks",
)

WITH_ROUND = [preset for preset in Preset if has_round(preset)]
WITHHOLDING_SCORES = [preset for preset in Preset if withholds_score(preset, is_round_over=False)]

LONGEST_MINUTES = 24 * 60  # who may take longer is bound by the window, not by a clock

NEWEST_FIRST = (F("opens_at").desc(nulls_last=True), "-pk")


class QuizPageQuerySet(BasePageQuerySet):
    """Quizzes by time."""

    def with_key(self, key: str) -> Self:
        """The quiz with this key of a duty, spelled as the site spells it."""
        return self.with_keys([key])

    def with_keys(self, keys: Collection[str]) -> Self:
        """The quizzes with these keys of duties, those that cannot be one left out."""
        return self.filter(pk__in=possible_ids(keys))

    def counting(self) -> Self:
        """Quizzes that have to do with somebody: published, or withdrawn after they were taken."""
        taken = QuizPage.objects.filter(pk=OuterRef("pk"), attempts__isnull=False)
        return self.filter(Q(live=True) | Exists(taken))

    def opened_by(self, moment: datetime.datetime) -> Self:
        """Published quizzes that have opened by the moment, closed ones included, newest first."""
        opened = self.live().filter(Q(opens_at=None) | Q(opens_at__lte=moment))
        return opened.order_by(*NEWEST_FIRST)

    def with_round_over(self, moment: datetime.datetime) -> Self:
        """Quizzes whose window is over for everybody, extensions and running attempts included."""
        answered = QuizPage.objects.filter(
            attempts__state=AttemptState.IN_PROGRESS, attempts__closes_at__gt=moment
        )
        extended = QuizPage.objects.filter(extensions__closes_at__gt=moment)
        return (
            self.filter(closes_at__lte=moment)
            .exclude(pk__in=answered.values("pk"))
            .exclude(pk__in=extended.values("pk"))
        )

    def settled(self, moment: datetime.datetime) -> Self:
        """Quizzes whose round is over, no attempt of which waits for the clock to close it."""
        waiting = QuizPage.objects.filter(
            attempts__state=AttemptState.IN_PROGRESS, attempts__closes_at__lte=moment
        )
        return self.with_round_over(moment).exclude(pk__in=waiting.values("pk"))

    def in_round(self, moment: datetime.datetime) -> Self:
        """Contests and examinations of which something is still withheld."""
        over = QuizPage.objects.with_round_over(moment)
        return self.filter(preset__in=WITH_ROUND).exclude(pk__in=over.values("pk"))

    def withholding_scores(self, moment: datetime.datetime) -> Self:
        """Examinations of which nobody is told yet who has passed."""
        return self.in_round(moment).filter(preset__in=WITHHOLDING_SCORES)

    def for_duties(self, moment: datetime.datetime) -> Self:
        """Quizzes that know whether they withhold scores, and whether somebody was given longer."""
        this = QuizPage.objects.filter(pk=OuterRef("pk"))
        return self.annotate(
            is_withholding=Exists(this.withholding_scores(moment)),
            is_extended=Exists(this.filter(extensions__closes_at__gt=moment)),
        )

    def for_understanding(self, moment: datetime.datetime) -> Self:
        """Quizzes as duties, published or frozen, that know of their round and frozen roster too.

        `is_in_round` says that questions are still asked, `roster_id` is None before the freezing,
        `frozen_title` what the quiz was called then.
        """
        this = QuizPage.objects.filter(pk=OuterRef("pk"))
        rosters = FrozenRoster.objects.frozen().filter(
            duty_kind="quiz",
            duty_key=Cast(OuterRef("pk"), CharField()),
            cut_off=OuterRef("closes_at"),
            cut_off__lte=moment,
        )
        told = self.for_duties(moment).annotate(
            is_in_round=Exists(this.in_round(moment)),
            roster_id=Subquery(rosters.values("pk")[:1]),
            frozen_at=Subquery(rosters.values("frozen_at")[:1]),
            frozen_title=Subquery(rosters.values("title")[:1]),
        )
        return told.filter(Q(live=True) | Q(roster_id__isnull=False))


class QuizPage(BasePage):
    """A quiz; the rules that decide results freeze with the first attempt."""

    preset = models.CharField(
        _("what the quiz is for"), max_length=20, choices=Preset, default=Preset.PRACTICE
    )
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    time_limit = models.PositiveIntegerField(
        _("time limit (minutes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
    )
    max_attempts = models.PositiveIntegerField(
        _("attempts allowed"), default=1, help_text=_("0: any number.")
    )
    grading_method = models.CharField(
        _("which attempt counts"), max_length=10, choices=GradingMethod, default=GradingMethod.BEST
    )
    pass_mark = models.PositiveIntegerField(
        _("pass mark (%)"), default=70, validators=[MaxValueValidator(100)]
    )
    negative_marks = models.BooleanField(
        _("wrong answers cost marks"),
        default=False,
        help_text=_("A wrong choice takes away what guessing would gain on average."),
    )
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle options"), default=True)
    questions_per_page = models.PositiveIntegerField(
        _("questions per screen"), choices=QuestionsPerPage, default=QuestionsPerPage.ONE
    )

    objects: ClassVar[Any] = PageManager.from_queryset(QuizPageQuerySet)()

    template = "pages/quiz_page.html"
    list_template = "pages/items/quiz.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("preset", widget=forms.RadioSelect, help_text=PRESETS_EXPLAINED),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("due_at"),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("questions_per_page")]),
                FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("grading_method")]),
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("negative_marks")]),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
            ],
            heading=_("Rules"),
        ),
        InlinePanel(
            "fixed_questions",
            heading=_("Fixed questions"),
            label=_("question"),
            help_text=_("Everybody gets these."),
        ),
        InlinePanel(
            "topic_quotas",
            heading=_("Drawn by topic"),
            label=_("quota"),
            help_text=_(
                "Each person gets questions of their own, drawn from the published ones of the "
                "topic; fixed questions are not drawn again."
            ),
        ),
    ]
    base_form_class = QuizPageForm

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_opening",
                violation_error_message=_("The quiz must close later than it opens."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="quiz_pass_mark_is_a_percentage"
            ),
        ]

    def searched(self) -> Searched:
        """Add the introduction; nothing of the questions is told."""
        return replace(super().searched(), sections=tuple(sections_of_html(self.introduction)))

    @property
    def composition(self) -> Composition:
        """What the quiz is made of, as it stands in memory."""
        return Composition.of(
            [place.question_id for place in self.fixed_questions.all()],
            [(quota.topic_id, quota.count) for quota in self.topic_quotas.all()],
        )

    @property
    def terms(self) -> Terms:
        """Window, minutes and attempts as the rules give them to everybody."""
        return Terms(self.opens_at, self.closes_at, self.time_limit, self.max_attempts)

    @property
    def is_frozen(self) -> bool:
        """Whether somebody has begun, after which the rules stay as they are."""
        return self.pk is not None and self.attempts.exists()

    def is_open(self, moment: datetime.datetime) -> bool:
        """Whether an attempt may begin at the moment."""
        opened = self.opens_at is None or self.opens_at <= moment
        return self.live and opened and (self.closes_at is None or moment < self.closes_at)

    def is_round_over(self, moment: datetime.datetime) -> bool:
        """Whether nobody can answer any more; a practice waits for nobody."""
        if not has_round(self.preset):
            return True
        if self.closes_at is None or moment < self.closes_at:
            return False
        return QuizPage.objects.with_round_over(moment).filter(pk=self.pk).exists()

    def clean(self) -> None:
        """Refuse other rules once somebody has begun; each message stands at its field."""
        super().clean()
        if changed := self._changed_rules():
            raise ValidationError(dict.fromkeys(changed, FROZEN))

    def publication_errors(self) -> list[str]:
        """Why the quiz cannot go live: not drawable, or other rules than people began with."""
        composition = self.composition
        rules = [
            f"{self._meta.get_field(name).verbose_name}: {FROZEN}" for name in self._changed_rules()
        ]
        return [
            *super().publication_errors(),
            *rules,
            *round_errors(self.preset, self.closes_at),
            *self.frozen_question_errors(composition),
            *self.composition_errors(composition),
        ]

    def _changed_rules(self) -> list[str]:
        """Names of frozen rules that differ from the stored ones, once somebody has begun."""
        if not self.is_frozen:
            return []
        stored = QuizPage.objects.values(*FROZEN_FIELDS).get(pk=self.pk)
        return [name for name in FROZEN_FIELDS if getattr(self, name) != stored[name]]

    def frozen_question_errors(self, composition: Composition) -> list[str]:
        """The refusal of other questions once somebody has begun."""
        if not self.is_frozen:
            return []
        stored = QuizPage.objects.get(pk=self.pk).composition
        return [] if composition == stored else [str(FROZEN_QUESTIONS)]

    def composition_errors(self, composition: Composition) -> list[str]:
        """Why nobody could be given such a quiz: no or withdrawn questions, small topics."""
        errors = [] if composition.size else [str(NO_QUESTIONS)]
        withdrawn = Question.objects.filter(pk__in=composition.fixed).undrawable()
        if self.is_frozen:  # a question that was voided meanwhile is not asked any more
            withdrawn = withdrawn.exclude(current_version__correction__is_void=True)
        errors += [
            _("The question «%(stem)s» is not published.") % {"stem": question.stem}
            for question in withdrawn
        ]
        return errors + list(self._quota_errors(composition))

    def _quota_errors(self, composition: Composition) -> Iterable[str]:
        available = Topic.objects.filter(
            pk__in=[topic_id for topic_id, _count in composition.quotas]
        ).annotate(
            drawable=Count(
                "questions",
                filter=Q(
                    questions__live=True,
                    questions__current_version__isnull=False,
                    questions__current_version__kind__in=scored_kinds(),
                )
                & ~Q(questions__in=composition.fixed),
            )
        )
        wanted = dict(composition.quotas)
        for topic in available:
            if topic.drawable < wanted[topic.pk]:
                yield _(
                    "Topic «%(topic)s»: %(wanted)d questions are asked for, but apart from the "
                    "fixed ones only %(available)d are published."
                ) % {"topic": topic, "wanted": wanted[topic.pk], "available": topic.drawable}

    @classmethod
    def in_order(cls, pages: models.QuerySet) -> models.QuerySet:
        """The quizzes that opened last come first."""
        return pages.order_by(*NEWEST_FIRST)

    def list_item(self, request: HttpRequest | None) -> dict[str, Any]:
        """Add whether the quiz can be taken now, how long it lasts and by when."""
        return {**super().list_item(request), **start.list_row(self, timezone.now())}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the start page shows: the rules and the reader's own attempts."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **start.start_page(self, request)}


class QuizQuestion(Orderable):
    """A question that everybody gets."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="fixed_questions")
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="quiz_places"
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of quizzes")
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_question_once")
        ]


class TopicQuota(Orderable):
    """So many questions drawn from a topic."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="topic_quotas")
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField(
        _("number of questions"), default=1, validators=[MinValueValidator(1)]
    )

    panels = [FieldRowPanel([FieldPanel("topic"), FieldPanel("count")])]

    class Meta(Orderable.Meta):
        verbose_name = _("quota of a topic")
        verbose_name_plural = _("quotas of topics")
        constraints = [models.UniqueConstraint(fields=["quiz", "topic"], name="topic_quota_once")]
