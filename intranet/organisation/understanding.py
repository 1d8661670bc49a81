"""What was understood of each topic, unit by unit, told by kinds of duty that ask for it.

The second registry beside that of duties: a provider of duties that can tell it, or keeps it when
a roster is frozen, has one method more, and no other kind needs to know. What would give away few
people is left out already.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, Protocol, runtime_checkable

from intranet.organisation.duties import Duty, providers
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenRoster
from intranet.organisation.participation import Hiding
from intranet.organisation.tree import Tree


class TopicShare(NamedTuple):
    """What a unit earned of the marks of a topic, from 0 to 1; None where it is hidden."""

    share: float | None
    hiding: Hiding | None = None


class UnitTopics(Protocol):
    """What was understood in one duty; each part is read when it is first asked for.

    `url` is the screen that says what to read again; it takes a unit by `?don-vi=`.
    """

    url: str

    @property
    def tree(self) -> Tree:
        """The units of the roster on which the figures rest."""

    @property
    def names(self) -> Mapping[int, str]:
        """The topics that were asked, by their ids."""

    def whole(self) -> Mapping[int, TopicShare]:
        """Of all people together, by topic."""

    def of(self, unit_id: int) -> Mapping[int, TopicShare]:
        """Of the unit with all below it, by topic; the same cells are hidden from every reader."""


@runtime_checkable
class TopicTeller(Protocol):
    """A provider of duties that can tell what was understood of which topic."""

    kind: str

    def unit_topics(
        self, duty: Duty, moment: datetime.datetime, frame_of: Callable[[datetime.date], Frame]
    ) -> UnitTopics:
        """What was understood in a duty whose results are told, by the roster of its cut-off.

        The number of statements depends neither on people nor on units.
        """

    def answered(self, keys: Collection[str]) -> set[str]:
        """Those of the duties that somebody has finished, in one statement."""


@runtime_checkable
class UnderstandingKeeper(Protocol):
    """A provider of duties that writes down what was understood when a roster is frozen."""

    kind: str

    def keep_understanding(self, duty: Duty, roster: FrozenRoster) -> None:
        """Write it down of the people of the roster.

        Called once for each roster, in the transaction that seals it: both are kept or neither.
        """


def keep_understanding(duty: Duty, roster: FrozenRoster) -> None:
    """Let the kind of duty write down what was understood, if it does so."""
    for provider in providers():
        if provider.kind == duty.kind and isinstance(provider, UnderstandingKeeper):
            provider.keep_understanding(duty, roster)


def teller_of(duty: Duty) -> TopicTeller | None:
    """Who can tell it of the duty; nobody can while its results are withheld.

    What was written down is told, although somebody was given longer after that.
    """
    if duty.is_result_withheld and duty.roster is None:
        return None
    for provider in providers():
        if provider.kind == duty.kind and isinstance(provider, TopicTeller):
            return provider
    return None
