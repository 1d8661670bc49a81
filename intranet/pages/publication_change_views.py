"""The admin screens of requests to withdraw or delete: list, new request, decision, panel."""

from typing import Any

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import DraftStateMixin, Page

from intranet.pages.models import Decision, PublicationChange
from intranet.pages.publication_changes import (
    CannotChangeError,
    decide,
    may_decide,
    may_request,
    request_change,
    text_of,
    visible_to,
)
from intranet.pages.second_person import Change

PER_SCREEN = 30


class ChangeListView(WagtailAdminTemplateMixin, TemplateView):
    """Requests that wait, then those decided."""

    template_name = "pages/admin/publication_changes.html"
    page_title = gettext_lazy("Requests to withdraw or delete")
    header_icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paginator = Paginator(visible_to(self.request.user), PER_SCREEN)
        page = paginator.get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "requests": page}


class ReasonForm(forms.Form):
    """Why something published should go."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The second person reads it, and it stays in the history."),
    )


class ChangeRequestView(WagtailAdminTemplateMixin, FormView):
    """The form in which one asks to withdraw or delete something."""

    template_name = "pages/admin/publication_change_form.html"
    form_class = ReasonForm
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who may edit the object; for others it is not there."""
        if not may_request(request.user, self.object):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def change(self) -> Change:
        """What is asked for."""
        if self.kwargs["action"] not in (Change.UNPUBLISH, Change.DELETE):
            raise Http404
        return Change(self.kwargs["action"])

    @cached_property
    def object(self) -> Any:
        """The page or question, as it stands."""
        try:
            model = apps.get_model(self.kwargs["app_label"], self.kwargs["model_name"])
        except LookupError as error:
            raise Http404 from error
        if not issubclass(model, DraftStateMixin):
            raise Http404
        return get_object_or_404(model, pk=self.kwargs["object_id"])

    def get_page_title(self) -> str:
        if self.change == Change.DELETE:
            return _("Ask to delete")
        return _("Ask to withdraw")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_page = isinstance(self.object, Page)
        return {
            **super().get_context_data(**kwargs),
            "object": self.object,
            "is_deletion": self.change == Change.DELETE,
            "pages_below": self.object.get_descendant_count() if is_page else 0,
            "back_url": AdminURLFinder(self.request.user).get_edit_url(self.object),
        }

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            request_change(
                instance=self.object,
                change=self.change,
                reason=form.cleaned_data["reason"],
                user=self.request.user,
            )
        except CannotChangeError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The request now waits for a second person."))
        return redirect("publication_changes")


class ChangeDecisionView(WagtailAdminTemplateMixin, TemplateView):
    """A request with its reason, and the buttons of whoever may decide it."""

    template_name = "pages/admin/publication_change.html"
    page_title = gettext_lazy("Request to withdraw or delete")
    header_icon = "download"

    @cached_property
    def row(self) -> PublicationChange:
        """The request, if the account may see it."""
        return get_object_or_404(visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.row.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, instance = self.request.user, self.row.content_object
        is_own = self.row.requested_by_id == user.pk
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "seen": text_of(self.row),
            "may_decide": may_decide(user, self.row),
            "may_take_back": is_own and self.row.decision == Decision.OPEN,
            "edit_url": AdminURLFinder(user).get_edit_url(instance) if instance else None,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide as the button says."""
        decision = request.POST.get("decision")
        if decision not in (Decision.CONFIRMED, Decision.REFUSED, Decision.WITHDRAWN):
            raise Http404
        try:
            row = decide(
                pk=self.row.pk,
                decision=Decision(decision),
                user=request.user,
                seen=request.POST.get("seen", ""),
                ask_first=self.ask_other_rules,
            )
        except CannotChangeError as error:
            messages.error(request, str(error))
            return redirect("publication_change", self.row.pk)
        except RefusedByRuleError as refusal:
            return refusal.response
        messages.success(
            request,
            _("«%(title)s»: the request is %(state)s.")
            % {"title": row.title, "state": row.get_decision_display()},
        )
        return redirect("publication_changes")

    def ask_other_rules(self, instance: Any) -> None:
        """Ask the hooks that any deletion in the admin asks, such as «was already answered»."""
        is_page = isinstance(instance, Page)
        name, argument = ("page", instance) if is_page else ("snippet", [instance])
        for hook in hooks.get_hooks(f"before_delete_{name}"):
            response = hook(self.request, argument)
            if isinstance(response, HttpResponse):
                raise RefusedByRuleError(response)


class RefusedByRuleError(Exception):
    """A rule of another app speaks against the deletion and answers the request itself."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class ChangesPanel(Component):
    """On the first screen of the admin: what waits for this account as the second person."""

    name = "publication_changes"
    template_name = "pages/admin/publication_changes_panel.html"
    order = 215

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        waiting: QuerySet[PublicationChange] = visible_to(self.request.user)
        others = waiting.filter(decision=Decision.OPEN).exclude(requested_by=self.request.user.pk)
        return {"requests": others[:PER_SCREEN], "url": reverse("publication_changes")}


urlpatterns = [
    path("de-nghi/", ChangeListView.as_view(), name="publication_changes"),
    path("de-nghi/<int:pk>/", ChangeDecisionView.as_view(), name="publication_change"),
    path(
        "de-nghi/<str:app_label>/<str:model_name>/<int:object_id>/<str:action>/",
        ChangeRequestView.as_view(),
        name="publication_change_new",
    ),
]
