"""Confirming and printing a document; the document itself is a page of the tree."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intranet.organisation.permissions import person_of
from intranet.policies.acknowledging import ConditionError, OtherVersionError, acknowledge
from intranet.policies.models import PolicyPage
from intranet.policies.must_read import reason_against
from intranet.policies.paper import document_pdf, is_too_long

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


@require_safe
@never_cache
def as_pdf(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give the document in the national layout to whoever may read it."""
    page = get_object_or_404(PolicyPage.objects.visible_to(request.user), pk=page_id)
    if not page.body:
        raise Http404
    if is_too_long(page):
        messages.warning(
            request, _("The document is too long for this file. Please print it from the browser.")
        )
        return redirect(page.get_url(request))
    response = HttpResponse(document_pdf(page, request.user), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    return response


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
