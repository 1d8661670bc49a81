"""«Account security»: where I am signed in, and how to be signed in nowhere."""

from typing import Any

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intranet.accounts.adapters import FactorAdapter
from intranet.accounts.models import Session
from intranet.accounts.second_factor import may_remove_own
from intranet.accounts.services import end_all_sessions, end_session
from intranet.accounts.views import leave


@require_safe
def my_sessions(request: HttpRequest) -> HttpResponse:
    """Every device that the person is signed in on, this one first."""
    own = request.session.session_key
    sessions = sorted(Session.objects.of(request.user), key=lambda session: session.pk != own)
    return render(request, "accounts/sessions.html", {"sessions": sessions, "own_key": own})


@require_POST
def end_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign one device out; this one as the ordinary way out does."""
    found = [s for s in Session.objects.of(request.user) if s.public_id == public_id]
    if not found:
        raise Http404
    is_own = found[0].pk == request.session.session_key
    end_session(session=found[0], by=request.user)
    if is_own:
        return leave(request)
    messages.success(request, _("That device is signed out."))
    return redirect("my_sessions")


@require_POST
def end_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign all devices out, this one too."""
    end_all_sessions(user=request.user)
    return leave(request)


class RemovePasskeyView(RemoveWebAuthnView):
    """Removes a passkey unless it is the last factor of somebody whose role needs one."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse in the person's words, or remove it."""
        if may_remove_own(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, FactorAdapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")
