"""What happened in quizzes, in one menu of the admin: attempts, extensions, late answers."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from intranet.organisation.models import Person
from intranet.organisation.policies import OnlyPolicy
from quiz.models import Attempt, Extension, LateAnswer, QuizPage
from quiz.office_forms import ExtensionForm
from quiz.presenters.words import passed_text
from quiz.views.office import (
    ExtensionCreateView,
    ExtensionIndexView,
    LateAnswerIndexView,
    LateAnswerView,
)


def by_quiz() -> django_filters.ModelChoiceFilter:
    """A filter by quiz; `id` takes any number, the key of a page type fails at those too large."""
    return django_filters.ModelChoiceFilter(
        label=_("Quiz"), queryset=QuizPage.objects.all(), to_field_name="id"
    )


class AttemptFilterSet(WagtailFilterSet):
    """Attempts by quiz and state."""

    quiz = by_quiz()

    class Meta:
        model = Attempt
        fields: ClassVar[list[str]] = ["quiz", "state"]


class ExtensionFilterSet(WagtailFilterSet):
    """Extensions by quiz."""

    quiz = by_quiz()

    class Meta:
        model = Extension
        fields: ClassVar[list[str]] = ["quiz"]


class LateAnswerFilterSet(WagtailFilterSet):
    """Late answers by quiz and by what became of them."""

    response__attempt__quiz = by_quiz()

    class Meta:
        model = LateAnswer
        fields: ClassVar[list[str]] = ["response__attempt__quiz", "state"]


class AttemptIndexView(IndexView):
    """Attempts with person and quiz; who has passed an examination is not told before its end."""

    def get_base_queryset(self) -> QuerySet[Attempt]:
        withholding = QuizPage.objects.withholding_scores(timezone.now()).values("pk")
        told = Case(
            When(quiz__in=withholding, then=Value(None)),
            default=F("is_passed"),
            output_field=BooleanField(null=True),
        )
        attempts = super().get_base_queryset().select_related("person", "quiz")
        return attempts.annotate(told_passed=told)

    def search_queryset(self, queryset: Any) -> QuerySet[Attempt]:
        """Attempts of people who match every word."""
        people = Person.objects.matching(self.search_query).order_by()
        found: QuerySet[Attempt] = queryset.filter(person__in=people)
        return found if self.is_searching else queryset


def told_result(attempt: Any) -> str:
    """Whether the person has passed, as far as that may be told."""
    return passed_text(attempt.told_passed)


class AttemptViewSet(ModelViewSet):
    """Who took which quiz when and whether they passed; score and answers are the person's."""

    model = Attempt
    name = "quiz_attempts"
    url_prefix = "luot-lam-bai"
    index_view_class = AttemptIndexView
    icon = "tick-inverse"
    menu_label = _("Attempts")
    permission_policy = OnlyPolicy(Attempt, "view")
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "person",
        "quiz",
        "number",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "started_at",
        "finished_at",
        Column("told_passed", label=_("Result"), accessor=told_result, sort_key="told_passed"),
    ]
    filterset_class = AttemptFilterSet
    search_fields: ClassVar[list[str]] = ["person__full_name", "person__staff_code"]
    search_backend_name = None
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["-started_at"]
    export_formats: ClassVar[list[str]] = []


class ExtensionViewSet(ModelViewSet):
    """What was granted beyond the rules; it is never changed or taken back."""

    model = Extension
    name = "gia-han"
    icon = "time"
    menu_label = _("Extensions")
    index_view_class = ExtensionIndexView
    add_view_class = ExtensionCreateView
    permission_policy = OnlyPolicy(Extension, "view", "add")
    copy_view_enabled = False
    filterset_class = ExtensionFilterSet
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[ExtensionForm]:
        """One form: nothing is edited."""
        return ExtensionForm


class LateAnswerViewSet(ModelViewSet):
    """Answers that came too late, for two people to decide about."""

    model = LateAnswer
    name = "cau-tra-loi-muon"
    icon = "warning"
    menu_label = _("Late answers")
    index_view_class = LateAnswerIndexView
    permission_policy = OnlyPolicy(LateAnswer, "view", "change")
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = ["reason"]
    filterset_class = LateAnswerFilterSet
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list and one screen for each answer."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", LateAnswerView.as_view(), name="answer"),
        ]


class QuizRecordsGroup(ViewSetGroup):
    """The menu «Làm bài trắc nghiệm»."""

    items = (AttemptViewSet, ExtensionViewSet, LateAnswerViewSet)
    menu_label = _("Taking of quizzes")
    menu_icon = "tick-inverse"
    menu_order = 260
