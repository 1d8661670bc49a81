"""Screens of the bank in the admin: the list, editing, usage, comparisons, near questions."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    RevisionsCompareView,
    UsageView,
)

from quiz.models import Question, QuestionVersion, QuizPage, QuizQuestion, Response, TopicQuota
from quiz.permissions import may_see_questions
from quiz.presenters import usage
from quiz.presenters.bank import near_rows, short_stem
from quiz.presenters.comparison import comparison, side_of_question, side_of_version
from quiz.presenters.words import moment_text
from quiz.repair.admin import repair_buttons
from quiz.similar_questions import near_questions
from quiz.understanding.item_figures import answered_by_line, figures_by_line, times_served
from quiz.views.file_buttons import FileButtonsMixin

SERVED = "served"
LIST = "wagtailsnippets_quiz_question:list"
LONGEST_STEM = 2000


class QuestionIndexView(FileButtonsMixin, IndexView):
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
        column.accessor, column.width, column.classname = short_stem, "36%", "title bank-title"
        return column


class NearWarningMixin:
    """Names questions that ask nearly the same after a stem was written; it never blocks."""

    request: Any
    object: Any
    form: Any
    action: str
    expects_json_response: bool

    def run_after_hook(self) -> Any:
        """Warn once the question is saved, not while it is saved by itself."""
        if not self.expects_json_response and self._is_stem_news:
            warn_of_near(self.request, self.object)
        return super().run_after_hook()  # type: ignore[misc]  # Wagtail's view

    @property
    def _is_stem_news(self) -> bool:
        """Whether nobody was told of this stem: what saves itself says nothing and changes it."""
        has_saved_itself = bool(self.request.POST.get("overwrite_revision_id"))
        is_handed_in = self.action == "submit"
        return "stem" in self.form.changed_data or has_saved_itself or is_handed_in


class QuestionCreateView(NearWarningMixin, CreateView):
    """A new question."""


class QuestionEditView(NearWarningMixin, EditView):
    """A question of the bank."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The ways to its figures and to the repair of a wrong key beside those of Wagtail."""
        usage_button = Button(
            QuestionUsageView.page_title,
            url=reverse("wagtailsnippets_quiz_question:usage", args=[self.object.pk]),
            icon_name="help",
            priority=70,
        )
        repairs = repair_buttons(self.object, self.request.user)
        return [*super().header_more_buttons, usage_button, *repairs]

    def get_usage_url(self) -> None:
        """None: Wagtail's line «used 0 times» counts references, not how often it was served."""


def warn_of_near(request: HttpRequest, question: Question) -> None:
    """Name what asks nearly the same, with links."""
    rows = near_rows(question.stem, near_questions(question.stem, but=question.pk))
    if rows:
        links = format_html_join(
            "; ",
            '<a href="{}">{}</a> ({})',
            ((row["url"], row["stem"], row["told"]) for row in rows),
        )
        text = _(
            "The bank has questions that ask nearly the same; please look whether both are needed:"
        )
        messages.warning(request, format_html("{} {}", text, links))


class QuestionUsageView(UsageView):
    """Where the question stands, how often it was served, how well it works."""

    template_name = "quiz/admin/usage.html"
    page_title = gettext_lazy("Use and figures")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last one as the page is called."""
        *before, last = super().get_breadcrumbs_items()
        return [*before, {**last, "label": self.page_title}]

    def get_queryset(self) -> Any:
        """Wagtail's list of references only before a deletion; ours says the rest better."""
        return super().get_queryset() if self.describe_on_delete else []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        question = Question.objects.select_related("topic").get(pk=self.object.pk)
        served = _served_by_version(question)
        editable = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, {"change", "publish"}
        )
        quizzes = list(_quizzes_with(question))
        may_edit = set(
            editable.filter(pk__in=[quiz.pk for quiz in quizzes]).values_list("pk", flat=True)
        )
        return {
            **context,
            "question": question,
            "times_served": sum(served.values()),
            "quizzes": usage.quizzes(quizzes, may_edit),
            "lines": usage.lines(question, served, figures_by_line(question.pk)),
        }


