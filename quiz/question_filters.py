"""What an author narrows the question bank by; lists, bulk actions and exports share it."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from intranet.pages.models import Keyword, Topic
from intranet.policies.models import PolicyPage
from quiz.choices import Difficulty, QuestionKind
from quiz.models import Question, QuizQuestion, Response
from quiz.topic_tree import TopicIterator, with_all_below

OFTEN = 100
MOST_DIGITS = 9

DRAFT, AWAITING, IN_USE, WITHDRAWN = "draft", "awaiting", "in_use", "withdrawn"
STATES = {
    DRAFT: _("draft"),
    AWAITING: _("awaiting approval"),
    IN_USE: _("in use"),
    WITHDRAWN: _("withdrawn"),
}
USED, UNUSED = "used", "unused"
USES = {USED: _("used"), UNUSED: _("not used yet")}
NEVER, SOME, MANY = "never", "some", "many"
EXPOSURES = {NEVER: _("never"), SOME: _("1–99 times"), MANY: _("100 times or more")}


class TopicChoiceField(django_filters.fields.ModelChoiceField):
    """Topics to narrow by, as a tree."""

    iterator = TopicIterator


class TopicFilter(django_filters.ModelChoiceFilter):
    """A topic with all below it."""

    field_class = TopicChoiceField

    def filter(self, questions: QuerySet, topic: Topic | None) -> QuerySet:
        """Questions filed under it or further down."""
        return questions.filter(topic__in=with_all_below(topic.pk)) if topic else questions


class QuestionFilterSet(WagtailFilterSet):
    """The filters of the bank."""

    topic = TopicFilter(
        label=_("Topic, with all below it"),
        queryset=Topic.objects.all(),
        widget=forms.Select,
    )
    keyword = django_filters.ModelChoiceFilter(
        label=_("Keyword"),
        field_name="keyword_items__tag",
        queryset=Keyword.objects.filter(
            Exists(Question.keywords.through.objects.filter(tag=OuterRef("pk")))
        ).order_by("name"),
        widget=forms.Select,
    )
    source_policy = django_filters.ModelChoiceFilter(
        label=_("Policy it rests on"),
        queryset=PolicyPage.objects.filter(questions__isnull=False).distinct().order_by("title"),
        to_field_name="id",
        widget=forms.Select,
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=QuestionKind.choices, widget=forms.Select
    )
    difficulty = django_filters.ChoiceFilter(label=_("Difficulty"), choices=Difficulty.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=tuple(STATES.items()), method="by_state"
    )
    use = django_filters.ChoiceFilter(label=_("Use"), choices=tuple(USES.items()), method="by_use")
    served = django_filters.ChoiceFilter(
        label=_("Times served"), choices=tuple(EXPOSURES.items()), method="by_exposure"
    )

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = []

    def by_state(self, questions: Any, name: str, state: str) -> QuerySet:
        """Drafts were never published, withdrawn questions were."""
        if state == AWAITING:
            return questions.awaiting_approval()
        conditions = {
            DRAFT: Q(live=False, current_version=None),
            IN_USE: Q(live=True),
            WITHDRAWN: Q(live=False, current_version__isnull=False),
        }
        return questions.filter(conditions[state])

    def by_use(self, questions: QuerySet, name: str, use: str) -> QuerySet:
        """Used is what stands in a quiz or was served."""
        used = _placed() | Q(_was_served())
        return questions.filter(used if use == USED else ~used)

    def by_exposure(self, questions: QuerySet, name: str, exposure: str) -> QuerySet:
        """How often people were given the question."""
        if exposure == NEVER:
            return questions.exclude(_was_served())
        often = (
            Response.objects.order_by()
            .values("question_version__question")
            .annotate(times=Count("pk"))
            .filter(times__gte=OFTEN)
            .values("question_version__question")
        )
        if exposure == MANY:
            return questions.filter(pk__in=often)
        return questions.filter(_was_served()).exclude(pk__in=often)


def _placed() -> Q:
    return Q(Exists(QuizQuestion.objects.filter(question=OuterRef("pk"))))


def _was_served() -> Exists:
    return Exists(Response.objects.filter(question_version__question=OuterRef("pk")))


def narrowed(questions: QuerySet, data: QueryDict) -> QuerySet:
    """The questions that a list with this query string shows, on all its pages."""
    filters = QuestionFilterSet(data, queryset=questions)
    found: Any = filters.qs if filters.is_valid() else questions
    return found.saying(data.get("q", ""))


def chosen(data: QueryDict) -> QuerySet:
    """The questions that a bulk action names: by key, or «all» that the list shows."""
    keys = data.getlist("id")
    if "all" in keys:
        return narrowed(Question.objects.all(), data)
    return Question.objects.filter(pk__in=[key for key in keys if _is_key(key)])


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
