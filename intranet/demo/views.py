"""The outbox of the demonstration."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet.demo.models import OutboxLetter

LETTERS_ON_A_PAGE = 20


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The letters that a real site would have sent; there is no such address on one."""
    if not settings.IS_DEMO:
        raise Http404
    letters = OutboxLetter.objects.visible_to(request.user)
    page = Paginator(letters, LETTERS_ON_A_PAGE).get_page(request.GET.get("trang"))
    crumbs = [{"title": _("Home"), "url": "/"}, {"title": _("Letters sent"), "url": ""}]
    return render(request, "demo/outbox.html", {"page": page, "breadcrumb": crumbs})
