"""The registry through which each app says what it holds about a person.

«My data» and its download read it only: an app that comes to hold something registers a holder
when it starts.
"""

import datetime
from collections.abc import Iterable
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
    """A table of what is held: `key` and `columns` name it in the file, the labels for people."""

    key: str
    title: str
    purpose: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[Value, ...]]


class Holder(Protocol):
    """What an app implements; a number of statements that no size changes."""

    def sections(self, owner: Owner) -> Iterable[Section]:
        """Everything that the app holds about the owner."""


_holders: dict[str, Holder] = {}


def register(name: str, holder: Holder) -> None:
    """Add what an app holds; called from `AppConfig.ready`."""
    _holders[name] = holder


def sections_about(owner: Owner) -> list[Section]:
    """All that is held, in the order of registration."""
    return [section for holder in _holders.values() for section in holder.sections(owner)]
