"""What was understood of each topic of a quiz, unit by unit, as reports over quizzes ask for it."""

import datetime
from collections.abc import Callable, Mapping
from functools import cached_property

from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.models import FrozenRoster
from intranet.organisation.tree import Tree
from intranet.organisation.understanding import TopicShare
from quiz.models import FrozenUnderstanding
from quiz.understanding.answers import AnsweredByUnit
from quiz.understanding.frozen import by_unit_of, frozen_units
from quiz.understanding.protected import UnitTable
from quiz.understanding.reading import CountedAttempts, counted_people


class TopicsOfQuiz:
    """See `intranet.organisation.understanding.UnitTopics`."""

    def __init__(
        self, duty: Duty, moment: datetime.datetime, frame_of: Callable[[datetime.date], Frame]
    ) -> None:
        self.url = duty.understanding_url
        closing = _closing(duty, moment)
        roster = duty.written_at(closing)
        if duty.rosters is None:
            roster = FrozenRoster.objects.of(duty.kind, duty.key, closing).first()
        self._roster_id = roster.pk if roster else None
        self._duty, self._moment, self._frame_of = duty, moment, frame_of

    @property
    def tree(self) -> Tree:
        """The units as they were frozen, or as they stand."""
        return self._table.tree

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The topics of the questions that earned marks."""
        return {row.topic_id: row.topic for row in self._answered.marks}

    def whole(self) -> Mapping[int, TopicShare]:
        """Of everybody."""
        return self._table.topics(None)

    def of(self, unit_id: int) -> Mapping[int, TopicShare]:
        """Of the unit with all below it."""
        return self._table.topics(unit_id)

    @cached_property
    def _answered(self) -> AnsweredByUnit:
        stored = FrozenUnderstanding.objects.filter(roster=self._roster_id)
        if self._roster_id and (by_unit := stored.values_list("by_unit", flat=True).first()):
            return by_unit_of(by_unit)
        people = counted_people(self._duty, self._moment, self._frame_of, self._roster_id)
        return CountedAttempts(int(self._duty.key), people).by_unit()

    @cached_property
    def _table(self) -> UnitTable:
        if self._roster_id:
            tree, _given = frozen_units(self._roster_id)
        else:
            tree = self._frame_of(self._duty.roll_day(self._moment)).tree
        return UnitTable(tree, self._answered, has_pass_mark=self._duty.has_pass_mark)


def _closing(duty: Duty, moment: datetime.datetime) -> datetime.datetime | None:
    """When the duty closed; None while it has not, and there is nothing to look for."""
    return duty.closes_at if duty.closes_at is not None and duty.closes_at <= moment else None
