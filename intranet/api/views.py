"""The screen on which owners see the access tokens in their name, and revoke them."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from intranet.accounts.models import User
from intranet.api import services
from intranet.api.models import AccessToken


@require_safe
@never_cache
def my_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that carry the rights of the account, those that open something first."""
    tokens = AccessToken.objects.for_screen().of(cast("User", request.user))
    return render(request, "api/my_tokens.html", {"tokens": tokens})


@require_POST
def revoke_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one of one's own tokens; 404 for that of another."""
    user = cast("User", request.user)
    token = get_object_or_404(AccessToken.objects.of(user).select_related("owner"), pk=pk)
    if services.revoke(token=token, by=user):
        messages.success(
            request, _("The token «%(name)s» opens nothing any more.") % {"name": token.name}
        )
    return redirect("my_tokens")
