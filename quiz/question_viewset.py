"""The question bank in the admin: Wagtail's own screens with what authors of thousands need."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from quiz.models import Question
from quiz.presenters.bank import question_state, right_share
from quiz.question_filters import QuestionFilterSet
from quiz.views.questions import (
    SERVED,
    QuestionCompareView,
    QuestionCreateView,
    QuestionEditView,
    QuestionIndexView,
    QuestionUsageView,
)
from search.folded_screens import WordsFilterForm, snippet_chooser


class QuestionFilterForm(WordsFilterForm):
    """The search box of the chooser of questions."""

    def found(self, objects: Any, text: str) -> QuerySet[Question]:
        """Questions that have all words, as the bank itself finds them."""
        saying: QuerySet[Question] = objects.saying(text)
        return saying


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    icon = "help"
    menu_label = _("Question bank")
    index_view_class = QuestionIndexView
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    usage_view_class = QuestionUsageView
    revisions_compare_view_class = QuestionCompareView
    list_display: ClassVar[list[Any]] = [
        "stem",
        "code",
        "topic",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column(
            "difficulty",
            label=_("Difficulty"),
            accessor="get_difficulty_display",
            sort_key="difficulty",
        ),
        Column(SERVED, label=_("Served"), accessor="times_served", sort_key=SERVED),
        Column("right", label=_("Right"), accessor=right_share),
        Column("state", label=_("State"), accessor=question_state, sort_key="live"),
    ]
    filterset_class = QuestionFilterSet
    list_per_page = 50
    chooser_viewset_class = snippet_chooser(QuestionFilterForm)
    search_fields: ClassVar[list[str]] = ["folded"]
    search_backend_name = None
    add_to_admin_menu = True
    menu_order = 250

    def get_usage_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Our own page of use instead of the list of references."""
        template_name = self.usage_view_class.template_name
        return super().get_usage_view_kwargs(template_name=template_name, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Questions with what a row prints."""
        return Question.objects.for_listing()
