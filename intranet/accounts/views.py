"""Sign-in, sign-out and what stands in the way of Wagtail's own doors."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base import views as factor_views
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from intranet.accounts.doors import UNSAVED, open_to_strangers
from intranet.accounts.forms import ChangePasswordForm, SignInForm
from intranet.accounts.services import end_other_sessions

HOME = "/"

# Cookies stay: other systems of the body may keep theirs under the same domain, and ours is
# deleted by the sign-out itself.
LEFT_BEHIND = '"cache", "storage"'


def safe_next(request: HttpRequest) -> str:
    """Return the address asked for after sign-in, or nothing when it leads away or to a door."""
    target = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    doors = (reverse("sign_in"), reverse("sign_out"))
    return target if is_ours and not target.startswith(doors) else ""


@method_decorator(open_to_strangers, name="dispatch")
class SignInView(auth_views.LoginView):
    """The one way in; afterwards people stand where they wanted to go."""

    authentication_form = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send on whoever is signed in already."""
        if request.user.is_authenticated:
            return redirect(safe_next(request) or HOME)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let in whoever has no second factor; ask the others for it."""
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": user.get_username()}, login)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Return `next` when it is one of our addresses."""
        return safe_next(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add another system's account, and whether something sent could not be saved."""
        return super().get_context_data(
            single_sign_on=settings.OIDC_NAME, is_unsaved=UNSAVED in self.request.GET, **kwargs
        )


sign_in = SignInView.as_view()
second_step = open_to_strangers(factor_views.AuthenticateView.as_view())


def leave(request: HttpRequest) -> HttpResponse:
    """End the session and have the browser forget what it kept."""
    logout(request)
    response = redirect("sign_out")
    response["Clear-Site-Data"] = LEFT_BEHIND
    return response


@open_to_strangers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST; afterwards the same address says that it is ended.

    On an office computer the next person finds nothing: the browser drops what it has kept.
    """
    if request.method == "POST":
        return leave(request)
    if request.user.is_authenticated:
        return redirect(HOME)
    return render(request, "registration/logged_out.html")


class ChangePasswordView(auth_views.PasswordChangeView):
    """A new password; whoever else knew the old one is signed out."""

    form_class = ChangePasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it, keep this session under a new key and end the others."""
        response = super().form_valid(form)
        end_other_sessions(self.request)
        log(self.request.user, "accounts.password_changed", user=self.request.user)
        return response


@open_to_strangers
def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Send people from Wagtail's own sign-in pages to ours, with where they want to go."""
    target = safe_next(request)
    query = f"?{urlencode({'next': target})}" if target else ""
    return redirect(f"{reverse('sign_in')}{query}")


@open_to_strangers
def closed(request: HttpRequest, **captured: Any) -> HttpResponse:
    """Answer that there is nothing here: passwords shared by many and reset links are not used."""
    raise Http404
