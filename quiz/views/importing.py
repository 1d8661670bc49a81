"""The screens «Nhập câu hỏi»: taking a file in, its dry run, what became of it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from quiz.formats.documents import template as document_template
from quiz.formats.sheets import template as sheet_template
from quiz.importing import rows as import_rows
from quiz.importing import services
from quiz.importing.approving import may_approve, may_hand_in
from quiz.importing.forms import QuestionUploadForm, ReasonForm
from quiz.importing.mapping import MappingForm, sheets_of
from quiz.importing.records import Progress
from quiz.importing.report import PASTED
from quiz.models import ImportState, QuestionImport, QuestionImportRow
from quiz.models.imports import IN_BANK
from quiz.permissions import may_import_questions
from quiz.presenters import importing as words
from quiz.views.import_spot import Mending, Spot, mending_asked_for

SECONDS_TO_REFRESH = "3"
IMPORTS_SHOWN = 50
ROWS_ON_A_PAGE = 25
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOLD = (ImportState.APPLYING, ImportState.APPROVING)
LISTED = (ImportState.DRAFT, ImportState.DISCARDED, *(set(IN_BANK) - set(TOLD)))


class FileTemplate(NamedTuple):
    """A file to fill in."""

    label: Any
    file_name: str
    content_type: str
    write: Callable[[], bytes]


TEMPLATES = {
    "xlsx": FileTemplate(
        gettext_lazy("Excel template (XLSX)"),
        "mau-cau-hoi.xlsx",
        XLSX_TYPE,
        sheet_template.write_template,
    ),
    "docx": FileTemplate(
        gettext_lazy("Word template (DOCX)"),
        "mau-cau-hoi.docx",
        DOCX_TYPE,
        document_template.template,
    ),
}


class ImportPermissionMixin:
    """For those who may bring questions into the bank."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not may_import_questions(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response


class BankScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens beside the bank's list share."""

    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the bank."""
        bank = {
            "url": reverse("wagtailsnippets_quiz_question:list"),
            "label": _("Question bank"),
        }
        return [*self.breadcrumbs_items, bank, *self.crumbs()]

    def crumbs(self) -> list[dict[str, Any]]:
        """The rest of the way."""
        return [{"url": "", "label": self.get_page_title()}]


class ImportIndexView(ImportPermissionMixin, BankScreen):
    """The form to take a file in, above the files of before."""

    template_name = "quiz/importing/index.html"
    page_title = gettext_lazy("Import of questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the latest imports, in one statement."""
        imports = QuestionImport.objects.select_related("uploaded_by").defer("report", "mapping")
        kwargs.setdefault("form", QuestionUploadForm())
        templates = [{"name": name, "label": one.label} for name, one in TEMPLATES.items()]
        shown = imports[:IMPORTS_SHOWN]
        return super().get_context_data(imports=shown, templates=templates, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the file or the text in and show its dry run."""
        form = QuestionUploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        data = form.cleaned_data
        upload = data["file"] or ContentFile(data["text"].encode())
        question_import = services.take_in(
            file=upload,
            file_name=data["file"].name if data["file"] else str(PASTED),
            topic=data["topic"],
            user=account(request),
        )
        return Spot().back(question_import)


class ImportView(ImportPermissionMixin, BankScreen):
    """One file: being read, its dry run, or what became of it."""

    template_name = "quiz/importing/import.html"

    @cached_property
    def question_import(self) -> QuestionImport:
        """The import asked for."""
        people = ("uploaded_by", "applied_by", "submitted_by", "decided_by")
        imports = QuestionImport.objects.select_related("topic", *people)
        return get_object_or_404(imports, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.question_import.file_name

    def crumbs(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        parent = {"url": reverse("question_imports"), "label": _("Import of questions")}
        return [parent, *super().crumbs()]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While a task is at it, the page asks again by itself."""
        response: HttpResponse = super().get(request, *args, **kwargs)
        if self.question_import.is_working and not self.question_import.is_stuck:
            response["Refresh"] = SECONDS_TO_REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the state asks for."""
        question_import = self.question_import
        context = {
            "question_import": question_import,
            "steps": words.steps(question_import.state),
            "told": Progress(question_import).told() if question_import.state in TOLD else None,
            "reason_form": ReasonForm(),
            **kwargs,
        }
        if question_import.state == ImportState.REFUSED:
            context["refusal"] = words.refusal(question_import.report)
        if question_import.state == ImportState.MAPPING:
            context.setdefault("mapping", MappingForm(sheets=sheets_of(question_import.report)))
        if question_import.state in LISTED:
            context |= self.file_report()
            context |= self.questions(kwargs.get("mending"))
            context |= self.decision(context["counts"])
        return super().get_context_data(**context)

    def questions(self, mending: Mending | None) -> dict[str, Any]:
        """The numbers, and one page of questions."""
        question_import, spot = self.question_import, Spot.of(self.request)
        rows = import_rows.listed(question_import)
        is_written = question_import.state in IN_BANK
        if spot.chosen:
            rows = rows.filter(import_rows.FILTERS[spot.chosen].condition)
        elif is_written:
            rows = rows.filter(import_rows.WRITTEN)
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(spot.page)
        mending = mending or mending_asked_for(question_import, self.request)
        shown = _with(list(page), mending)
        counts = import_rows.counts(question_import)
        return {
            "counts": counts,
            "filters": words.filters(counts, spot.chosen, is_written=is_written),
            "picture": words.picture(counts),
            "tables": words.tables(import_rows.by_kind_and_topic(question_import)),
            "cards": words.page_cards(question_import, shown),
            "pages": words.pages(page, spot.chosen),
            "mending": mending,
            "query": spot.query,
        }

    def file_report(self) -> dict[str, Any]:
        """What is said about the file besides its questions; before it is written also of others.

        Whether it came before, and what its questions get that it does not name.
        """
        question_import = self.question_import
        report, is_draft = question_import.report, question_import.state == ImportState.DRAFT
        unnamed = import_rows.without_difficulty(question_import) if is_draft else 0
        return {
            "earlier": import_rows.earlier(question_import) if is_draft else None,
            "file_problems": words.file_problems(report, without_difficulty=unnamed),
            "other_lines": words.other_lines(report),
            "missing": words.missing(report),
            "left_out": words.left_out(report),
        }

    def decision(self, counts: Mapping[str, int]) -> dict[str, Any]:
        """What may be pressed by whom, and what it would do."""
        return {
            "will_happen": words.will_happen(counts),
            "is_nothing_new": not (counts["moi"] or counts["thay-doi"]),
            "may_mend": self.question_import.state == ImportState.DRAFT,
            "may_hand_in": may_hand_in(account(self.request), self.question_import),
            "may_approve": may_approve(account(self.request), self.question_import),
        }


def _with(rows: list[QuestionImportRow], mending: Mending | None) -> list[QuestionImportRow]:
    """The questions of the page, and the one being mended wherever it stands."""
    if mending is None or mending.row.pk in {row.pk for row in rows}:
        return rows
    return [mending.row, *rows]


class ImportTemplateView(ImportPermissionMixin, View):
    """The files to fill in."""

    def get(self, request: HttpRequest, template: str) -> HttpResponse:
        """As a download; 404 for a template that there is not."""
        if template not in TEMPLATES:
            raise Http404
        found = TEMPLATES[template]
        response = HttpResponse(found.write(), content_type=found.content_type)
        response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
        return response


def account(request: HttpRequest) -> User:
    """Who is signed in; strangers do not come as far as this."""
    return cast(User, request.user)
