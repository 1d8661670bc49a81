"""The screens of reorganisation: a list, four steps to an act, and what it did; delegations."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from intranet.accounts.models import User
from intranet.organisation.models import Delegation, ReorganisationAct, UnitPeriod
from intranet.organisation.reorganisation import services
from intranet.organisation.reorganisation.acts import KINDS_WITH_PEOPLE
from intranet.organisation.reorganisation.forms import (
    DETAILS_FORMS,
    ActForm,
    DetailsForm,
    PeopleForm,
)
from intranet.organisation.reorganisation.preview import preview_of
from intranet.organisation.reorganisation.reading import act_of, roll_for

NAMESPACE = "sap-xep"


def url_of(record: ReorganisationAct, step: str) -> str:
    """The address of a step of the act."""
    return reverse(f"{NAMESPACE}:{step}", args=[record.pk])


class ActIndexView(generic.IndexView):
    """All acts, drafts included, the latest effective day first."""

    model = ReorganisationAct
    any_permission_required = ("change",)
    page_title = gettext_lazy("Reorganisation")
    add_item_label = gettext_lazy("New act")
    paginate_by = 30
    default_ordering = None
    is_searchable = False

    def get_base_queryset(self) -> Any:
        """With everything a line says."""
        return ReorganisationAct.objects.for_listing()

    def order_queryset(self, queryset: Any) -> Any:
        """As the query says."""
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        """What, on which units, from when, by which decision, and how far it is."""
        return [
            TitleColumn(
                "kind",
                label=_("Act"),
                accessor="get_kind_display",
                get_url=lambda record: url_of(record, "act"),
            ),
            Column("units", label=_("Units"), accessor=unit_names),
            Column("effective_on", label=_("Effective from"), accessor=effective_day),
            Column("decision", label=_("Decision"), accessor="decision"),
            Column("state", label=_("State"), accessor=state_label),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Names of all units on their acts' days, in one statement for the list."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        records = list(context["object_list"])
        unit_ids = {unit.pk for record in records for unit in record.units.all()}
        periods = list(UnitPeriod.objects.filter(unit__in=unit_ids).order_by("valid_from"))
        for record in records:
            ids = {unit.pk for unit in record.units.all()}
            # On its own day a unit that ends has no name any more: the last one before it counts.
            names = {
                row.unit_id: row.name
                for row in periods
                if row.unit_id in ids and row.valid_from < record.effective_on
            }
            record.unit_names = ", ".join(sorted(names.values()))
        return context


def unit_names(record: Any) -> str:
    """What the units were called before the act."""
    return str(record.unit_names)


def effective_day(record: ReorganisationAct) -> str:
    """The day as it is read."""
    return f"{record.effective_on:%d/%m/%Y}"


def state_label(record: ReorganisationAct) -> str:
    """Whether it was carried out, by whom and when."""
    if record.done_at is None:
        return _("draft")
    return _("carried out on %(day)s by %(who)s") % {
        "day": f"{timezone.localtime(record.done_at):%d/%m/%Y}",
        "who": record.done_by or "—",
    }


class StepMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What all steps share: the act, who may, and the way here."""

    permission_required = "change"
    header_icon = "site"
    step = 1
    kwargs: dict[str, Any]

    @cached_property
    def record(self) -> ReorganisationAct | None:
        """The act, none before the first step is kept."""
        pk = self.kwargs.get("pk")
        return get_object_or_404(ReorganisationAct, pk=pk) if pk else None

    @property
    def act(self) -> ReorganisationAct:
        """The act of a later step."""
        return get_object_or_404(ReorganisationAct, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, here."""
        index = {"url": reverse(f"{NAMESPACE}:index"), "label": _("Reorganisation")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the steps, to go back to those already kept."""
        context = super().get_context_data(**kwargs)
        return {**context, "record": self.record, "steps": self.steps()}

    def steps(self) -> list[dict[str, Any]]:
        """The steps of the act with their addresses."""
        named = [(1, "act", _("Act and units")), (2, "details", _("Details"))]
        if self.record is None or self.record.kind in KINDS_WITH_PEOPLE:
            named.append((3, "people", _("People")))
        named.append((4, "preview", _("Preview and confirm")))
        return [
            {
                "label": label,
                "is_here": number == self.step,
                "url": url_of(self.record, name) if self.record and number < self.step else "",
            }
            for number, name, label in named
        ]


class DraftMixin(StepMixin):
    """A step of a draft; what is carried out is only read."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the outcome once there is one."""
        if self.user_has_permission("change") and self.record and self.record.is_done:
            return redirect(url_of(self.record, "outcome"))
        return super().dispatch(request, *args, **kwargs)


class ActView(DraftMixin, FormView):
    """The first step, of a new act or of a draft."""

    template_name = "organisation/reorganisation/step.html"
    form_class = ActForm
    page_title = gettext_lazy("Act and units")
    step = 1

    def get_form_kwargs(self) -> dict[str, Any]:
        """Go on with the draft."""
        return {**super().get_form_kwargs(), "instance": self.record}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the step and go on."""
        record = form.save(commit=False)
        units = form.cleaned_data["units"]
        record = services.draft(record=record, units=units, user=cast(User, self.request.user))
        return redirect(url_of(record, "details"))


class DetailsView(DraftMixin, FormView):
    """The second step."""

    template_name = "organisation/reorganisation/step.html"
    page_title = gettext_lazy("Details")
    step = 2

    def get_form_class(self) -> type[DetailsForm]:
        """The questions of the kind."""
        return DETAILS_FORMS[self.act.kind]

    def get_form_kwargs(self) -> dict[str, Any]:
        """About this act; its answers are the initial ones."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {**kwargs, "record": self.act}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the step and go on to the people, if the kind moves any."""
        record = self.act
        services.keep_details(record=record, details=form.details())
        has_people = record.kind in KINDS_WITH_PEOPLE
        return redirect(url_of(record, "people" if has_people else "preview"))


class PeopleView(DraftMixin, FormView):
    """The third step."""

    template_name = "organisation/reorganisation/people.html"
    page_title = gettext_lazy("People")
    form_class = PeopleForm
    step = 3

    def get_form_kwargs(self) -> dict[str, Any]:
        """The people of the units on the day."""
        record = self.act
        act = act_of(record)
        roll = roll_for(act.day, act.unit_ids)
        return {
            **super().get_form_kwargs(),
            "act": act,
            "posts": roll.posts_today,
            "unit_names": {pk: place.name for pk, place in roll.standing.items()},
            "details": record.details,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the step and go on."""
        record = self.act
        services.keep_people(record=record, details=form.details())
        if form.is_together:
            messages.success(self.request, _told(form))
            return redirect(url_of(record, "people"))
        return redirect(url_of(record, "preview"))


def _told(form: PeopleForm) -> str:
    """How many go where from now on."""
    goes_to = form.cleaned_data["together_to"]
    said = ngettext(
        "%(count)d person: %(place)s. Go on with the others, or to the preview.",
        "%(count)d people: %(place)s. Go on with the others, or to the preview.",
        len(form.chosen()),
    )
    return said % {"count": len(form.chosen()), "place": form.place_names[goes_to]}


class PreviewView(DraftMixin, TemplateView):
    """The fourth step: what would happen, and the button."""

    template_name = "organisation/reorganisation/preview.html"
    page_title = gettext_lazy("Preview and confirm")
    step = 4

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead back to the details of an act that has none yet."""
        if self.user_has_permission("change") and not self.act.details:
            return redirect(url_of(self.act, "details"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The act by the roll of this moment."""
        return {**super().get_context_data(**kwargs), "preview": preview_of(self.act)}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry the act out, if it is still what was shown."""
        record = self.act
        seen = request.POST.get("seen", "")
        try:
            services.carry_out(record=record, user=cast(User, request.user), seen=seen)
        except services.NotPossibleError:
            return redirect(url_of(record, "preview"))
        except services.SeenDifferentlyError:
            messages.warning(
                request,
                _("People or units changed since you looked. Read this again, then confirm."),
            )
            return redirect(url_of(record, "preview"))
        messages.success(request, _("The act was carried out."))
        return redirect(url_of(record, "outcome"))


class OutcomeView(StepMixin, TemplateView):
    """What an act did."""

    template_name = "organisation/reorganisation/outcome.html"
    page_title = gettext_lazy("Outcome")


class DiscardView(DraftMixin, TemplateView):
    """Asks before a draft is thrown away."""

    template_name = "organisation/reorganisation/discard.html"
    page_title = gettext_lazy("Throw the draft away")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw it away."""
        services.discard(record=self.act)
        messages.success(request, _("The draft was thrown away."))
        return redirect(f"{NAMESPACE}:index")


class DelegationIndexView(generic.IndexView):
    """Delegations, the latest first, with who leads what until when."""

    def get_base_queryset(self) -> Any:
        """With people, in one statement."""
        return super().get_base_queryset().select_related("person")

    @cached_property
    def columns(self) -> list[Column]:
        """Who, where, from when until when, by which decision."""
        return [
            self._get_title_column("person"),
            Column("unit", label=_("Unit"), accessor=self.unit_name),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("days", label=_("Days"), accessor=days_of),
            Column("decision_number", label=_("Decision")),
            Column("state", label=_("State"), accessor=delegation_state),
        ]

    @cached_property
    def names(self) -> dict[int, str]:
        """The last name of every unit that somebody was delegated to."""
        rows = UnitPeriod.objects.filter(unit__delegations__isnull=False).order_by("valid_from")
        return dict(rows.values_list("unit_id", "name"))

    def unit_name(self, delegation: Delegation) -> str:
        """What the unit is called."""
        return self.names.get(delegation.unit_id, "")


def days_of(delegation: Delegation) -> str:
    """First day and the day it ends."""
    end = delegation.valid_to
    return f"{delegation.valid_from:%d/%m/%Y} – {end:%d/%m/%Y}" if end else ""


def delegation_state(delegation: Delegation) -> str:
    """Whether it holds today."""
    today = timezone.localdate()
    if delegation.holds_on(today):
        return _("in force")
    return _("to come") if delegation.valid_from > today else _("ended")


class DelegateView(generic.CreateView):
    """A new delegation."""

    def save_instance(self) -> Delegation:
        """Give it, with the line in the log."""
        delegation = self.form.save(commit=False)
        return services.delegate(delegation=delegation, user=self.request.user)


class EndDelegationView(generic.EditView):
    """A delegation that ends earlier."""

    def save_instance(self) -> Delegation:
        """End it, with the reason in the log."""
        data = self.form.cleaned_data
        return services.end_delegation(
            delegation=self.object, on=data["valid_to"], reason=data["why"], user=self.request.user
        )
