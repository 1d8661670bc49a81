"""What a duty is told as to whom on a day, and the storing of notices."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone

from intranet.notices.ladder import Rung, due_for, step_on
from intranet.notices.models import Notice
from intranet.organisation.duties import Duty

Item = TypeVar("Item")

ROWS_AT_ONCE = 1000
ONE_MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be told: the code of the rung, and the last day in time."""

    rung: str
    due_on: datetime.date | None


def reminder(
    duty: Duty,
    moment: datetime.datetime,
    rungs: Collection[Rung],
    open_until: datetime.datetime | None = None,
) -> Reminder | None:
    """The rung that the duty has come to, for a person with a later end if one is given."""
    due_on = last_day(duty, open_until)
    step = step_on(
        timezone.localdate(moment),
        first=timezone.localdate(duty.opens_at) if duty.opens_at else None,
        last=due_on,
        rungs=rungs,
    )
    return Reminder(step.code, due_on) if step else None


def last_day(duty: Duty, open_until: datetime.datetime | None = None) -> datetime.date | None:
    """The last day in time, of the body or of a person with a later end."""
    ends = [end for end in (duty.due_at, duty.closes_at) if end is not None]
    due = due_for(ends, open_until)
    return timezone.localdate(due - ONE_MICROSECOND) if due else None


def notice(
    duty: Duty,
    told: Reminder,
    person_id: int,
    moment: datetime.datetime,
    *,
    is_waiting: bool,
    sent_by_id: int | None = None,
) -> Notice:
    """A notice that is not yet stored."""
    return Notice(
        person_id=person_id,
        rung=told.rung,
        duty_kind=duty.kind,
        duty_key=duty.key,
        kind_label=duty.kind_label,
        title=duty.title,
        url=duty.url,
        due_on=told.due_on,
        created_at=moment,
        is_waiting=is_waiting,
        sent_by_id=sent_by_id,
    )


def store(notices: Iterable[Notice]) -> None:
    """Write the notices, a thousand at once; what somebody else has told meanwhile stays."""
    for some in chunks(list(notices)):
        Notice.objects.bulk_create(some, ignore_conflicts=True)


def chunks(items: Sequence[Item], size: int = ROWS_AT_ONCE) -> Iterator[Sequence[Item]]:
    """The items in slices."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
