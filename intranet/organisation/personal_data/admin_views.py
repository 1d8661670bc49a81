"""What the IT officer sees: requests with their days, and whose names go when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.organisation.models import CorrectionRequest, PersonalDataRules, RollImport
from intranet.organisation.personal_data import imports, leavers, services
from intranet.organisation.personal_data.forms import AnswerForm
from intranet.organisation.personal_data.permissions import may_keep_rules

PEOPLE_ON_A_PAGE = 50
IMPORTS_SHOWN = 20


class RequestIndexView(generic.IndexView):
    """Requests, unanswered ones first, the oldest on top."""

    default_ordering = None

    def get_base_queryset(self) -> QuerySet[CorrectionRequest]:
        """With the people, in one statement."""
        requests = super().get_base_queryset().select_related("person", "asked_by", "answered_by")
        return requests.order_by("answered_at", "due_on", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        """Who asks what, by when, and whether it is answered."""
        return [
            TitleColumn("asker", label=_("Asked by"), accessor=asker, get_url=self.get_edit_url),
            Column("kind", label=_("What is asked"), accessor="get_kind_display"),
            DateColumn("asked_at", label=_("Asked at")),
            Column("due_on", label=_("To be answered by"), accessor=due_text),
            BooleanColumn("is_answered", label=_("Answered"), accessor=is_answered),
            Column("answered_by", label=_("Answered by")),
        ]


def asker(request: CorrectionRequest) -> str:
    """The person, or the account of somebody who is not on the roll."""
    return str(request.person or request.asked_by or _("(account removed)"))


def is_answered(request: CorrectionRequest) -> bool:
    """Whether nothing is left to do."""
    return not request.is_waiting


def due_text(request: CorrectionRequest) -> str:
    """The day, and whether it is over."""
    day = f"{request.due_on:%d/%m/%Y}"
    return _("%(day)s (late)") % {"day": day} if request.is_late(timezone.localdate()) else day


class AnswerView(generic.EditView):
    """The request as it was written, and the answer below it."""

    template_name = "organisation/personal_data/admin/answer.html"

    def get_form_class(self) -> type[AnswerForm]:
        """The answer alone: what was asked is not to be rewritten."""
        return AnswerForm

    def get_page_subtitle(self) -> str:
        """Who asks."""
        return asker(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The person's own words."""
        return super().get_context_data(**kwargs, asked=self.object)

    def save_instance(self) -> CorrectionRequest:
        """Answer, with who did."""
        request: CorrectionRequest = self.form.instance
        text = self.form.cleaned_data["answer"]
        services.answer(request=request, by=self.request.user, text=text)
        return request

    def get_success_message(self) -> str:
        """Where the person finds it."""
        return _("Answered. The person reads it on «My data».")


def _imports(months: int) -> list[dict[str, Any]]:
    """The imports that name people, the oldest first, with the day on which they no longer do."""
    rows = RollImport.objects.with_names().defer("report", "answers").order_by("uploaded_at")
    return [
        {"import": row, "goes_on": imports.goes_on(row, months)} for row in rows[:IMPORTS_SHOWN]
    ]


class LeaversView(WagtailAdminTemplateMixin, TemplateView):
    """Whose names go on which day, before anything happens; the rules stand beside."""

    template_name = "organisation/personal_data/admin/leavers.html"
    page_title = gettext_lazy("Names of leavers")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Closed to everybody who does not keep the rules."""
        if not may_keep_rules(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remove now the names whose time is over, instead of waiting for the night."""
        today = timezone.localdate()
        due = list(leavers.due_on(today).select_related("user"))
        leavers.deidentify(due, by=request.user)
        cleaned = imports.remove_names(imports.due_on(today), by=request.user)
        messages.success(
            request,
            _("Names removed: %(count)d people, %(imports)d imports.")
            % {"count": len(due), "imports": cleaned},
        )
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leavers in the order in which they go; a fixed number of statements."""
        today = timezone.localdate()
        rules = PersonalDataRules.load()
        everybody = leavers.leavers().select_related("user")
        page = Paginator(everybody, PEOPLE_ON_A_PAGE).get_page(self.request.GET.get("p"))
        limit = leavers.due_before(today)
        rows = [
            {
                "person": person,
                "left_on": person.left_on,
                "is_superuser": person.user is not None and person.user.is_superuser,
                "is_due": person.left_on <= limit,
                "goes_on": leavers.goes_on(person.left_on, rules.months_after_leaving),
            }
            for person in page
        ]
        return super().get_context_data(
            **kwargs,
            page_of_people=page,
            rows=rows,
            rules=rules,
            due=leavers.due_on(today).count(),
            imports=_imports(rules.months_of_imports),
            imports_left_out=max(0, RollImport.objects.with_names().count() - IMPORTS_SHOWN),
            imports_due=imports.due_on(today).count(),
            rules_url=reverse("wagtailsettings:edit", args=["organisation", "personaldatarules"]),
        )
