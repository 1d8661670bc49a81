"""Confirming a document; the document itself is a page of the tree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from intranet.organisation.permissions import person_of
from intranet.policies.acknowledging import ConditionError, OtherVersionError, acknowledge
from intranet.policies.models import PolicyPage
from intranet.policies.must_read import reason_against

PLACE = "#xac-nhan"
LONGEST_NUMBER = 9  # digits of a version that a form may name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """Confirm the version that the form names; the address typed leads to the document."""
    page = get_object_or_404(PolicyPage.objects.visible_to(request.user), pk=page_id)
    if request.method == "POST":
        _confirm(request, page)
    return redirect(page.get_url(request) + PLACE)


def _confirm(request: HttpRequest, page: PolicyPage) -> None:
    """Store the confirmation and say so, or say why not."""
    person = person_of(request.user)
    reason = reason_against(page, request.user)
    if person is None or reason:
        messages.error(request, reason)
        return
    try:
        acknowledge(
            page=page,
            person=person,
            user=request.user,
            number=_number(request.POST.get("phien-ban", "")),
            now=timezone.now(),
        )
    except OtherVersionError:
        messages.error(
            request,
            _(
                "Nothing was stored: the document has changed since you opened it. What stands "
                "here is the text in force now; please read what changed and confirm it below."
            ),
        )
    except ConditionError:
        messages.error(request, _("Nothing was stored: please pass the quiz below first."))
    else:
        messages.success(request, _("Thank you. Your confirmation is stored."))


def _number(text: str) -> int:
    """The number of a version as the form sends it; 0, which none has, for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else 0
