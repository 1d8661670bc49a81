"""What the quiz adds to the admin; registration only."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from quiz.admin_deletion import (
    keep_taken_quizzes,
    keep_taken_quizzes_in_bulk,
    keep_topics_of_versions,
    keep_used_questions,
)
from quiz.admin_urls import urlpatterns
from quiz.log_actions import register_quiz_log
from quiz.models import Question
from quiz.presenters.bank import question_state
from quiz.views.authoring import sample_button
from quiz.viewsets import QuizRecordsGroup

hooks.register("register_log_actions", register_quiz_log)
hooks.register("before_delete_snippet", keep_used_questions)
hooks.register("before_delete_snippet", keep_topics_of_versions)
hooks.register("before_delete_page", keep_taken_quizzes)
hooks.register("before_bulk_action", keep_taken_quizzes_in_bulk)
hooks.register("register_page_header_buttons", sample_button)


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    icon = "help"
    menu_label = _("Question bank")
    list_display: ClassVar[list[Any]] = [
        "stem",
        "code",
        "topic",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("difficulty", label=_("Difficulty"), accessor="get_difficulty_display"),
        Column("state", label=_("State"), accessor=question_state, sort_key="live"),
    ]
    list_filter: ClassVar[list[str]] = ["topic", "kind", "difficulty", "live"]
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["stem", "code"]
    search_backend_name = None
    add_to_admin_menu = True
    menu_order = 250

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Questions with what a row prints."""
        return Question.objects.for_listing()


register_snippet(QuestionViewSet)


@hooks.register("register_admin_viewset")
def register_records() -> QuizRecordsGroup:
    """Add the lists of attempts, extensions and late answers."""
    return QuizRecordsGroup()


@hooks.register("register_admin_urls")
def quiz_addresses() -> list[URLPattern]:
    """Add the screens of authors."""
    return urlpatterns
