"""The screens on which the IT officer gives out accounts, and the sheet of slips."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from intranet.accounts.permissions import keep_superusers_to_themselves, may_keep_accounts
from intranet.organisation.first_accounts.choices import Naming, Way, Who
from intranet.organisation.first_accounts.forms import ChooseForm, GiveAgainForm
from intranet.organisation.first_accounts.plan import Plan, plan
from intranet.organisation.first_accounts.rounds import Rounds
from intranet.organisation.first_accounts.services import GivenOut, Slip, give_again, give_out
from intranet.organisation.models import Person
from intranet.organisation.permissions import unit_name_of

SLIPS_ON_A_SHEET = 8


class AccountKeepersMixin:
    """Closed to everybody who does not keep accounts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask before anything is read."""
        if not may_keep_accounts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows


class GiveOutView(AccountKeepersMixin, WagtailAdminTemplateMixin, TemplateView):
    """Choose, look through, give out: each step shows what the next one will do."""

    template_name = "organisation/first_accounts/give_out.html"
    page_title = gettext_lazy("Give out accounts")
    header_icon = "key"

    @cached_property
    def form(self) -> ChooseForm:
        """What was chosen; nothing yet at first."""
        return ChooseForm(self.request.GET if "unit" in self.request.GET else None)

    @cached_property
    def plan(self) -> Plan | None:
        """What would be given out, once it is known to whom."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        chosen = self.form.cleaned_data
        return plan(
            unit=chosen["unit"],
            who=Who(chosen["who"]),
            naming=Naming(chosen["naming"]),
            way=Way(chosen["way"]),
            since=self.rounds.began,
        )

    @cached_property
    def rounds(self) -> Rounds:
        """Which round it is."""
        return Rounds.of(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choices and what follows from them."""
        waiting = self.plan.waiting if self.plan else 0
        return super().get_context_data(
            **kwargs,
            form=self.form,
            plan=self.plan,
            slip=Way.SLIP,
            waited=self.rounds.waited,
            done=self.rounds.done(waiting),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give out to who is ticked; the address still says what was chosen."""
        ticked = set(request.POST.getlist("person"))
        found = self.plan.lines if self.plan else []
        lines = [line for line in found if str(line.person.pk) in ticked]
        if not lines:
            messages.error(request, _("Nobody was chosen; nothing was given out."))
            return redirect(request.get_full_path())
        waiting = self.plan.waiting if self.plan else 0
        rounds = self.rounds.begun(waiting)
        given = give_out(lines=lines, by=request.user)
        left = waiting - len(lines)
        following = Following(
            left=left,
            done=rounds.done(left),
            waited=rounds.waited,
            url=reverse("cap-tai-khoan:index") + rounds.address(request.GET),
        )
        return answer(request, given, following if left else None)


class GiveAgainView(AccountKeepersMixin, WagtailAdminTemplateMixin, FormView):
    """A new first password or link for one account, with the reason."""

    template_name = "organisation/first_accounts/give_again.html"
    form_class = GiveAgainForm
    page_title = gettext_lazy("Give a new first password")
    header_icon = "key"

    @cached_property
    def account(self) -> User:
        """Whose; a superuser's password is set by a command alone, the own one on its own page."""
        account = get_object_or_404(User, pk=self.kwargs["pk"], is_active=True)
        keep_superusers_to_themselves(self.request, account)
        if account.is_superuser or account == self.request.user:
            raise PermissionDenied
        return account

    @cached_property
    def person(self) -> Person | None:
        """Who on the roll."""
        return Person.objects.filter(user=self.account).first()

    @property
    def address(self) -> str:
        """Where a link would go."""
        return (self.person.work_email if self.person else "") or self.account.email

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.account)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A link only where there is an address."""
        return {**super().get_form_kwargs(), "has_address": bool(self.address)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who gets it, where a link goes, and the way back."""
        return super().get_context_data(
            **kwargs,
            account=self.account,
            person=self.person,
            address=self.address,
            cancel_url=reverse("wagtailusers_users:index"),
        )

    def form_valid(self, form: GiveAgainForm) -> HttpResponse:
        """Give it out."""
        given = give_again(
            account=self.account,
            person=self.person,
            unit_name=unit_name_of(self.account),
            way=Way(form.cleaned_data["way"]),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        return answer(self.request, given)


@dataclass(frozen=True, slots=True)
class Following:
    """The next round: how many people wait for it, and how far all of them have come."""

    left: int
    done: int
    waited: int
    url: str


@sensitive_variables("given")
def answer(
    request: HttpRequest, given: GivenOut, following: Following | None = None
) -> HttpResponse:
    """The slips, this once, or the word that mail is on its way."""
    if given.mailed:
        said = ngettext(
            "A link goes to %(count)d person by e-mail; the log says whether it could be sent.",
            "Links go to %(count)d people by e-mail; the log says whether they could be sent.",
            given.mailed,
        )
        messages.success(request, said % {"count": given.mailed})
    if not given.slips:
        return redirect(following.url if following else "cap-tai-khoan:index")
    context = {
        "following": following,
        "sheets": sheets(given.slips),
        "count": len(given.slips),
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "made_at": timezone.now(),
    }
    return render(request, "organisation/first_accounts/slips.html", context)


def sheets(slips: list[Slip]) -> list[list[Slip]]:
    """The slips by sheets of paper; each unit begins on a new one and can be handed over whole."""
    found = []
    for _unit, group in itertools.groupby(slips, key=lambda slip: slip.unit_name):
        of_unit = list(group)
        found += [
            of_unit[start : start + SLIPS_ON_A_SHEET]
            for start in range(0, len(of_unit), SLIPS_ON_A_SHEET)
        ]
    return found
