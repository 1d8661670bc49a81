"""What the quiz adds to the admin; registration only."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from quiz.admin_deletion import (
    keep_taken_quizzes,
    keep_taken_quizzes_in_bulk,
    keep_topics_of_versions,
    keep_used_questions,
)
from quiz.log_actions import register_quiz_log
from quiz.models import Attempt, Question
from quiz.presenters.bank import question_state
from quiz.presenters.words import passed_text

hooks.register("register_log_actions", register_quiz_log)
hooks.register("before_delete_snippet", keep_used_questions)
hooks.register("before_delete_snippet", keep_topics_of_versions)
hooks.register("before_delete_page", keep_taken_quizzes)
hooks.register("before_bulk_action", keep_taken_quizzes_in_bulk)


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


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Records that come about by use: whoever may view them may do nothing else, superusers too."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only viewing can be allowed."""
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: list[str]) -> bool:
        """As above, for any of the actions."""
        return any(self.user_has_permission(user, action) for action in actions)


class AttemptIndexView(IndexView):
    """Attempts with person and quiz in one statement."""

    def get_base_queryset(self) -> QuerySet[Attempt]:
        return super().get_base_queryset().select_related("person", "quiz")


class AttemptViewSet(ModelViewSet):
    """Who took which quiz when and whether they passed; score and answers are the person's."""

    model = Attempt
    index_view_class = AttemptIndexView
    icon = "tick-inverse"
    menu_label = _("Attempts")
    add_to_admin_menu = True
    menu_order = 260
    permission_policy = ReadOnlyPolicy(Attempt)
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "person",
        "quiz",
        "number",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "started_at",
        "finished_at",
        Column("is_passed", label=_("Result"), accessor=passed_text, sort_key="is_passed"),
    ]
    list_filter: ClassVar[list[str]] = ["quiz", "state", "is_passed"]
    search_fields: ClassVar[list[str]] = ["person__full_name", "person__staff_code"]
    search_backend_name = None
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["-started_at"]
    export_formats: ClassVar[list[str]] = []


register_snippet(QuestionViewSet)


@hooks.register("register_admin_viewset")
def register_attempts() -> AttemptViewSet:
    """Add the list of attempts."""
    return AttemptViewSet("quiz_attempts", url_prefix="luot-lam-bai")
