"""Notices on the home page and on «Việc của tôi»."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from intranet.notices.models import DIGEST, Notice
from intranet.notices.rows import notice_row
from intranet.organisation.duties import MyDuty
from intranet.organisation.permissions import Reader
from intranet.pages.home import HomeSection
from intranet.pages.home_rows import duties_to_do

NOTICES_READ = 50
SHOWN_ON_HOME = 3
SEEN_SHOWN = 10


@dataclass(frozen=True, slots=True)
class MyNotices:
    """What is new to the person, and what was ticked off last; `up_to` is the newest of all."""

    new: list[dict[str, Any]]
    seen: list[dict[str, Any]]
    up_to: int


def notices_of(user: Reader, to_do: Iterable[MyDuty], moment: datetime.datetime) -> MyNotices:
    """The notices of a person with these duties to do, in one statement.

    Of several about one duty the last word is shown, and none about what is no longer to be done.
    """
    mine = Notice.objects.visible_to(user).for_screen().order_by("-created_at", "-pk")
    latest = list(mine[:NOTICES_READ])
    still_true = {(mine.duty.kind, mine.duty.key) for mine in to_do}
    last_words: dict[tuple[str, str], Notice] = {}
    for notice in latest:
        is_digest = notice.duty_kind == DIGEST
        if notice.read_at is None and (is_digest or notice.duty in still_true):
            last_words.setdefault((DIGEST, "") if is_digest else notice.duty, notice)
    seen = [notice for notice in latest if notice.read_at is not None]
    return MyNotices(
        new=[notice_row(notice, moment) for notice in last_words.values()],
        seen=[notice_row(notice, moment) for notice in seen[:SEEN_SHOWN]],
        up_to=max((notice.pk for notice in latest), default=0),
    )


def append_notices(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add what is new to the person, above the tasks, or nothing."""
    if not request.user.is_authenticated:
        return
    new = notices_of(request.user, duties_to_do(request), timezone.now()).new
    if new:
        sections.append(
            HomeSection(
                template_name="notices/home.html",
                order=5,
                notices=new[:SHOWN_ON_HOME],
                more=max(0, len(new) - SHOWN_ON_HOME),
            )
        )
