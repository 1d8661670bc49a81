"""What a request for a report asks for; whatever makes no sense is as if it had not been asked."""

import datetime
import enum
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.organisation import duties
from intranet.organisation.duties import Duty
from intranet.organisation.permissions import can_view_participation, person_of, sees_names
from intranet.reports.names import Filter, Names, choice_of, names_of, path_to
from intranet.reports.people import people_of
from search.text import fold

LONGEST_SEARCH = 100
Known = TypeVar("Known", bound=enum.StrEnum)


def refuse_without_reach(request: HttpRequest) -> None:
    """403 for whoever sees no unit's figures at all, before anything is counted."""
    if not can_view_participation(request.user):
        raise PermissionDenied


def duty_of(kind: str, key: str) -> Duty:
    """The duty, 404 for one that there is not."""
    duty = duties.find(kind, key)
    if duty is None:
        raise Http404
    return duty


def one_of(kinds: type[Known], request: HttpRequest, name: str, default: Known) -> Known:
    """The value of a parameter, the default for an unknown one."""
    try:
        return kinds(request.GET.get(name, ""))
    except ValueError:
        return default


def unit_asked(request: HttpRequest) -> int | None:
    """The unit that a file is about, in the query; 404 for what is no unit."""
    text = request.GET.get("don-vi", "")
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def filter_of(request: HttpRequest, duty: Duty) -> Filter:
    """How a list of names is narrowed down; signs without a letter or digit are no search."""
    text = request.GET.get("tim", "").strip()[:LONGEST_SEARCH]
    return Filter(
        choice=choice_of(request.GET.get("trang-thai", ""), duty),
        text=text if fold(text) else "",
        is_direct=request.GET.get("truc-tiep") == "1",
    )


def names_asked(
    request: HttpRequest,
    kind: str,
    key: str,
    unit_id: int,
    moment: datetime.datetime,
    *,
    is_waiting: bool = False,
) -> Names:
    """The names; 404 for a unit that did not exist, 403 for one that is closed to the reader.

    `is_waiting` leaves only those of the list who are still waited for.
    """
    refuse_without_reach(request)
    duty = duty_of(kind, key)
    people = people_of(request.user, duty, moment)
    path = path_to(people, unit_id)
    if not path:
        raise Http404
    if not sees_names(request.user, [node.id for node in path]):
        raise PermissionDenied
    chosen = filter_of(request, duty)
    own = person_of(request.user)
    return names_of(
        people,
        path,
        duty,
        moment,
        chosen.waited_for if is_waiting else chosen,
        reader_id=own.pk if own else None,
    )


def crumbs(*steps: dict[str, str]) -> list[dict[str, str]]:
    """The way to a report; the last step is the page itself."""
    return [
        {"title": _("Home"), "url": "/"},
        {"title": _("Reports"), "url": reverse("reports")},
        *steps,
    ]
