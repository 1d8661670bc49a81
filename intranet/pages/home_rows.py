"""What this app itself puts on the home page: what I have to do, and the latest news."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.duties import MyDuty, State, my_duties
from intranet.pages.home import HomeSection
from intranet.pages.models import NewsPage
from intranet.pages.models.listing import with_few_images

TASKS_SHOWN = 5
NEWS_SHOWN = 3
KNOWN = "_duties_to_do"


def append_tasks(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add what the person still has to do, most urgent first."""
    if not request.user.is_authenticated:
        return
    moment, to_do = timezone.now(), duties_to_do(request)
    sections.append(
        HomeSection(
            template_name="pages/home/tasks.html",
            order=10,
            tasks=[task_row(mine, moment) for mine in to_do[:TASKS_SHOWN]],
            more=max(0, len(to_do) - TASKS_SHOWN),
        )
    )


def duties_to_do(request: HttpRequest) -> list[MyDuty]:
    """What the person still has to do; asked once, whoever adds something about it to the page."""
    known: dict[str, Any] = vars(request)
    if KNOWN not in known:
        moment = timezone.now()
        mine = my_duties(request.user, moment)
        known[KNOWN] = [duty for duty in mine if is_to_do(duty, moment)]
    return known[KNOWN]


def is_to_do(mine: MyDuty, moment: datetime.datetime) -> bool:
    """Whether the duty is open and still owed."""
    return mine.is_open(moment) and not (mine.is_done or mine.is_excused)


def task_row(mine: MyDuty, moment: datetime.datetime) -> dict[str, Any]:
    """Return a duty as the task component prints it."""
    started = mine.progress.state == State.IN_PROGRESS
    return {
        "title": mine.duty.title,
        "url": mine.duty.url,
        "kind": mine.duty.kind_label,
        "due": mine.duty.due_at,
        "overdue": mine.is_overdue(moment),
        "state_label": _("In progress") if started else _("Not started"),
        "state_tone": "warning" if started else "neutral",
    }


def append_news(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add the latest news, or nothing where there is none."""
    pages = with_few_images(NewsPage.objects.visible_to(request.user).defer_streamfields())
    latest = pages.order_by("-published_on", "-pk")[:NEWS_SHOWN]
    rows = [page.list_item(request) for page in latest]
    if rows:
        sections.append(
            HomeSection(
                template_name="pages/home/news.html",
                order=40,
                items=rows,
                more_url=section_url(rows[0]["url"]),
            )
        )


def section_url(url: str) -> str:
    """Return the address of the list that a page stands in: one step up."""
    return url.rstrip("/").rpartition("/")[0] + "/"
