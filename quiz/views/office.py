"""Screens of the Office in the admin: extensions, and answers that came too late."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from quiz.models import Extension, LateAnswer
from quiz.office_forms import ExtensionForm, ProposalForm
from quiz.permissions import may_decide, may_propose, may_view_late_answers
from quiz.presenters import office
from quiz.presenters.granted import grant_text
from quiz.presenters.words import exact_moment_text, moment_text
from quiz.services import QuizError, decide_late, extend, propose_late, recipients, running_attempts


class ExtensionIndexView(generic.IndexView):
    """What has been granted, the latest first."""

    default_ordering = "-created_at"

    def get_base_queryset(self) -> QuerySet[Extension]:
        """With what a row prints, in one statement."""
        return super().get_base_queryset().for_listing()

    @cached_property
    def columns(self) -> list[Column]:
        """To whom, what, why, by whom."""
        return [
            Column("recipient", label=_("Granted to"), accessor=office.listed_recipient),
            Column("quiz", label=_("Quiz"), accessor="quiz.title"),
            Column("grant", label=_("What is granted"), accessor=grant_text),
            Column("reason", label=_("Reason")),
            Column("created_by", label=_("Extended by")),
            Column(
                "created_at",
                label=_("Extended at"),
                accessor=lambda extension: moment_text(extension.created_at),
                sort_key="created_at",
            ),
        ]


class ExtensionCreateView(generic.CreateView):
    """Grant an extension once it was seen whom it touches."""

    template_name = "quiz/admin/extension_create.html"

    def get_form_class(self) -> type[ExtensionForm]:
        """The form with the rules of a quiz."""
        return ExtensionForm

    def form_valid(self, form: ExtensionForm) -> HttpResponse:
        """Show whom it touches first; grant it when these very values were looked at."""
        self.form = form
        if self.request.POST.get("da-xem") != form.signature:
            return self.render_to_response(self.get_context_data(reach=_reach(form)))
        try:
            response: HttpResponse = super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        return response

    def save_instance(self) -> Extension:
        """Grant it in the name of the account; the service writes the line in the log."""
        return extend(**self.form.granted, by=self.request.user, now=timezone.now())

    def get_success_message(self, instance: Extension) -> str:
        """That it counts already."""
        return _("Granted: %(what)s. It counts at once, in running attempts too.") % {
            "what": grant_text(instance)
        }

    def get_success_buttons(self) -> list[Any]:
        """An extension is not edited."""
        return []


def _reach(form: ExtensionForm) -> dict[str, Any]:
    """Whom the extension touches: people on today's roll, and attempts that are running."""
    extension, now = form.instance, timezone.now()
    return {
        "signature": form.signature,
        "recipient": office.recipient_text(extension.person, extension.unit),
        "what": grant_text(extension),
        "people": recipients(extension, now).count(),
        "running": running_attempts(extension, now).count(),
    }


class LateAnswerIndexView(generic.IndexView):
    """Answers that came too late, the latest first."""

    default_ordering = "-arrived_at"

    def get_base_queryset(self) -> QuerySet[LateAnswer]:
        """With what a row prints, in one statement."""
        return super().get_base_queryset().for_office()

    @cached_property
    def columns(self) -> list[Column]:
        """Who, which question of which quiz, how late, and what became of it."""
        return [
            TitleColumn(
                "person",
                label=_("Person"),
                accessor="response.attempt.person",
                get_url=lambda late: reverse("cau-tra-loi-muon:answer", args=[late.pk]),
            ),
            Column("quiz", label=_("Quiz"), accessor="response.attempt.quiz.title"),
            Column("number", label=_("Question")),
            Column(
                "arrived_at",
                label=_("Arrived at"),
                accessor=lambda late: exact_moment_text(late.arrived_at),
                sort_key="arrived_at",
            ),
            Column("lateness", label=_("Too late by"), accessor=office.lateness_text),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        ]


class LateAnswerView(WagtailAdminTemplateMixin, TemplateView):
    """One late answer: propose to count it, or decide as the second person."""

    template_name = "quiz/admin/late_answer.html"
    page_title = gettext_lazy("Late answer")
    header_icon = "time"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who may read about late answers."""
        if not may_view_late_answers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def late(self) -> LateAnswer:
        """The answer with all that is said about it."""
        return get_object_or_404(LateAnswer.objects.for_office(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Whose it is."""
        return str(self.late.response.attempt.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, then whose it is."""
        index = {"url": reverse("cau-tra-loi-muon:index"), "label": _("Late answers")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, and what the account may do."""
        user, late = self.request.user, self.late
        context = {
            "late": office.late_answer(late),
            "may_propose": may_propose(user, late),
            "may_decide": may_decide(user, late),
            "is_proposed": late.is_proposed,
            "form": ProposalForm(),
            "index_url": reverse("cau-tra-loi-muon:index"),
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose or decide, as the button says; the service asks once more who may."""
        act = request.POST.get("act", "")
        try:
            if act == "propose" and may_propose(request.user, self.late):
                form = ProposalForm(request.POST)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(form=form))
                self._propose(form.cleaned_data["reason"])
            elif act in {"accept", "refuse"} and may_decide(request.user, self.late):
                self._decide(accept=act == "accept")
            else:
                raise PermissionDenied
        except QuizError as error:
            messages.error(request, str(error.message))
            return redirect(request.path)
        return redirect("cau-tra-loi-muon:index")

    def _propose(self, reason: str) -> None:
        by = cast(User, self.request.user)
        propose_late(late=self.late, reason=reason, by=by, now=timezone.now())
        messages.success(self.request, _("Proposed. A second person now decides."))

    def _decide(self, *, accept: bool) -> None:
        by = cast(User, self.request.user)
        decide_late(late=self.late, accept=accept, by=by, now=timezone.now())
        said = _("Accepted: the attempt was marked again.") if accept else _("Refused.")
        messages.success(self.request, said)
