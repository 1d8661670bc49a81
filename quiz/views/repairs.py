"""Screens of the admin about wrong keys: propose a repair, decide about it, look back."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from intranet.organisation.models import Person
from quiz.correction import acts_for
from quiz.models import KeyRepair, Question, QuestionVersion, QuizPage, RepairState
from quiz.presenters import repairs as words
from quiz.presenters.office import act_text
from quiz.repair import services, tasks
from quiz.repair.forms import DecisionForm, RepairForm
from quiz.repair.permissions import may_decide, may_propose, may_read_names, may_resume, may_view
from quiz.repair.preview import preview, signature
from quiz.services import QuizError

REPAIRS_ON_A_PAGE = 50
SECONDS_TO_REFRESH = "3"


class RepairScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share: for whom they are, and the way back."""

    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may read about repairs."""
        if not may_view(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, then this screen."""
        index = {"url": reverse("key_repairs"), "label": _("Wrong keys")}
        label = self.get_page_subtitle() or self.get_page_title()
        return [*self.breadcrumbs_items, index, {"url": "", "label": label}]

    def consequences(self, seen: Mapping[str, Any]) -> dict[str, Any]:
        """A preview in words, as much of it as the account may read."""
        short = seen.get("short", [])
        ids = [*(one["quiz_id"] for one in seen["quizzes"]), *short]
        quizzes = QuizPage.objects.filter(pk__in=ids)
        withheld = set(quizzes.withholding_scores(timezone.now()).values_list("pk", flat=True))
        names = self._names(seen) if may_read_names(self.request.user) else None
        return words.consequences(seen, dict(quizzes.values_list("pk", "title")), withheld, names)

    def _names(self, seen: Mapping[str, Any]) -> dict[int, str]:
        told = ("to_passed", "to_failed")
        ids = {person for one in seen["quizzes"] for name in told for person in one[name]}
        ids |= {move[0] for one in seen["quizzes"] for move in one["moves"]}
        return dict(Person.objects.filter(pk__in=ids).values_list("pk", "full_name"))


class RepairIndexView(RepairScreen):
    """What was proposed about wrong keys, the latest first."""

    template_name = "quiz/repairs/index.html"
    page_title = gettext_lazy("Wrong keys")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Nothing but the list."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Wrong keys")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        rows = Paginator(KeyRepair.objects.for_listing(), REPAIRS_ON_A_PAGE)
        return super().get_context_data(page=rows.get_page(self.request.GET.get("p")), **kwargs)


