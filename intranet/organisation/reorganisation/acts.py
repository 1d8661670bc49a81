"""What is asked for and what follows from it, as plain values; without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intranet.organisation.reorganisation.roll import Day, Post

STAYS = 0  # as a destination: the person stays where he or she is
Destination = int | None  # a unit, a new unit (negative), STAYS, or None: leaves the roll


class Kind(StrEnum):
    """The acts by which a body is reorganised."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    TRANSFER = "transfer"


KINDS_WITH_PEOPLE = (Kind.MERGE, Kind.SPLIT, Kind.DISSOLVE, Kind.TRANSFER)
KINDS_OF_ONE_UNIT = (Kind.RENAME, Kind.SPLIT, Kind.TRANSFER)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the act founds."""

    name: str
    short_name: str = ""
    kind: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class Act:
    """An act as it was asked for.

    Units founded by it are named by negative numbers: -1 is the first of `new_units`. Whoever of
    the people is not named goes where `rest` says; without `rest` each of them has to be named.
    """

    kind: Kind
    day: Day
    unit_ids: tuple[int, ...]
    name: str = ""
    short_name: str = ""
    parent_id: int | None = None
    closes: bool = False
    target_ids: tuple[int, ...] = ()
    new_units: tuple[NewUnit, ...] = ()
    people: Mapping[int, Destination] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    rest: Destination = STAYS
    has_rest: bool = True

    @property
    def closed(self) -> frozenset[int]:
        """Units that are no more from the day on."""
        is_end = self.kind in (Kind.MERGE, Kind.DISSOLVE) or (
            self.kind == Kind.SPLIT and self.closes
        )
        return frozenset(self.unit_ids) if is_end else frozenset()

    @property
    def receivers(self) -> tuple[int, ...]:
        """Where the people may go; in a merger the first one takes over units and audiences."""
        founded = tuple(-number for number in range(1, len(self.new_units) + 1))
        return (*founded, *self.target_ids)

    def destinations(self) -> set[Destination]:
        """Everything that may be said of somebody."""
        return {*self.receivers, None} if self.closed else {*self.receivers, STAYS}


class ProblemKind(StrEnum):
    """Why an act cannot be carried out."""

    NOT_STANDING = "not_standing"
    CHANGES_LATER = "changes_later"
    CLOSES_LATER = "closes_later"
    BEGINS_THAT_DAY = "begins_that_day"
    UNCHANGED = "unchanged"
    CIRCLE = "circle"
    AMONG_ITSELF = "among_itself"
    RECEIVER_BELOW = "receiver_below"
    NO_RECEIVER = "no_receiver"
    SAME_NAME = "same_name"
    JOINS_LATER = "joins_later"
    JOINED_THAT_DAY = "joined_that_day"
    MOVED_AWAY = "moved_away"
    NOT_PLACED = "not_placed"
    WRONG_DESTINATION = "wrong_destination"
    ACTING_LATER = "acting_later"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason, with the unit, the day and the people it is about."""

    kind: ProblemKind
    unit_id: int | None = None
    day: Day | None = None
    names: tuple[str, ...] = ()
    post_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Name and parent that a unit has from the day on."""

    unit_id: int
    name: str
    short_name: str
    parent_id: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a post: another unit, or None when it ends without another one."""

    post: Post
    unit_id: int | None
    role: str
    title: str

    @property
    def loses_lead(self) -> bool:
        """Whether a head or deputy is none any more."""
        return self.post.role in LEADING and (self.unit_id is None or self.role not in LEADING)


LEADING = ("head", "deputy")
MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Follow:
    """One unit comes after another; without a successor the unit is dissolved."""

    predecessor_id: int
    successor_id: int | None
    kind: Kind


@dataclass(frozen=True)
class Plan:
    """Everything that will be written, or why nothing can be."""

    act: Act
    problems: tuple[Problem, ...] = ()
    founded: tuple[Placement, ...] = ()
    placements: tuple[Placement, ...] = ()
    closed: tuple[int, ...] = ()
    follows: tuple[Follow, ...] = ()
    moves: tuple[Move, ...] = ()
    ended_actings: tuple[int, ...] = ()
