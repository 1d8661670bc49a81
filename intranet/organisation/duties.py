"""The one registry through which lower apps learn what higher ones ask of a person.

A **duty** is something a circle of people has to do by a day: take a quiz, confirm a policy,
attend a meeting. Each kind registers a provider when its app starts; home, «Việc của tôi»,
participation and its reports read this module only.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone

from intranet.organisation.models import FrozenRoster, Person
from intranet.organisation.permissions import (
    Reader,
    audience_ids_of,
    exemptions_of,
    person_of,
)
from intranet.organisation.progress import NOT_STARTED, Progress, State

__all__ = [
    "Duty",
    "DutyProvider",
    "MyDuty",
    "Progress",
    "State",
    "all_duties",
    "find",
    "later_ends",
    "my_duties",
    "providers",
    "register",
    "reported",
    "settled_duties",
    "standings",
    "with_written",
]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, as every provider describes it.

    `key` is unique within `kind`. `opens_at`, `due_at`, `closes_at` are aware moments or None.
    `has_pass_mark` says whether «passed» means anything; `score_label` names the score. While
    `is_result_withheld` nobody is told either, whoever asks: both are then as if there were none.
    `is_extended` says that somebody was given longer, which the progress of that person knows.
    `counting_rule` is the provider's own word for which of several tries counts. At
    `understanding_url` stands what was understood, for who may see figures; empty where nothing is.
    A topic of which a smaller share than `weak_below` was understood is weak.
    `url` is empty where the page is published no more. `rosters` are what was written down of it,
    as far as that has been read, the newest first; where it was called otherwise then, `title` says
    what it was called, and `title_today` what the published page is called now.
    """

    kind: str
    key: str
    kind_label: str
    title: str
    url: str
    audience_id: int
    opens_at: datetime.datetime | None
    due_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    has_pass_mark: bool = False
    score_label: str = ""
    is_result_withheld: bool = False
    is_extended: bool = False
    counting_rule: str = ""
    understanding_url: str = ""
    weak_below: float = 0.0
    title_today: str = ""
    rosters: tuple[FrozenRoster, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def roster(self) -> FrozenRoster | None:
        """What was written down at the end, if it has been read."""
        return self.written_at(self.closes_at)

    def written_at(self, cut_off: datetime.datetime | None) -> FrozenRoster | None:
        """What was written down at the cut-off, if it has been read."""
        return next((roster for roster in self.rosters or () if roster.cut_off == cut_off), None)

    @property
    def is_endless(self) -> bool:
        """Whether it has no end and is written down as each quarter ends."""
        return self.closes_at is None or (self.roster is not None and self.roster.is_of_quarter)

    def ended_at(self, cut_off: datetime.datetime) -> "Duty":
        """The duty as it ended at the cut-off: as it was written down then, if it was."""
        then = replace(self, closes_at=cut_off)
        return as_written(then.roster, then) if then.roster else then

    def is_open(self, moment: datetime.datetime) -> bool:
        """Whether the duty can be done at the moment."""
        opened = self.opens_at is None or self.opens_at <= moment
        return opened and (self.closes_at is None or moment < self.closes_at)

    def cut_off(self, moment: datetime.datetime) -> datetime.datetime:
        """The moment whose roll counts: the closing, or before it now."""
        return min(moment, self.closes_at) if self.closes_at else moment

    def roll_day(self, moment: datetime.datetime) -> datetime.date:
        """The day whose roll and units count: the last one before the cut-off.

        What closes at midnight counts by the roll of the day that ends then.
        """
        return timezone.localdate(self.cut_off(moment) - datetime.timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class MyDuty:
    """A duty as the person asked sees it; `is_excused` when it need not be done."""

    duty: Duty
    progress: Progress
    is_excused: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.progress.state >= State.DONE

    def is_open(self, moment: datetime.datetime) -> bool:
        """Whether the person can still do it: everybody may, or this person was given longer."""
        open_until = self.progress.open_until
        return self.duty.is_open(moment) or (open_until is not None and moment < open_until)

    def is_overdue(self, moment: datetime.datetime) -> bool:
        """Whether the day has passed and the duty is still owed; not for whom it is open longer."""
        due_at, open_until = self.duty.due_at, self.progress.open_until
        if self.is_done or self.is_excused or due_at is None:
            return False
        return max(due_at, open_until or due_at) <= moment


class DutyProvider(Protocol):
    """What an app that asks something of people implements; each method is one statement or two."""

    kind: str

    def duties(self, moment: datetime.datetime) -> Iterable[Duty]:
        """All published duties opened by the moment, closed ones included, newest first."""

    def get(self, key: str) -> Duty | None:
        """One published duty, or None."""

    def kept(self, keys: Collection[str]) -> Iterable[Duty]:
        """Those of the duties that are still there, published or not."""

    def settled(self, moment: datetime.datetime) -> Iterable[Duty]:
        """Duties that closed before the moment and that nobody can do any more, extended or not.

        Who took one that is published no more took it nevertheless: it is among them.
        """

    def standings(self, duty: Duty, moment: datetime.datetime) -> QuerySet[Any]:
        """One row for each person who has begun by the moment; who is absent has not.

        Values: `person_id`; `reached`, the number of a `State`; `percent`, the score or None;
        `reached_at`, when the state came about. It becomes part of another statement.
        """

    def later_ends(self, duty: Duty, moment: datetime.datetime) -> Mapping[int, datetime.datetime]:
        """Until when those may do it who were given longer than everybody, by person id.

        Only ends after the moment; asked of extended duties only.
        """

    def progress_of(self, person: Person, duties: list[Duty]) -> Mapping[str, Progress]:
        """Progress by duty key of one person, for the duties given."""


_providers: dict[str, DutyProvider] = {}


def register(provider: DutyProvider) -> None:
    """Add a kind of duty; called from `AppConfig.ready`."""
    _providers[provider.kind] = provider


def providers() -> list[DutyProvider]:
    """The registered kinds, in the order of registration."""
    return list(_providers.values())


def all_duties(moment: datetime.datetime) -> list[Duty]:
    """Every duty that has opened by the moment."""
    return [duty for provider in providers() for duty in provider.duties(moment)]


def reported(moment: datetime.datetime) -> list[Duty]:
    """Every duty of which there are figures; what was written down is as it was then.

    Beside those that have opened there are those written down that are published no more.
    """
    return with_written(all_duties(moment))


def with_written(opened: Iterable[Duty]) -> list[Duty]:
    """The duties that have opened as they were written down, and those that are gone.

    One statement, and one for each kind of which something is gone.
    """
    rosters: dict[tuple[str, str], list[FrozenRoster]] = {}
    for roster in FrozenRoster.objects.for_lists():
        rosters.setdefault((roster.duty_kind, roster.duty_key), []).append(roster)
    published = [_with_rosters(duty, rosters.pop((duty.kind, duty.key), [])) for duty in opened]
    return [*published, *_gone(rosters)]


def find(kind: str, key: str) -> Duty | None:
    """The duty with this kind and key, or None; what was written down is as it was then."""
    provider = _providers.get(kind)
    if provider is None or "\x00" in key:
        return None
    duty = provider.get(key)
    if duty is not None and duty.cut_off(now := timezone.now()) == now:
        return duty
    rosters = list(FrozenRoster.objects.about(kind, key))
    if duty is not None:
        return _with_rosters(duty, rosters)
    return next(iter(_gone({(kind, key): rosters})), None) if rosters else None


def _with_rosters(duty: Duty, rosters: Iterable[FrozenRoster]) -> Duty:
    known = replace(duty, rosters=tuple(rosters))
    return known.ended_at(known.closes_at) if known.closes_at else known


def _gone(rosters: Mapping[tuple[str, str], list[FrozenRoster]]) -> Iterator[Duty]:
    """The duties as they were written down last; their kinds are asked what is still there."""
    keys: dict[str, list[str]] = {}
    for kind, key in rosters:
        keys.setdefault(kind, []).append(key)
    kept = {
        (duty.kind, duty.key): duty
        for kind in keys.keys() & _providers.keys()
        for duty in _providers[kind].kept(keys[kind])
    }
    for named, (newest, *earlier) in rosters.items():
        if newest.duty_kind in _providers:
            yield replace(as_written(newest, kept.get(named)), rosters=(newest, *earlier))


def as_written(roster: FrozenRoster, duty: Duty | None = None) -> Duty:
    """The duty as it was when its roster was written down; `duty` as its kind knows it now."""
    known = duty or Duty(
        kind=roster.duty_kind,
        key=roster.duty_key,
        kind_label="",
        title="",
        url="",
        audience_id=0,
        opens_at=None,
        due_at=None,
        closes_at=None,
    )
    if roster.audience_id is not None:
        known = replace(
            known,
            audience_id=roster.audience_id,
            opens_at=roster.opens_at,
            due_at=roster.due_at,
        )
    today = known.title_today or (known.title if known.url else "")
    return replace(
        known,
        kind_label=roster.kind_label,
        title=roster.title,
        title_today="" if today == roster.title else today,
        closes_at=roster.cut_off,
        has_pass_mark=roster.has_pass_mark,
        score_label=roster.score_label,
    )


def settled_duties(moment: datetime.datetime) -> list[Duty]:
    """Every duty that nobody can do any more."""
    return [duty for provider in providers() for duty in provider.settled(moment)]


def standings(duty: Duty, moment: datetime.datetime) -> QuerySet[Any]:
    """How far those are who have begun, as `DutyProvider.standings` tells it."""
    return _providers[duty.kind].standings(duty, moment)


def later_ends(duty: Duty, moment: datetime.datetime) -> Mapping[int, datetime.datetime]:
    """Until when those may do the duty who were given longer, as `DutyProvider.later_ends` says."""
    return _providers[duty.kind].later_ends(duty, moment) if duty.is_extended else {}


def my_duties(user: Reader, moment: datetime.datetime) -> list[MyDuty]:
    """The duties addressed to the person behind the account, what is due first standing first."""
    person = person_of(user)
    if person is None:
        return []
    addressed = set(audience_ids_of(user))
    excused = exemptions_of(user)
    mine: list[MyDuty] = []
    for provider in providers():
        asked = [duty for duty in provider.duties(moment) if duty.audience_id in addressed]
        done = provider.progress_of(person, asked) if asked else {}
        mine += [
            MyDuty(duty, done.get(duty.key, NOT_STARTED), (duty.kind, duty.key) in excused)
            for duty in asked
        ]
    return sorted(mine, key=lambda item: due_first(item.duty))


def due_first(duty: Duty) -> tuple[bool, datetime.datetime, str]:
    """Order by the day it is due, duties without one last."""
    due_at = duty.due_at or duty.closes_at
    return due_at is None, due_at or datetime.datetime.max.replace(tzinfo=datetime.UTC), duty.title
