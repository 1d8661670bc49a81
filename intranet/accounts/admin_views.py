"""What the IT officer does at the doors: lift locks, remove lost second factors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.forms import RemoveLostFactorForm
from intranet.accounts.lockout import locked_names
from intranet.accounts.models import User
from intranet.accounts.permissions import keep_superusers_to_themselves, may_keep_accounts
from intranet.accounts.second_factor import factors_of, remove_lost
from intranet.accounts.services import lift_lock as lift


class KeepersOnlyMixin(UserPassesTestMixin):
    """Closed to everybody who does not keep accounts."""

    request: HttpRequest
    raise_exception = True

    def test_func(self) -> bool:
        """Whether the person keeps accounts."""
        return may_keep_accounts(self.request.user)


class LocksView(KeepersOnlyMixin, WagtailAdminTemplateMixin, TemplateView):
    """The names that take no more guesses now."""

    template_name = "accounts/admin/locks.html"
    page_title = gettext_lazy("Locked sign-ins")
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The locks of this moment."""
        return super().get_context_data(**kwargs, locks=locked_names(timezone.now()))


@require_POST
def lift_lock(request: HttpRequest) -> HttpResponse:
    """Let a name try again."""
    if not may_keep_accounts(request.user):
        raise PermissionDenied
    if lift(name=request.POST.get("name", ""), by=request.user):
        messages.success(request, _("The lock is lifted."))
    return redirect("sign_in_locks")


class LostFactorView(KeepersOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Shows what will be removed from whom, and asks why, before anything happens."""

    template_name = "accounts/admin/lost_factor.html"
    form_class = RemoveLostFactorForm
    success_url = reverse_lazy("wagtailusers_users:index")
    page_title = gettext_lazy("Remove a lost second factor")
    header_icon = "key"

    @cached_property
    def account(self) -> User:
        """Whose factors these are; a superuser's only another superuser touches."""
        account = get_object_or_404(User, pk=self.kwargs["pk"])
        keep_superusers_to_themselves(self.request, account)
        if account == self.request.user:
            raise PermissionDenied
        return account

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.account)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The account and its factors."""
        factors = factors_of(self.account).order_by("pk")
        cancel = reverse("wagtailusers_users:index")
        return super().get_context_data(
            **kwargs, account=self.account, factors=factors, cancel_url=cancel
        )

    def form_valid(self, form: RemoveLostFactorForm) -> HttpResponse:
        """Remove them, end the sessions, and say so."""
        reason = form.cleaned_data["reason"]
        remove_lost(account=self.account, by=self.request.user, reason=reason)
        said = _("The second factor of %(name)s is removed.")
        messages.success(self.request, said % {"name": self.account.get_username()})
        return super().form_valid(form)
