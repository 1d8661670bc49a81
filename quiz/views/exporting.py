"""The screens «Xuất câu hỏi»: what is chosen, what a format cannot carry, the file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from quiz.export_choice import Choice
from quiz.exporting import FORMATS, log_export, written
from quiz.permissions import may_see_questions
from quiz.presenters import exporting as words
from quiz.views.importing import BankScreen


class ExportPermissionMixin:
    """For those who may see the bank."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_see_questions(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response


class ExportView(ExportPermissionMixin, BankScreen):
    """Which questions go out, in which format, and what that format cannot carry."""

    template_name = "quiz/exporting/export.html"
    page_title = gettext_lazy("Export of questions")
    header_icon = "download"

    @cached_property
    def choice(self) -> Choice:
        """What the address asks for."""
        return Choice.of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The formats; with one chosen also what it leaves out."""
        choice = self.choice
        number = choice.questions.count()
        context = {"choice": choice, "number": number, "formats": words.formats(choice)}
        if choice.format_name and number:
            made = written(choice.questions, choice.format_name, with_drafts=choice.with_drafts)
            context |= words.preview(choice, made)
        return super().get_context_data(**context, **kwargs)


class ExportFileView(ExportPermissionMixin, View):
    """The questions as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """As a download, with a line in the log; 404 without a format or a question."""
        choice = Choice.of(request)
        if not choice.format_name or not choice.questions.exists():
            raise Http404
        file_format = FORMATS[choice.format_name]
        made = written(choice.questions, choice.format_name, with_drafts=choice.with_drafts)
        log_export(
            user=request.user,
            format_name=choice.format_name,
            number=choice.questions.count(),
            left_out=made.left_out,
            with_drafts=choice.with_drafts,
        )
        response = HttpResponse(made.content, content_type=file_format.content_type)
        response["Content-Disposition"] = f'attachment; filename="{words.file_name(choice)}"'
        return response