class ProposeRepairView(RepairScreen):
    """A guided act: what is wrong, what that changes, why; then a second person decides."""

    template_name = "quiz/repairs/propose.html"
    page_title = gettext_lazy("Wrong key?")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may change questions."""
        if not may_propose(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def question(self) -> Question:
        """The question, as published."""
        questions = Question.objects.select_related("current_version")
        return get_object_or_404(questions, pk=self.kwargs["question_id"])

    @cached_property
    def served(self) -> list[QuestionVersion]:
        """Versions that were asked or are asked now, the latest first."""
        versions = self.question.versions.filter(responses__isnull=False).distinct()
        found = {version.pk: version for version in versions}
        current = self.question.current_version
        if current:
            found[current.pk] = current
        return sorted(found.values(), key=lambda version: -version.number)

    @cached_property
    def versions(self) -> list[QuestionVersion]:
        """Those that are repaired together: all with the options of the one that was chosen."""
        if not self.served:
            raise Http404
        wanted = self.request.GET.get("phien-ban", "")
        chosen = next((one for one in self.served if str(one.number) == wanted), self.served[0])
        return [one for one in self.served if _options(one) == _options(chosen)]

    def form(self, data: Any = None) -> RepairForm:
        """The form for these versions."""
        return RepairForm(
            data,
            question=self.question,
            versions=self.versions,
            names=words.versions_named(self.versions),
            options=list(words.lettered_texts(self.versions[0]).items()),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question with its key as it stands, and other versions that were asked."""
        others = [one for one in self.served if one not in self.versions]
        open_repairs = self.question.repairs.filter(state=RepairState.PROPOSED)
        context = {
            "question": self.question,
            "version": self.versions[0],
            "options": words.options_shown(self.versions[0]),
            "key": words.key_text(self.versions[0]),
            "is_void": not self.versions[0].is_scored,
            "can_be_repaired": bool(acts_for(self.versions[0].kind)),
            "others": others,
            "open_repair": open_repairs.first(),
            "form": self.form(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the consequences first; propose once these very ones were looked at."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        seen = preview(form.repair, form.chosen, timezone.now())
        looked_at = f"{form.filled_in}|{signature(seen)}"
        is_proposed = request.POST.get("act-now") == "propose"
        if is_proposed and request.POST.get("da-xem") == looked_at:
            if response := self._propose(form):
                return response
        elif is_proposed:
            messages.warning(request, _("Please look at the consequences before you propose."))
        context = {"form": form, "consequences": self.consequences(seen), "looked_at": looked_at}
        return self.render_to_response(self.get_context_data(**context))

    def _propose(self, form: RepairForm) -> HttpResponse | None:
        """The way to the proposal, or None where it was refused, which is said."""
        by = cast(User, self.request.user)
        try:
            repair = services.propose(
                repair=form.repair, versions=form.chosen, by=by, now=timezone.now()
            )
        except QuizError as error:
            form.add_error("reason" if not form.repair.reason.strip() else None, error.message)
            return None
        messages.success(self.request, _("Proposed. A second person now decides."))
        return redirect("key_repair", repair.pk)


class RepairView(RepairScreen):
    """One repair: the second person decides on what it changes now; afterwards what was done."""

    template_name = "quiz/repairs/repair.html"
    page_title = gettext_lazy("Wrong key")

    @cached_property
    def repair(self) -> KeyRepair:
        """The repair with all that is said about it."""
        rows = KeyRepair.objects.select_related(
            "question__current_version", "proposed_by", "decided_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def versions(self) -> list[QuestionVersion]:
        """The versions it repairs."""
        return list(self.repair.versions.order_by("pk"))

    def get_page_subtitle(self) -> str:
        """The question."""
        return str(self.repair.question)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is proposed, by whom and why, and what it changes."""
        repair, version = self.repair, self.versions[-1] if self.versions else None
        context = {
            "repair": repair,
            "version": version,
            "options": words.options_shown(version) if version else [],
            "versions": ", ".join(str(one.number) for one in self.versions),
            "decided": words.decided_text(repair, version),
            "key": words.key_text(version) if version else "",
            "proposed": act_text(repair.proposed_by, repair.proposed_at),
            "decision": act_text(repair.decided_by, repair.decided_at),
            "may_decide": may_decide(self.request.user, repair),
            "may_resume": may_resume(self.request.user, repair),
            "is_working": repair.state == RepairState.APPLYING,
            **self._seen(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def _seen(self) -> dict[str, Any]:
        """The consequences as they are while it is open, as they were once it is decided."""
        if self.repair.state == RepairState.APPLIED:
            done = {"running": 0, **self.repair.result}
            return {"consequences": self.consequences(done)}
        if self.repair.state != RepairState.PROPOSED:
            return {"consequences": self.consequences(self.repair.preview)}
        now = timezone.now()
        seen = preview(self.repair, self.versions, now)
        initial = {"seen": signature(seen), "until": now.isoformat()}
        return {
            "consequences": self.consequences(seen),
            "has_changed": signature(seen) != signature(self.repair.preview),
            "form": DecisionForm(initial=initial),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Have the page ask again while the worker marks."""
        response = super().render_to_response(context, **kwargs)
        if context.get("is_working") and not context["may_resume"]:
            response["Refresh"] = SECONDS_TO_REFRESH
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Agree or refuse, as the button says; the service asks once more who may."""
        act = request.POST.get("act-now", "")
        if act == "resume" and may_resume(request.user, self.repair):
            tasks.resume(self.repair)
            return redirect(request.path)
        if not may_decide(request.user, self.repair):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if act not in {"agree", "refuse"} or not form.is_valid():
            raise PermissionDenied
        try:
            self._decide(act, form)
        except QuizError as error:
            messages.error(request, str(error.message))
        return redirect(request.path)

    def _decide(self, act: str, form: DecisionForm) -> None:
        by, now = cast(User, self.request.user), timezone.now()
        if act == "refuse":
            reason = form.cleaned_data["reason"]
            services.refuse(repair=self.repair, reason=reason, by=by, now=now)
            messages.success(self.request, _("Refused. The key stays as it is."))
            return
        services.agree(
            repair=self.repair,
            seen=form.cleaned_data["seen"],
            until=form.seen_until() or now,
            by=by,
            now=now,
        )
        messages.success(self.request, _("Agreed. The attempts are marked by the new key."))


def _options(version: QuestionVersion) -> tuple[Any, ...]:
    """What makes versions comparable: the kind and the options with their ids and texts."""
    told: Sequence[Any] = [(option["id"], option["text"]) for option in version.options]
    return version.kind, *told
