"""The registries through which each app says what it holds about a person, and takes it away.

«My data» and its download read the holders only, the removal of names calls the erasers: an app
that comes to hold something registers both when it starts.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from intranet.accounts.models import User
from intranet.organisation.models import Person

Value = str | int | bool | Decimal | datetime.date | datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose data: the account that asks, and the person on the roll behind it if there is one."""

    account: User
    person: Person | None


@dataclass(frozen=True, slots=True)
class Section:
    """A table of what is held: `key` and `columns` name it in the file, the labels for people.

    At `url` the person can do something about it, which `action` names; both empty where not.
    """

    key: str
    title: str
    purpose: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[Value, ...]]
    url: str = ""
    action: str = ""


class Holder(Protocol):
    """What an app implements; a number of statements that no size changes."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Everything that the app holds about the owner."""


Eraser = Callable[[Sequence[Person]], None]

_holders: dict[str, Holder] = {}
_erasers: dict[str, Eraser] = {}


def register(name: str, holder: Holder) -> None:
    """Add what an app holds; called from `AppConfig.ready`."""
    _holders[name] = holder


def sections_about(owner: Owner) -> list[Section]:
    """All that is held, in the order of registration."""
    return [section for holder in _holders.values() for section in holder.sections(owner)]


def register_eraser(name: str, eraser: Eraser) -> None:
    """Add what takes names and letters of people away; called from `AppConfig.ready`."""
    _erasers[name] = eraser


def erase(people: Sequence[Person]) -> None:
    """Take away what names the people, or was written to them, outside the roll and the log."""
    for eraser in _erasers.values():
        eraser(people)
