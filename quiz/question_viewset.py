"""The question bank in the admin: Wagtail's own screens with what authors of thousands need."""

from typing import Any, ClassVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from quiz.item_figures import answered_by_line, times_served
from quiz.models import Question, Response
from quiz.presenters.bank import question_state, right_share, short_stem
from quiz.question_filters import QuestionFilterSet

SERVED = "served"


class QuestionIndexView(IndexView):
    """The list of questions; the figures of a page are read in two statements."""

    def search_queryset(self, queryset: Any) -> QuerySet[Question]:
        """All words have to occur, marks and capitals aside."""
        return queryset.saying(self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """By the number of times served only when asked for: it is counted then."""
        if (self.ordering or "").lstrip("-") != SERVED:
            return super().order_queryset(queryset)
        times = (
            Response.objects.filter(question_version__question=OuterRef("pk"))
            .order_by()
            .values("question_version__question")
            .annotate(times=Count("pk"))
            .values("times")
        )
        counted = queryset.annotate(served=Coalesce(Subquery(times), 0))
        return counted.order_by(self.ordering, "pk")

    def paginate_queryset(self, queryset: QuerySet[Question], page_size: int) -> Any:
        """Give each question of the page what was served and answered of it."""
        paginator, page, _rows, is_paginated = super().paginate_queryset(queryset, page_size)
        questions = list(page.object_list)
        keys = [question.pk for question in questions]
        served, answered = times_served(keys), answered_by_line(keys)
        for question in questions:
            version = question.current_version
            question.times_served = served.get(question.pk, 0)
            question.answered = answered.get(version.line_id) if version else None
        page.object_list = questions
        return paginator, page, questions, is_paginated

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> BaseColumn:
        """The stem, cut where it is long."""
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.accessor = short_stem
        return column


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    icon = "help"
    menu_label = _("Question bank")
    index_view_class = QuestionIndexView
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
    search_fields: ClassVar[list[str]] = ["folded"]
    search_backend_name = None
    add_to_admin_menu = True
    menu_order = 250

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Questions with what a row prints."""
        return Question.objects.for_listing()
