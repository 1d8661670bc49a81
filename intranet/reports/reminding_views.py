"""Reminding people of a duty by hand: a screen that says who will be told, and the act."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from intranet.notices.models import ReminderRules
from intranet.notices.services import remind
from intranet.reports.addresses import report_url
from intranet.reports.asking import crumbs, names_asked
from intranet.reports.names import Names
from intranet.reports.reminding import (
    addressees_of,
    nobody_told,
    picked_from,
    reminding_context,
    told,
)

ONLY_PICKED = "chon"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remind_people(request: HttpRequest, kind: str, key: str, unit_id: int) -> HttpResponse:
    """Ask whether to remind those of a unit who are waited for, or those picked, and do it.

    The address narrows them down as that of the list does.
    The form of the list names whom it picked under `nguoi`, and says by `chon` that it picks.
    """
    moment = timezone.now()
    names = names_asked(request, kind, key, unit_id, moment, is_waiting=True)
    asked = request.POST if request.method == "POST" else request.GET
    picked = picked_from(asked.getlist("nguoi"))
    if not names.duty.is_open(moment):
        return _back(request, names, _("This is closed; nobody can be reminded of it any more."))
    if ONLY_PICKED in asked and not picked:
        return _back(request, names, _("Tick the people whom you want to remind first."))
    addressees = addressees_of(names, picked, by=request.user)
    if not addressees.number:
        return _back(request, names, nobody_told(names, picked, by=request.user))
    if request.method == "POST":
        reminded = remind(
            by=request.user,
            duty=names.duty,
            person_ids=addressees.person_ids(),
            moment=moment,
        )
        tell = messages.success if reminded.told else messages.info
        tell(request, told(reminded))
        return redirect(_list_of(names))
    context = reminding_context(addressees, ReminderRules.load(), moment)
    return render(request, "reports/remind.html", {**context, **_places(names)})


def _back(request: HttpRequest, names: Names, reason: str) -> HttpResponseRedirect:
    messages.error(request, reason)
    return redirect(_list_of(names))


def _list_of(names: Names) -> str:
    """The list of those who are waited for, narrowed down as before."""
    address = reverse("report_unit", args=[names.duty.kind, names.duty.key, names.unit_id])
    return f"{address}?{names.chosen.query}"


def _places(names: Names) -> dict[str, Any]:
    return {
        "list_url": _list_of(names),
        "breadcrumb": crumbs(
            {"title": names.duty.title, "url": report_url(names.duty)},
            {"title": names.unit_name, "url": _list_of(names)},
            {"title": _("Remind"), "url": ""},
        ),
    }
