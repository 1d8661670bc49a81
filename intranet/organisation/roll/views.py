"""The screens «Nhập danh sách»: taking a file in, the dry run with its questions, applying."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from intranet.office_files.refusal import FileRefusedError
from intranet.organisation.models import RollImport, RollImportState, UnitKind
from intranet.organisation.roll import services, tasks
from intranet.organisation.roll.forms import RollUploadForm
from intranet.organisation.roll.progress import Progress
from intranet.organisation.roll.template_file import write_template
from intranet.organisation.roll.wording import (
    ANSWERS,
    FIELDS,
    KINDS,
    PROBLEMS,
    QUESTIONS,
    refusal,
    value_of,
)

IMPORT_ROLL = "organisation.import_roll"
SECONDS_TO_REFRESH = "4"
IMPORTS_SHOWN = 50
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RollPermissionMixin:
    """For those who may import the roll only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not request.user.has_perm(IMPORT_ROLL):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response


class RollScreen(RollPermissionMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the two screens share."""

    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RollIndexView(RollScreen):
    """The form to take a file in, above the files of before."""

    template_name = "organisation/roll/index.html"
    page_title = gettext_lazy("Import of the roll")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the latest imports, in one statement."""
        imports = RollImport.objects.select_related("uploaded_by").defer("report", "answers")
        kwargs.setdefault("form", RollUploadForm())
        return super().get_context_data(imports=imports[:IMPORTS_SHOWN], **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the file in and show its dry run, or say why it cannot be read."""
        form = RollUploadForm(request.POST, request.FILES)
        if form.is_valid():
            data = form.cleaned_data
            try:
                roll_import = services.take_in(
                    user=_account(request),
                    upload=data["file"],
                    file_name=data["file"].name,
                    effective_on=data["effective_on"],
                    is_complete=data["is_complete"],
                )
            except FileRefusedError as error:
                form.add_error("file", refusal(error.code, error.details))
            else:
                tasks.run_dry(roll_import)
                return _to(roll_import)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RollImportView(RollScreen):
    """The dry run: what would change, what is wrong, what is asked."""

    template_name = "organisation/roll/import.html"

    @cached_property
    def roll_import(self) -> RollImport:
        """The import asked for."""
        imports = RollImport.objects.select_related("uploaded_by", "applied_by")
        return get_object_or_404(imports, pk=self.kwargs["pk"])

    @property
    def is_applying(self) -> bool:
        """Whether the roll is being written."""
        return self.roll_import.state == RollImportState.APPLYING

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.roll_import.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        parent = {"url": reverse("nhap-danh-sach:index"), "label": _("Import of the roll")}
        return [*self.breadcrumbs_items, parent, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While a task is at it, the page asks again by itself."""
        response: HttpResponse = super().get(request, *args, **kwargs)
        if self.roll_import.is_working and not self.roll_import.is_stuck:
            response["Refresh"] = SECONDS_TO_REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report in words."""
        report = self.roll_import.report
        problems = [_problem(problem) for problem in report.get("problems", [])]
        return super().get_context_data(
            roll_import=self.roll_import,
            report=report,
            counts=[
                (label, report.get("counts", {}).get(kind, 0)) for kind, label in KINDS.items()
            ],
            problems=problems,
            problems_left_out=report.get("errors", 0) + report.get("warnings", 0) - len(problems),
            questions=list(self.questions()),
            changes=list(self.changes()),
            units=[
                {**unit, "kind": UnitKind(unit["kind"]).label} for unit in report.get("units", [])
            ],
            percent_applied=Progress(self.roll_import).told() if self.is_applying else None,
            may_apply=self.roll_import.is_draft
            and report.get("changes_anything")
            and not (report.get("errors") or report.get("open_questions")),
            **kwargs,
        )

    def questions(self) -> Iterator[dict[str, Any]]:
        """Each question with its answers in words and the one given."""
        for number, question in enumerate(self.roll_import.report.get("questions", [])):
            given = self.roll_import.answers.get(question["key"], "")
            options = [
                {
                    "value": option["value"],
                    "label": str(ANSWERS[option["kind"]]) % option,
                    "detail": option["detail"],
                    "is_given": option["value"] == given,
                }
                for option in question["options"]
            ]
            yield {
                **question,
                "asked": QUESTIONS[question["code"]],
                "name": f"answer-{number}",
                "options": options,
                "is_open": not any(option["is_given"] for option in options),
            }

    def changes(self) -> Iterator[dict[str, Any]]:
        """The lines of each kind of change with the values in words."""
        for kind, lines in self.roll_import.report.get("lines", {}).items():
            count = self.roll_import.counts.get(kind, 0)
            if count:
                shown = [{**line, "changes": _changes(line["changes"])} for line in lines]
                yield {
                    "label": KINDS[kind],
                    "count": count,
                    "lines": shown,
                    "left_out": count - len(shown),
                }


class RollActionView(RollPermissionMixin, View):
    """A button below the dry run; answers POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Do it and go back to the dry run."""
        roll_import = get_object_or_404(RollImport, pk=pk)
        if not self.act(request, roll_import):
            messages.warning(request, _("This import has been dealt with in the meantime."))
        return _to(roll_import)

    def act(self, request: HttpRequest, roll_import: RollImport) -> bool:
        """Do what the button says; whether there still was something to do."""
        raise NotImplementedError


class RollAnswerView(RollActionView):
    """Keep the answers and compare once more."""

    def act(self, request: HttpRequest, roll_import: RollImport) -> bool:
        """Take the answers to the questions that were shown."""
        questions = roll_import.report.get("questions", [])
        answers = {
            question["key"]: request.POST.get(f"answer-{number}", "")
            for number, question in enumerate(questions)
        }
        if not services.answer(roll_import=roll_import, answers=answers):
            return False
        tasks.run_dry(roll_import)
        return True


class RollApplyView(RollActionView):
    """Write what the dry run shows."""

    def act(self, request: HttpRequest, roll_import: RollImport) -> bool:
        """Apply it unless another click was faster."""
        if not services.begin(roll_import=roll_import):
            return False
        tasks.run_apply(roll_import, _account(request))
        roll_import.refresh_from_db(fields=["state"])
        if roll_import.state == RollImportState.APPLIED:
            messages.success(request, _("The roll has been brought up to date."))
        return True


class RollDiscardView(RollActionView):
    """Put the dry run aside."""

    def act(self, request: HttpRequest, roll_import: RollImport) -> bool:
        """Discard it."""
        return services.discard(roll_import=roll_import, user=_account(request))


class RollAgainView(RollActionView):
    """Compare once more with the roll as it is now, also after the task at it died."""

    def act(self, request: HttpRequest, roll_import: RollImport) -> bool:
        """Make the dry run again."""
        is_taken = services.answer(roll_import=roll_import, answers={})
        if not (is_taken or services.begin_again(roll_import=roll_import)):
            return False
        tasks.run_dry(roll_import)
        return True


class RollTemplateView(RollPermissionMixin, View):
    """The workbook to fill in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """As a download."""
        response = HttpResponse(write_template(), content_type=XLSX_TYPE)
        response["Content-Disposition"] = 'attachment; filename="mau-danh-sach-can-bo.xlsx"'
        return response


def _account(request: HttpRequest) -> User:
    """Who is signed in; strangers do not come as far as this."""
    return cast(User, request.user)


def _to(roll_import: RollImport) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("nhap-danh-sach:show", args=[roll_import.pk]))


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    return {
        **problem,
        "is_error": problem["severity"] == "error",
        "message": PROBLEMS[problem["code"]],
    }


def _changes(changes: list[list[str]]) -> list[dict[str, Any]]:
    return [
        {
            "field": FIELDS[field],
            "before": value_of(field, before),
            "after": value_of(field, after),
        }
        for field, before, after in changes
    ]
