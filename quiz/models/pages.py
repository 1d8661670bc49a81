"""A quiz as a page: what is asked, by which rules, of whom."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from intranet.pages.models import BasePage, Topic
from quiz.models.bank import Question


class GradingMethod(models.TextChoices):
    """Which attempt of a person counts."""

    BEST = "best", _("the best attempt")
    FIRST = "first", _("the first attempt")
    LAST = "last", _("the last attempt")


class QuestionsPerPage(models.IntegerChoices):
    """How many questions stand on one screen."""

    ALL = 0, _("all on one screen")
    ONE = 1, _("one")
    FIVE = 5, _("five")
    TEN = 10, _("ten")


class QuizPage(BasePage):
    """A quiz; the rules that decide results freeze with the first attempt."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    time_limit = models.PositiveIntegerField(
        _("time limit (minutes)"), null=True, blank=True, validators=[MinValueValidator(1)]
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
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle options"), default=True)
    questions_per_page = models.PositiveIntegerField(
        _("questions per screen"), choices=QuestionsPerPage, default=QuestionsPerPage.ONE
    )

    template = "pages/quiz_page.html"
    parent_page_types = ["pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("due_at"),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("questions_per_page")]),
                FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("grading_method")]),
                FieldPanel("pass_mark"),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
            ],
            heading=_("Rules"),
        ),
        InlinePanel("fixed_questions", heading=_("Fixed questions"), label=_("question")),
        InlinePanel("topic_quotas", heading=_("Drawn by topic"), label=_("quota")),
    ]

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


class QuizQuestion(Orderable):
    """A question that everybody gets."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="fixed_questions")
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
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
        constraints = [models.UniqueConstraint(fields=["quiz", "topic"], name="topic_quota_once")]