def _served_by_version(question: Question) -> dict[int, int]:
    rows = Response.objects.filter(question_version__question=question).order_by()
    return dict(rows.values_list("question_version").annotate(times=Count("pk")))


def _quizzes_with(question: Question) -> QuerySet[QuizPage]:
    """Quizzes that ask the question, may draw it or have asked it."""
    fixed = QuizQuestion.objects.filter(quiz=OuterRef("pk"), question=question)
    quota = TopicQuota.objects.filter(quiz=OuterRef("pk"), topic=question.topic_id)
    is_drawable = Question.objects.drawable().filter(pk=question.pk).exists()
    served = (
        Response.objects.filter(attempt__quiz=OuterRef("pk"), question_version__question=question)
        .order_by()
        .values("attempt__quiz")
        .annotate(times=Count("pk"))
        .values("times")
    )
    found = QuizPage.objects.annotate(
        is_fixed=Exists(fixed),
        quota=Subquery((quota if is_drawable else quota.none()).values("count")[:1]),
        served=Coalesce(Subquery(served), 0),
    ).filter(Q(is_fixed=True) | Q(quota__isnull=False) | Q(served__gt=0))
    return QuizPage.in_order(found)


class QuestionCompareView(RevisionsCompareView):
    """Two revisions of a question, word by word."""

    template_name = "quiz/admin/compare_revisions.html"
    page_title = gettext_lazy("Compare texts")

    def _get_revision_and_heading(self, revision_id: str) -> tuple[Any, str]:
        """The text, and what it is called."""
        found, heading = super()._get_revision_and_heading(revision_id)
        named = {"live": _("what is published"), "latest": _("the latest text")}
        if revision_id.isdecimal():
            saved = self.object.revisions.get(pk=revision_id).created_at
            return found, _("the text of %(moment)s") % {"moment": moment_text(saved)}
        return found, named.get(revision_id, heading)

    def _get_comparison(self, revision_a: Any, revision_b: Any) -> dict[str, Any]:
        """What the second says differently."""
        return {
            **comparison(side_of_question(revision_a), side_of_question(revision_b)),
            "is_marked_minor": revision_b.is_minor_change,
        }


class BankScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen for who may read in the bank."""

    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who may read in the bank, keys included."""
        if not may_see_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the bank."""
        bank = {"url": reverse(LIST), "label": _("Question bank")}
        return [*self.breadcrumbs_items, bank, {"url": "", "label": self.get_page_title()}]


class VersionComparisonView(BankScreen):
    """Two published versions of a question, word by word."""

    template_name = "quiz/admin/compare_versions.html"
    page_title = gettext_lazy("Compare versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = QuestionVersion.objects.select_related("image", "source_policy")
        of_question = versions.filter(question_id=self.kwargs["pk"])
        first, second = (
            get_object_or_404(of_question, number=self.kwargs[name]) for name in ("first", "second")
        )
        return {
            **super().get_context_data(**kwargs),
            "first": first,
            "second": second,
            "comparison": {
                **comparison(side_of_version(first), side_of_version(second)),
                "is_marked_minor": first.line_id == second.line_id,
            },
            "usage_url": reverse("wagtailsnippets_quiz_question:usage", args=[first.question_id]),
        }


class NearQuestionsView(BankScreen):
    """Questions that ask nearly the same as a stem; the list alone for the script of the form."""

    template_name = "quiz/admin/near.html"
    page_title = gettext_lazy("Find questions that ask nearly the same")

    def get_template_names(self) -> list[str]:
        """The list alone where the form asks for it."""
        return ["quiz/admin/near_list.html" if self.is_fragment else self.template_name]

    @property
    def is_fragment(self) -> bool:
        """Whether the script of the form asks."""
        return "manh" in self.request.GET

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stem = self.request.GET.get("cau", "")[:LONGEST_STEM]
        but = self.request.GET.get("tru", "")
        found = near_questions(stem, but=int(but) if but.isascii() and but.isdecimal() else None)
        return {
            **super().get_context_data(**kwargs),
            "stem": stem,
            "but": but,
            "rows": near_rows(stem, found),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Never kept: the bank changes."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response
