"""Recording a meeting about a document, and taking back what it counted wrongly."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from intranet.organisation import duties
from intranet.organisation.keys import possible_ids
from intranet.policies import meetings
from intranet.policies.duties import KIND
from intranet.policies.forms import MeetingForm, TakeBackForm
from intranet.policies.meetings import Attendee
from intranet.policies.models import BriefingMeeting, PolicyPage
from search.text import fold

RECORD, SEARCH = "ghi", "tim"
LONGEST_SEARCH = 100
UNFOLDED = 30  # people whose names are all shown at once


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask who was at which meeting, and count it for them.

    The list is searched without losing what is ticked: the form comes back with it.
    """
    page = _page(request, page_id)
    duty = duties.find(KIND, str(page.pk))
    if duty is None:
        raise Http404
    known = meetings.attendees(request.user, duty, timezone.now())
    ticked = _ticked(request, known)
    is_recording = request.method == "POST" and request.POST.get("viec") == RECORD
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data if is_recording else None, initial=_initial(request))
    errors: list[str] = []
    if is_recording and form.is_valid():
        try:
            meeting = meetings.record_meeting(
                page=page,
                by=request.user,
                people=[one for one in known if one.person_id in ticked],
                now=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as error:
            errors = _placed(form, error)
        else:
            messages.success(request, _("The meeting is recorded and counts for those ticked."))
            return redirect("policy_meeting", meeting.pk)
    search = request.POST.get("tim-ten", "").strip()[:LONGEST_SEARCH]
    context = {
        "document": page,
        "form": form,
        "errors": errors,
        "search": search,
        "units": _by_unit(_found(known, search, ticked), ticked, is_search=bool(search)),
        "has_people": bool(known),
        "meetings": [_meeting_row(one) for one in meetings.meetings_of(request.user, page)],
        "breadcrumb": _crumbs(page),
    }
    return render(request, "policies/record_meeting.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show for whom a meeting counts, and count it no more for some of them."""
    found = get_object_or_404(
        BriefingMeeting.objects.select_related("version__page", "recorded_by"), pk=meeting_id
    )
    if not meetings.may_take_back(request.user, found):
        raise PermissionDenied
    ticked = set(possible_ids(request.POST.getlist("nguoi")))
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            number = meetings.take_back(
                meeting=found, by=request.user, person_ids=ticked, reason=reason
            )
        except ValidationError as error:
            errors = _placed(form, error)
        else:
            said = ngettext(
                "The meeting counts no more for %(n)s person.",
                "The meeting counts no more for %(n)s people.",
                number,
            )
            messages.success(request, said % {"n": number})
            return redirect("policy_meeting", found.pk)
    page = found.version.page
    context = {
        "meeting": found,
        "document": page,
        "document_url": page.get_url(request),
        "people": [
            {"id": person.pk, "name": person.full_name, "is_ticked": person.pk in ticked}
            for person in meetings.people_of(found)
        ],
        "form": form,
        "errors": errors,
        "breadcrumb": [*_crumbs(page)[:-1], {"title": str(found), "url": ""}],
    }
    return render(request, "policies/meeting.html", context)


def _page(request: HttpRequest, page_id: int) -> PolicyPage:
    """The published document; 403 for whoever may record nobody's attendance."""
    if not meetings.may_record(request.user):
        raise PermissionDenied
    pages = PolicyPage.objects.live().filter(is_must_read=True)
    return get_object_or_404(pages.defer_streamfields(), pk=page_id)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the form holds before it is sent; a search sends it along."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in MeetingForm.Meta.fields}
    return {"held_on": timezone.localdate()}


def _ticked(request: HttpRequest, known: Iterable[Attendee]) -> set[int]:
    """Who is ticked, alone or with everybody of the unit."""
    people = set(possible_ids(request.POST.getlist("nguoi")))
    units = set(possible_ids(request.POST.getlist("don-vi")))
    return {one.person_id for one in known if one.person_id in people or one.unit_id in units}


def _found(known: Iterable[Attendee], search: str, ticked: Collection[int]) -> list[Attendee]:
    """Whose name or unit has the words; who is ticked stays in the list."""
    wanted = fold(search)
    return [
        one
        for one in known
        if one.person_id in ticked or wanted in fold(f"{one.name} {one.unit_name}")
    ]


def _by_unit(
    people: Sequence[Attendee], ticked: Collection[int], *, is_search: bool
) -> list[dict[str, Any]]:
    """The people unit by unit; a long list is folded, but for units with somebody ticked."""
    is_short = is_search or len(people) <= UNFOLDED
    units = []
    for (unit_id, name), group in groupby(people, lambda one: (one.unit_id, one.unit_name)):
        members = list(group)
        units.append(
            {
                "id": unit_id,
                "name": name,
                "people": [{"one": one, "is_ticked": one.person_id in ticked} for one in members],
                "waiting": sum(not one.is_done for one in members),
                "is_open": is_short or any(one.person_id in ticked for one in members),
            }
        )
    return units


def _placed(form: Any, error: ValidationError) -> list[str]:
    """Put the messages at their fields; those about the list are returned."""
    about_people: list[str] = []
    for name, found in error.message_dict.items():
        if name in form.fields:
            form.add_error(name, found)
        else:
            about_people += found
    return about_people


def _meeting_row(found: BriefingMeeting) -> dict[str, str]:
    return {"title": str(found), "url": reverse("policy_meeting", args=[found.pk])}


def _crumbs(page: PolicyPage) -> list[dict[str, str]]:
    return [
        {"title": _("Home"), "url": "/"},
        {"title": page.title, "url": page.get_url() or ""},
        {"title": _("Record a meeting"), "url": ""},
    ]
