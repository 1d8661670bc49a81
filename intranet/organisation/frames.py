"""Units and audiences of one day, read once and used by everything that asks for them."""

import datetime
from collections.abc import Callable, Collection
from functools import cached_property
from typing import TypeAlias

from intranet.organisation.circle import NOBODY, AudienceRule, Circle, circle_of
from intranet.organisation.models import Audience, UnitPeriod
from intranet.organisation.succession import Passing, successors_of
from intranet.organisation.tree import Tree

RulesAndPassings: TypeAlias = tuple[list[AudienceRule], list[Passing]]


class Frame:
    """What stands still while one request is answered: the tree of a day and who belongs where.

    Each part is read when it is first asked for, so that a request pays for what it uses, and once.
    """

    def __init__(self, day: datetime.date, every_day: "EveryDay | None" = None) -> None:
        self.day = day
        self._every_day = every_day or EveryDay()

    def on(self, day: datetime.date) -> "Frame":
        """The same for another day; what is the same for all days is read once."""
        return self if day == self.day else Frame(day, self._every_day)

    @cached_property
    def tree(self) -> Tree:
        """The units of the day."""
        return UnitPeriod.objects.tree_on(self.day)

    @property
    def rules(self) -> list[AudienceRule]:
        """Every audience as it was chosen."""
        return self._every_day.rules

    @cached_property
    def passings(self) -> list[Passing]:
        """Who took over from whom by decisions in force on the day."""
        return [passing for passing in self._every_day.passings if passing.effective_on <= self.day]

    @cached_property
    def circles(self) -> dict[int, Circle]:
        """Every audience as it stands on the day; the tree is read only if one asks for units."""
        has_units = any(rule.unit_ids for rule in self.rules)
        tree, successors = self.tree if has_units else Tree([]), successors_of(self.passings)
        return {rule.id: circle_of(rule, tree, successors) for rule in self.rules}

    def circle(self, audience_id: int) -> Circle:
        """One audience as it stands on the day; nobody for one that does not exist."""
        return self.circles.get(audience_id, NOBODY)


class EveryDay:
    """What frames of several days share: how audiences were chosen, who took over from whom.

    `read` fetches both, where they come along with something else.
    """

    def __init__(self, read: Callable[[], RulesAndPassings] | None = None) -> None:
        self._fetch = read or Audience.objects.rules_and_passings

    @property
    def rules(self) -> list[AudienceRule]:
        """Every audience as it was chosen."""
        return self._read[0]

    @property
    def passings(self) -> list[Passing]:
        """Who took over from whom, whenever."""
        return self._read[1]

    @cached_property
    def _read(self) -> RulesAndPassings:
        return self._fetch()


def frames_of(
    days: Collection[datetime.date], known: Frame | None = None
) -> dict[datetime.date, Frame]:
    """The frames of the days, their trees read together; `known` has been read already."""
    frames = {known.day: known} if known else {}
    for day in days:
        first = known or next(iter(frames.values()), None)
        if day not in frames:
            frames[day] = first.on(day) if first else Frame(day)
    wanted = {day: frames[day] for day in days}
    read_trees(*wanted.values())
    return wanted


def read_trees(*frames: Frame) -> None:
    """Read the trees of several days, those that have not been read yet, in one statement."""
    missing = {frame.day: frame for frame in frames if "tree" not in vars(frame)}
    if missing:
        trees = UnitPeriod.objects.trees_on(list(missing))
        for frame in frames:
            vars(frame).setdefault("tree", trees.get(frame.day))
