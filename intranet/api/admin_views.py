"""The screens on which the IT officer issues and revokes access tokens."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intranet.accounts.models import User
from intranet.api import services
from intranet.api.forms import TokenForm
from intranet.api.models import AccessToken
from intranet.api.permissions import may_manage_tokens

TOKENS_ON_A_PAGE = 50


class ManagersOnlyMixin(UserPassesTestMixin):
    """Closed to everybody who may not manage tokens."""

    request: HttpRequest
    raise_exception = True

    def test_func(self) -> bool:
        """Whether the account may."""
        return may_manage_tokens(self.request.user)


class TokensView(ManagersOnlyMixin, WagtailAdminTemplateMixin, ListView):
    """All tokens, those that may open something first."""

    template_name = "api/admin/tokens.html"
    page_title = gettext_lazy("Access tokens")
    header_icon = "key"
    paginate_by = TOKENS_ON_A_PAGE
    context_object_name = "tokens"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_queryset(self) -> Any:
        """With the accounts, in one statement."""
        return AccessToken.objects.for_screen()


class IssueView(ManagersOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Issue a token; its text is shown once, in the answer, and kept nowhere."""

    template_name = "api/admin/issue.html"
    form_class = TokenForm
    page_title = gettext_lazy("Issue an access token")
    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the list."""
        parent = {"url": reverse("access_tokens"), "label": _("Access tokens")}
        return [*self.breadcrumbs_items, parent, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """Issue it and show its text."""
        data = form.cleaned_data
        token, text = services.issue(
            owner=data["owner"],
            name=data["name"],
            scope=data["scope"],
            expires_at=form.expires_at,
            by=cast("User", self.request.user),
            reason=data["reason"],
        )
        context = self.get_context_data(token=token, text=text)
        response = self.render_to_response(context)
        response["Cache-Control"] = "private, no-store"
        return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a token."""
    if not may_manage_tokens(request.user):
        raise PermissionDenied
    token = get_object_or_404(AccessToken.objects.select_related("owner"), pk=pk)
    if services.revoke(token=token, by=cast("User", request.user)):
        messages.success(
            request, _("The token «%(name)s» opens nothing any more.") % {"name": token.name}
        )
    return redirect("access_tokens")
