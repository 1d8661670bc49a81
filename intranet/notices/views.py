"""Ticking notices off, wishes about letters, and the link by which letters are stopped."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.doors import open_to_strangers
from intranet.notices import services
from intranet.notices.forms import TickOffForm, WishesForm
from intranet.notices.models import LetterKind, ReminderPreference
from intranet.notices.unsubscribing import Stop, stop_of
from intranet.organisation.leaders import leaders_on
from intranet.organisation.models import Person
from intranet.organisation.permissions import person_of

RESUME = "bat-lai"
WISH_OF = {LetterKind.REMINDER: "by_email", LetterKind.DIGEST: "digest_by_email"}


@require_POST
def tick_off(request: HttpRequest) -> HttpResponse:
    """Note that one notice has been seen, or all that stood on the screen."""
    form = TickOffForm(request.POST)
    if form.is_valid():
        moment = timezone.now()
        if (one := form.cleaned_data["one"]) is not None:
            services.tick_off_one(user=request.user, notice_id=one, moment=moment)
        elif (up_to := form.cleaned_data["up_to"]) is not None:
            services.tick_off(user=request.user, up_to=up_to, moment=moment)
    return redirect("my_tasks")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """What the person wants by e-mail."""
    person = person_of(request.user)
    crumbs = [
        {"title": _("Home"), "url": "/"},
        {"title": _("My tasks"), "url": reverse("my_tasks")},
        {"title": _("Reminders by e-mail"), "url": ""},
    ]
    context: dict[str, Any] = {"breadcrumb": crumbs, "form": None}
    if person is not None:
        is_leader = person.pk in leaders_on(timezone.localdate())
        kept = ReminderPreference.objects.filter(person=person).first()
        form = WishesForm(
            request.POST if request.method == "POST" else None,
            instance=kept or ReminderPreference(person=person),
            is_leader=is_leader,
        )
        if request.method == "POST" and form.is_valid():
            services.set_wishes(person_id=person.pk, **form.cleaned_data)
            messages.success(request, _("Your wishes are saved."))
            return redirect("reminder_wishes")
        context["form"] = form
    return render(request, "notices/wishes.html", context)


@open_to_strangers
@csrf_exempt
@never_cache
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters of a kind, or have them again: whoever holds the letter may, signed in or not.

    Opening the address changes nothing, because programs that check letters for harm open it too.
    A button does, and so does the request that mail programs send by themselves (RFC 8058), which
    knows neither session nor form token; what it knows is the signature in the address.
    """
    stop = stop_of(token)
    if stop is None or not Person.objects.filter(pk=stop.person_id, deidentified_at=None).exists():
        raise Http404
    if request.method == "POST":
        wanted = RESUME in request.POST
        services.set_wishes(person_id=stop.person_id, **{WISH_OF[stop.kind]: wanted})
    elif request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    context = {
        "is_stopped": not _wants(stop),
        "is_resumed": RESUME in request.POST,
        "is_digest": stop.kind == LetterKind.DIGEST,
        "resume": RESUME,
    }
    return render(request, "notices/stop_letters.html", context)


def _wants(stop: Stop) -> bool:
    kept = ReminderPreference.objects.filter(person=stop.person_id).first()
    return kept is None or kept.wants(stop.kind)
