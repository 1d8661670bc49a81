"""How well topics are understood in each unit, told by kinds of duty that ask what was understood.

The second registry beside that of duties: a provider of duties that can tell it has one method
more, and no other kind needs to know.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from intranet.organisation.duties import Duty, providers


class TopicMarks(NamedTuple):
    """What the people of one unit, without those below it, earned in one topic of one duty.

    `marks` of at most `maximum` were earned by `people`. Nothing is hidden yet: who shows it rolls
    it up along the tree and protects small groups (`intranet.organisation.disclosure`).
    """

    duty_kind: str
    duty_key: str
    unit_id: int
    topic_id: int
    marks: float
    maximum: float
    people: int


@runtime_checkable
class TopicTeller(Protocol):
    """A provider of duties that can tell what was understood of which topic."""

    kind: str

    def topic_marks(
        self, duties: Sequence[Duty], moment: datetime.datetime
    ) -> Iterable[TopicMarks]:
        """What was understood in the duties given, which are of this kind.

        Of each person the one try that counts, in the unit of the roster, without those excused
        and without duties whose results are withheld. The number of statements depends neither on
        people nor on duties.
        """


def topic_marks(duties: Sequence[Duty], moment: datetime.datetime) -> list[TopicMarks]:
    """What was understood in the duties given, of whatever kind they are."""
    return [
        row
        for provider in providers()
        if isinstance(provider, TopicTeller)
        for row in provider.topic_marks(
            [duty for duty in duties if duty.kind == provider.kind], moment
        )
    ]
