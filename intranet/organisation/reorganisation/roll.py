"""The part of the roll that a reorganisation touches, as plain values; without Django."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Lasting:
    """What holds from a day (inclusive) until another one (exclusive; None: without end)."""

    id: int
    start: Day
    end: Day | None

    def holds_on(self, day: Day) -> bool:
        """Whether it holds on the day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class UnitRow(Lasting):
    """A unit for as long as it exists."""

    kind: str


@dataclass(frozen=True, slots=True)
class Place(Lasting):
    """Name and parent of a unit for a time."""

    unit_id: int
    parent_id: int | None
    name: str
    short_name: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Post(Lasting):
    """Somebody in a unit for a time."""

    unit_id: int
    person_id: int
    person_name: str
    staff_code: str
    role: str
    category: str
    title: str = ""
    is_primary: bool = True


@dataclass(frozen=True, slots=True)
class Acting(Lasting):
    """Somebody who leads a unit by delegation for a time."""

    unit_id: int
    person_name: str


@dataclass(frozen=True)
class Roll:
    """Units and places that hold on the day or later; posts and delegations of chosen units."""

    day: Day
    units: Mapping[int, UnitRow]
    places: Sequence[Place]
    posts: Sequence[Post] = ()
    actings: Sequence[Acting] = ()

    @cached_property
    def standing(self) -> dict[int, Place]:
        """The place on the day of each unit that exists on it."""
        return {
            place.unit_id: place
            for place in self.places
            if place.holds_on(self.day) and self.units[place.unit_id].holds_on(self.day)
        }

    @cached_property
    def changes_later(self) -> dict[int, Day]:
        """For units that already have another name, place or end written down: the first day."""
        days: dict[int, Day] = {}
        for unit in self.units.values():
            if unit.end is not None:
                days[unit.id] = unit.end
        for place in self.places:
            if place.start > self.day:
                days[place.unit_id] = min(place.start, days.get(place.unit_id, place.start))
        return days

    @cached_property
    def posts_today(self) -> list[Post]:
        """The posts that hold on the day."""
        return [post for post in self.posts if post.holds_on(self.day)]

    def children(self, unit_ids: set[int]) -> Iterator[Place]:
        """Places on the day of units that stand directly below those given, and not among them."""
        for place in self.standing.values():
            if place.parent_id in unit_ids and place.unit_id not in unit_ids:
                yield place

    def last_position(self, parent_id: int | None) -> int:
        """The greatest position on the day directly below the unit, or at the top for None."""
        below = (place for place in self.standing.values() if place.parent_id == parent_id)
        return max((place.position for place in below), default=0)

    def path_up(self, unit_id: int | None) -> Iterator[int]:
        """The unit and all above it on the day, from below; a circle in bad data ends the walk."""
        seen: set[int] = set()
        while unit_id is not None and unit_id in self.standing and unit_id not in seen:
            seen.add(unit_id)
            yield unit_id
            unit_id = self.standing[unit_id].parent_id
