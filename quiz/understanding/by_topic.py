"""What was understood of each topic of a quiz, unit by unit, as reports over quizzes ask for it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from intranet.organisation.disclosure import MINIMUM
from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenRoster
from intranet.organisation.participation import Hiding
from intranet.organisation.tree import Tree
from intranet.organisation.understanding import TopicShare
from quiz.understanding.protected import UnitTable
from quiz.understanding.topics import Earned
from quiz.understanding.units import UnitMarks, UnitsOfQuiz, frozen_tree


class TopicsOfQuiz:
    """See `intranet.organisation.understanding.UnitTopics`."""

    def __init__(
        self, duty: Duty, moment: datetime.datetime, frame_of: Callable[[datetime.date], Frame]
    ) -> None:
        self.url = duty.understanding_url
        closing = _closing(duty, moment)
        kept = duty.written_at(closing)
        roster = kept or FrozenRoster.objects.of(duty.kind, duty.key, closing).first()
        self._roster_id = roster.pk if roster else None
        self._frame = frame_of(duty.roll_day(moment))
        self._understood = UnitsOfQuiz(duty, moment, self._frame, self._roster_id)

    @cached_property
    def tree(self) -> Tree:
        """The units as they were frozen, or as they stand."""
        return frozen_tree(self._roster_id) if self._roster_id else self._frame.tree

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The topics of the questions that earned marks."""
        return {row.topic_id: row.topic for row in self._marks}

    def whole(self) -> Mapping[int, TopicShare]:
        """Of everybody: what `UnitTable` says of all together, who hides them below five only."""
        earned: dict[int, Earned] = defaultdict(Earned)
        people: Counter[int] = Counter()
        for row in self._marks:
            earned[row.topic_id] += Earned(row.marks, row.maximum)
            people[row.topic_id] += row.people
        return {
            topic_id: TopicShare(None, Hiding.FEW)
            if people[topic_id] < MINIMUM
            else TopicShare(found.share)
            for topic_id, found in earned.items()
        }

    def of(self, unit_id: int) -> Mapping[int, TopicShare]:
        """Of the unit with all below it."""
        return self._table.of(unit_id).topics

    @cached_property
    def _marks(self) -> list[UnitMarks]:
        return self._understood.marks()

    @cached_property
    def _table(self) -> UnitTable:
        return UnitTable(self.tree, self._understood.results(), self._marks)


def _closing(duty: Duty, moment: datetime.datetime) -> datetime.datetime | None:
    """When the duty closed; None while it has not, and there is nothing to look for."""
    return duty.closes_at if duty.closes_at is not None and duty.closes_at <= moment else None
