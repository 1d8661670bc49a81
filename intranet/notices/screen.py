"""Notices on the home page and on «Việc của tôi»."""

import datetime
from collections import defaultdict
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

    Of several about one duty the last word is shown, and none about what is no longer to be done,
    nor a week of which nothing runs any more.
    """
    mine = Notice.objects.visible_to(user).for_screen().order_by("-created_at", "-pk")
    latest = list(mine[:NOTICES_READ])
    still_true = {(mine.duty.kind, mine.duty.key) for mine in to_do}
    about: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in latest:
        if notice.read_at is None and (notice.is_digest or notice.duty in still_true):
            about[(DIGEST, "") if notice.is_digest else notice.duty].append(notice)
    seen = [notice for notice in latest if notice.read_at is not None]
    new = [_last_word(notices, moment) for notices in about.values()]
    return MyNotices(
        new=[row for row in new if row["lines"] or not row["is_digest"]],
        seen=[notice_row(notice, moment) for notice in seen[:SEEN_SHOWN]],
        up_to=max((notice.pk for notice in latest), default=0),
    )


def _last_word(notices: list[Notice], moment: datetime.datetime) -> dict[str, Any]:
    """The latest of them, in the name of whoever sent one; ticking it off takes all along."""
    by_hand = (notice for notice in notices if notice.is_by_hand)
    row = notice_row(next(by_hand, notices[0]), moment)
    return {**row, "id": max(notice.pk for notice in notices)}


def append_notices(request: HttpRequest, sections: list[HomeSection]) -> None:
    """Add what the list of tasks below does not say: what is due soon or late, and who reminds."""
    if not request.user.is_authenticated:
        return
    new = notices_of(request.user, duties_to_do(request), timezone.now()).new
    telling = [row for row in new if row["is_reminder"]]
    if telling:
        sections.append(
            HomeSection(
                template_name="notices/home.html",
                order=5,
                notices=telling[:SHOWN_ON_HOME],
                more=max(0, len(telling) - SHOWN_ON_HOME),
            )
        )
