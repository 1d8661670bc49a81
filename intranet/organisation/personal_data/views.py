"""The notice, «My data», its download, and requests about it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from intranet.accounts.doors import open_to_strangers
from intranet.accounts.models import User
from intranet.organisation.models import CorrectionRequest, PersonalDataRules
from intranet.organisation.permissions import person_of
from intranet.organisation.personal_data import services
from intranet.organisation.personal_data.download import packed, table
from intranet.organisation.personal_data.forms import CorrectionRequestForm
from intranet.organisation.personal_data.registry import Owner, sections_about

ROWS_ON_SCREEN = 10
OPEN_REQUESTS_AT_ONCE = 5


@open_to_strangers
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What is held about whom and why; for everybody."""
    crumbs = [_home(), {"title": _("Personal data"), "url": ""}]
    rules = PersonalDataRules.load(request_or_site=request)
    context = {"rules": rules, "breadcrumb": crumbs}
    return render(request, "organisation/personal_data/notice.html", context)


@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is held about the person, long tables shortened."""
    tables = [table(section, at_most=ROWS_ON_SCREEN) for section in sections_about(_owner(request))]
    crumbs = [_home(), {"title": _("My data"), "url": ""}]
    context = {"tables": tables, "breadcrumb": crumbs}
    return render(request, "organisation/personal_data/my_data.html", context)


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The whole of it as one file, once the log has it."""
    content = packed(_owner(request))
    services.note_download(by=request.user)
    minute = timezone.localtime().strftime("%Y%m%d-%H%M")
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="du-lieu-cua-toi-{minute}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for something about the own data."""
    form = CorrectionRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _has_too_many_open(request):
        form.add_error(None, _("Several requests of yours wait for an answer already."))
    elif request.method == "POST" and form.is_valid():
        made = services.ask(by=request.user, **form.cleaned_data)
        said = _("Your request is taken in. You will find the answer here by %(day)s.")
        messages.success(request, said % {"day": f"{made.due_on:%d/%m/%Y}"})
        return redirect("my_data")
    crumbs = [
        _home(),
        {"title": _("My data"), "url": reverse("my_data")},
        {"title": _("Request about my data"), "url": ""},
    ]
    context = {"form": form, "breadcrumb": crumbs}
    return render(request, "organisation/personal_data/ask.html", context)


def _has_too_many_open(request: HttpRequest) -> bool:
    waiting = CorrectionRequest.objects.visible_to(_owner(request).account).waiting()
    return waiting.count() >= OPEN_REQUESTS_AT_ONCE


def _owner(request: HttpRequest) -> Owner:
    return Owner(account=cast(User, request.user), person=person_of(request.user))


def _home() -> dict[str, Any]:
    return {"title": _("Home"), "url": "/"}
