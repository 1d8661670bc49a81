"""Where people choose their own password: after the first sign-in, or by a mailed link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from intranet.accounts.doors import open_to_strangers
from intranet.accounts.first_password_forms import ChoosePasswordForm
from intranet.accounts.first_passwords import is_expired, note_chosen, tokens
from intranet.accounts.models import User
from intranet.accounts.services import end_other_sessions

LINK_NO_LONGER_VALID = gettext_lazy(
    "This link is no longer valid: it works once and for 72 hours. Please ask the IT officer of"
    " your body for a new one."
)


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class FirstPasswordView(FormView):
    """The only screen that opens after a sign-in with a first password."""

    template_name = "accounts/first_password.html"
    form_class = ChoosePasswordForm
    success_url = "/"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever has chosen a password already is led to where it is changed."""
        if not getattr(request.user, "must_change_password", False):
            return redirect("password_change")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form belongs to who is signed in."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: ChoosePasswordForm) -> HttpResponse:
        """Save it, keep this session under a new key and end the others."""
        account = form.save()
        note_chosen(account=account)
        update_session_auth_hash(self.request, account)
        end_other_sessions(self.request)
        messages.success(self.request, _("Your password is set. Please remember it."))
        return super().form_valid(form)


@method_decorator(open_to_strangers, name="dispatch")
class SetFirstPasswordView(auth_views.PasswordResetConfirmView):
    """The form behind a mailed link; the token leaves the address before anything is shown."""

    template_name = "accounts/set_first_password.html"
    form_class = ChoosePasswordForm
    token_generator = tokens
    reset_url_token = "dat"  # noqa: S105 (a word in the address)
    success_url = reverse_lazy("sign_in")

    def get_user(self, uidb64: str) -> User | None:
        """The account, as long as somebody is awaited there."""
        account = super().get_user(uidb64)
        if account is None or not account.is_active or not account.must_change_password:
            return None
        return None if account.is_superuser or is_expired(account, timezone.now()) else account

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The form, or for an old, a used and a guessed link alike the door and a word why."""
        if self.validlink:
            return super().render_to_response(context, **kwargs)
        messages.error(self.request, LINK_NO_LONGER_VALID)
        return redirect("sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it and lead to the door."""
        response = super().form_valid(form)
        note_chosen(account=form.user)
        messages.success(self.request, _("Your password is set. Please sign in with it."))
        return response
