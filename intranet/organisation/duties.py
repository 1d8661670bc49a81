"""The one registry through which lower apps learn what higher ones ask of a person.

A **duty** is something a circle of people has to do by a day: take a quiz, confirm a policy,
attend a meeting. Each kind registers a provider when its app starts; home, «Việc của tôi»,
participation and its reports read this module only.
"""

import datetime
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from intranet.organisation.models import Person


class State(enum.IntEnum):
    """How far a person is with a duty; `PASSED` implies done."""

    NOT_STARTED = 0
    IN_PROGRESS = 1
    DONE = 2
    PASSED = 3


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, as every provider describes it.

    `key` is unique within `kind`. `opens_at`, `due_at`, `closes_at` are aware moments or None.
    `has_pass_mark` says whether «passed» means anything; `maximum` is the scale of scores (0: none).
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

    def is_open(self, moment: datetime.datetime) -> bool:
        """Whether the duty can be done at the moment."""
        opened = self.opens_at is None or self.opens_at <= moment
        return opened and (self.closes_at is None or moment < self.closes_at)

    def cut_off(self, moment: datetime.datetime) -> datetime.datetime:
        """The moment whose roll counts: the closing, or before it now."""
        return min(moment, self.closes_at) if self.closes_at else moment


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's state in one duty; `score` is in percent of the maximum, None without a score."""

    state: State
    score: float | None = None
    at: datetime.datetime | None = None


class DutyProvider(Protocol):
    """What an app that asks something of people implements; each method is one statement or two."""

    kind: str

    def duties(self, moment: datetime.datetime) -> Iterable[Duty]:
        """All published duties that have opened by the moment, closed ones included, newest first."""

    def get(self, key: str) -> Duty | None:
        """One duty, or None."""

    def progress(self, duty: Duty) -> Mapping[int, Progress]:
        """Progress by person id of everybody who has started; who is absent has not."""

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


def find(kind: str, key: str) -> Duty | None:
    """The duty with this kind and key, or None."""
    provider = _providers.get(kind)
    return provider.get(key) if provider else None


def progress(duty: Duty) -> Mapping[int, Progress]:
    """Progress by person id for the duty."""
    return _providers[duty.kind].progress(duty)
