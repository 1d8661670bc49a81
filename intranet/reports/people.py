"""The people behind the figures of a duty, unit by unit: as they stand now or as they were frozen.

Figures and lists read the same rows, so every number has exactly its people behind it.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from intranet.organisation.duties import Duty
from intranet.organisation.frames import Frame
from intranet.organisation.participation import UNPLACED, FrozenParticipation, Participation, frozen
from intranet.organisation.permissions import Reader, frame_of
from intranet.organisation.roster import roster
from intranet.organisation.tree import Tree


@dataclass(frozen=True)
class People:
    """Rows of the roster with the tree that they stand in; `frozen_at` as in the figures."""

    cut_off: datetime.datetime
    frozen_at: datetime.datetime | None
    rows: QuerySet[Any]

    @property
    def tree(self) -> Tree:
        """The units of the cut-off."""
        raise NotImplementedError

    def below(self, unit_id: int | None) -> QuerySet[Any]:
        """Those of a unit with all below it, without a unit everybody."""
        return self.rows if unit_id is None else self.rows.filter(self._of(unit_id))

    def directly_in(self, unit_id: int) -> QuerySet[Any]:
        """Those of the unit itself."""
        return self.rows.filter(unit_id=unit_id)

    def _of(self, unit_id: int) -> Q:
        raise NotImplementedError


@dataclass(frozen=True)
class PeopleNow(People):
    """As the roll of the cut-off has them today."""

    frame: Frame

    @property
    def tree(self) -> Tree:
        return self.frame.tree

    def _of(self, unit_id: int) -> Q:
        if unit_id == UNPLACED:
            return ~Q(unit_id__in=self.tree.nodes)
        return Q(unit_id__in=self.tree.descendants(unit_id))


@dataclass(frozen=True)
class PeopleFrozen(People):
    """As they were written down at the closing; the tree is read if it is asked for."""

    figures: FrozenParticipation

    @cached_property
    def tree(self) -> Tree:
        return Tree(row.node for row in self.figures.rows)

    def _of(self, unit_id: int) -> Q:
        units = self.figures.roster.units.exclude(unit=None)
        if unit_id == UNPLACED:
            return ~Q(unit__in=units.values("unit"))
        return Q(unit__in=units.filter(path__contains=f"/{unit_id}/").values("unit"))


def frame_for(user: Reader, duty: Duty, moment: datetime.datetime) -> Frame:
    """Units and audiences on the day whose roll counts for the duty."""
    return frame_of(user, duty.roll_day(moment))


def people_of(user: Reader, duty: Duty, moment: datetime.datetime) -> People:
    """Everybody to whom the duty is given, without counting them."""
    return people_behind(frozen(duty, moment), user, duty, moment)


def people_behind(
    figures: Participation | None, user: Reader, duty: Duty, moment: datetime.datetime
) -> People:
    """Everybody whom the figures count; nothing is read yet."""
    if isinstance(figures, FrozenParticipation):
        rows = figures.roster.people.order_by()
        return PeopleFrozen(figures.cut_off, figures.frozen_at, rows, figures)
    frame = frame_for(user, duty, moment)
    return PeopleNow(duty.cut_off(moment), None, roster(duty, moment=moment, frame=frame), frame)
