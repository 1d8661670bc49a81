"""The buttons of an import and of its questions; all answer POST only and lead back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from quiz.choices import QuestionKind
from quiz.importing import services
from quiz.importing.forms import ReasonForm
from quiz.importing.mapping import MappingForm, sheets_of
from quiz.importing.records import OvertakenError
from quiz.models import ImportState, QuestionImport, QuestionImportRow
from quiz.views.import_spot import SEEN, Mending, Spot, row_of
from quiz.views.importing import ImportPermissionMixin, ImportView, account

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


class ImportActView(ImportPermissionMixin, View):
    """A button of the whole file."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Do it and go back; a colleague or another click may have been faster."""
        question_import = get_object_or_404(QuestionImport, pk=pk)
        try:
            is_done = self.carry_out(request, question_import)
        except services.ImportNotAllowedError as error:
            raise PermissionDenied from error
        if not is_done:
            say_too_late(request)
        return Spot.of(request).back(question_import)

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Do what the button says; whether there still was something to do."""
        raise NotImplementedError


class ApplyView(ImportActView):
    """Write what the dry run shows."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Write it as drafts, all or nothing."""
        user, seen = account(request), request.POST.get(SEEN, "")
        try:
            is_begun = services.apply(question_import=question_import, user=user, seen=seen)
        except OvertakenError:
            say_changed_file(request)
            return True
        question_import.refresh_from_db(fields=["state"])
        if question_import.state == ImportState.APPLIED:
            messages.success(request, _("The questions stand in the bank as drafts."))
        return is_begun


class DiscardView(ImportActView):
    """Put the dry run aside."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Discard it."""
        return services.discard(question_import=question_import, user=account(request))


class AgainView(ImportActView):
    """Take up what a task left lying."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Begin again."""
        return services.begin_again(question_import=question_import, user=account(request))


class SkipFaultyView(ImportActView):
    """Leave out all questions with faults."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Leave them out and say how many."""
        number = services.skip_faulty(question_import=question_import, user=account(request))
        if number:
            text = ngettext("%(n)d question is left out.", "%(n)d questions are left out.", number)
            messages.success(request, text % {"n": number})
        return bool(number)


class SubmitView(ImportActView):
    """Hand the drafts in."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Hand them in."""
        return services.submit(question_import=question_import, user=account(request))


class ApproveView(ImportActView):
    """Agree as second person."""

    def carry_out(self, request: HttpRequest, question_import: QuestionImport) -> bool:
        """Have them published."""
        return services.approve(question_import=question_import, user=account(request))


class RefuseView(ImportView):
    """Send the drafts back with a reason."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send them back, or ask for the reason."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(reason_form=form)
            return self.render_to_response(context, status=422)
        reason = form.cleaned_data["reason"]
        try:
            is_done = services.refuse(
                question_import=self.question_import, reason=reason, user=account(request)
            )
        except services.ImportNotAllowedError as error:
            raise PermissionDenied from error
        if is_done:
            messages.success(
                request, _("Sent back. The author finds it on their first screen with your reason.")
            )
        else:
            say_too_late(request)
        return Spot.of(request).back(self.question_import)


class MappingView(ImportView):
    """Say what the columns mean."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Have the file read with them, or say what is missing."""
        form = MappingForm(request.POST, sheets=sheets_of(self.question_import.report))
        is_asked = self.question_import.state == ImportState.MAPPING
        if is_asked and not form.is_valid():
            return self.render_to_response(self.get_context_data(mapping=form), status=422)
        is_kept = is_asked and services.set_mapping(
            question_import=self.question_import, mapping=form.mapping, user=account(request)
        )
        if not is_kept:
            say_too_late(request)
        return Spot().back(self.question_import)


class MendView(ImportView):
    """Take what was typed into a question's form; what does not fit stays in the form."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep it and go back to the question; its form stays open while faults remain."""
        row = row_of(self.question_import, kwargs["number"])
        mending = Mending.of(row, request)
        is_draft = self.question_import.state == ImportState.DRAFT
        if is_draft and (mending.is_overtaken or not mending.form.is_valid()):
            return self.form_again(mending)
        try:
            is_kept = mending.form.is_valid() and services.mend(
                row=row,
                data={**row.data, **mending.form.values},
                user=account(request),
                seen=mending.known,
            )
        except OvertakenError:
            return self.form_again(Mending.of(row_of(self.question_import, row.number), request))
        if not is_kept:
            say_too_late(request)
            return Spot.of(request).back(self.question_import, row.number)
        row.refresh_from_db(fields=["has_errors"])
        if row.has_errors:
            messages.warning(request, _("Kept; something still has to be put right."))
        else:
            messages.success(request, _("Question %(n)d is in order.") % {"n": row.number})
        return Spot.of(request).back(self.question_import, row.number, mended=row.has_errors)

    def form_again(self, mending: Mending) -> HttpResponse:
        """The form with what was typed, beside what somebody else has made of the question."""
        mending.form.is_valid()
        context = self.get_context_data(mending=mending)
        return self.render_to_response(context, status=409 if mending.is_overtaken else 422)


class RowActView(ImportPermissionMixin, View):
    """A button of one question."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        """Do what the button says and go back to the question."""
        question_import = get_object_or_404(QuestionImport, pk=pk)
        row = row_of(question_import, number)
        try:
            if not self.carry_out(request, row):
                say_too_late(request)
        except OvertakenError:
            say_changed_question(request)
        return Spot.of(request).back(question_import, number)

    def carry_out(self, request: HttpRequest, row: QuestionImportRow) -> bool:
        """Leave it out, take it in after all, make it again what the file says, settle its kind."""
        act, kind = request.POST.get("act", ""), request.POST.get("kind", "")
        user, seen = account(request), request.POST.get(SEEN)
        if act in ("skip", "take"):
            return bool(services.skip(rows=[row], is_skipped=act == "skip", user=user))
        if act == "restore":
            return services.take_back(row=row, user=user, seen=seen)
        if kind in QuestionKind:
            return services.choose_kind(row=row, kind=kind, user=user, seen=seen)
        return False


class RowPictureView(ImportPermissionMixin, View):
    """The picture that came with a question."""

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        """As a picture, by its checked kind; 404 where there is none."""
        question_import = get_object_or_404(QuestionImport, pk=pk)
        row = row_of(question_import, number)
        content_type = PICTURES.get((row.image.name or "").rpartition(".")[2].lower())
        if content_type is None:
            raise Http404
        try:
            response = FileResponse(row.image.open("rb"), content_type=content_type)
        except OSError as error:
            raise Http404 from error
        response["Cache-Control"] = "private, max-age=3600"
        return response


def say_too_late(request: HttpRequest) -> None:
    """Say that nothing was done, and that somebody else was faster."""
    messages.warning(
        request, _("Nothing was done: this import has been dealt with in the meantime.")
    )


def say_changed_file(request: HttpRequest) -> None:
    """Say that nothing was written, for its questions are not those that were on the page."""
    text = _(
        "Nothing was written: questions of this file have been changed since this page was shown. "
        "Please look through them once more."
    )
    messages.warning(request, text)


def say_changed_question(request: HttpRequest) -> None:
    """Say that a question was left as somebody else has mended it."""
    text = _(
        "Nothing was done: somebody else has mended this question in the meantime. Please look at "
        "it once more."
    )
    messages.warning(request, text)
