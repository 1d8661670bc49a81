"""From an act and the roll of its day to everything that follows; pure, without Django."""

from collections.abc import Iterator

from intranet.organisation.reorganisation.acts import (
    LEADING,
    MEMBER,
    STAYS,
    Act,
    Destination,
    Follow,
    Kind,
    Move,
    Placement,
    Plan,
)
from intranet.organisation.reorganisation.problems import problems_of
from intranet.organisation.reorganisation.roll import Place, Post, Roll


def plan_of(act: Act, roll: Roll) -> Plan:
    """Everything that the act changes from its day on; a plan with problems changes nothing."""
    standing = set(act.unit_ids) <= roll.standing.keys()
    placements = tuple(_placements(act, roll)) if standing else ()
    founded = tuple(_founded(act, roll)) if standing else ()
    problems = tuple(problems_of(act, roll, (*placements, *founded)))
    if problems:
        return Plan(act, problems=problems)
    return Plan(
        act,
        founded=founded,
        placements=placements,
        closed=tuple(sorted(act.closed)),
        follows=tuple(_follows(act)),
        moves=tuple(_moves(act, roll)),
        ended_actings=tuple(sorted(row.id for row in roll.actings if row.unit_id in act.closed)),
    )


def destination(act: Act, post: Post) -> Destination:
    """Where somebody goes."""
    return act.people.get(post.id, act.rest)


def _founded(act: Act, roll: Roll) -> Iterator[Placement]:
    """The new units in the order given, each below its parent and after what stands there."""
    for number, unit in enumerate(act.new_units, 1):
        position = roll.last_position(unit.parent_id) + number
        yield Placement(-number, unit.name, unit.short_name, unit.parent_id, position)


def _placements(act: Act, roll: Roll) -> Iterator[Placement]:
    """Units that stay and have another name or parent."""
    for unit_id in act.unit_ids:
        place = roll.standing[unit_id]
        if act.kind == Kind.RENAME:
            yield Placement(unit_id, act.name, act.short_name, place.parent_id, place.position)
        elif act.kind == Kind.MOVE:
            yield _below(place, act.parent_id)
    for place in sorted(roll.children(set(act.closed)), key=lambda place: place.unit_id):
        yield _below(place, _new_parent(act, roll, place))


def _new_parent(act: Act, roll: Roll, place: Place) -> int | None:
    """Who takes over a unit that stood below a closed one: the first receiver of a merger.

    Otherwise the next unit above that stays.
    """
    if act.kind == Kind.MERGE and act.receivers:
        return act.receivers[0]
    above = (unit_id for unit_id in roll.path_up(place.parent_id) if unit_id not in act.closed)
    return next(above, None)


def _below(place: Place, parent_id: int | None) -> Placement:
    return Placement(place.unit_id, place.name, place.short_name, parent_id, place.position)


def _follows(act: Act) -> Iterator[Follow]:
    """Who came after whom: in a merger the first receiver, the others take over functions."""
    for unit_id in act.unit_ids:
        if act.kind == Kind.MERGE:
            yield Follow(unit_id, act.receivers[0], Kind.MERGE)
            yield from (Follow(unit_id, other, Kind.TRANSFER) for other in act.receivers[1:])
        elif act.kind in (Kind.SPLIT, Kind.TRANSFER):
            yield from (Follow(unit_id, receiver, act.kind) for receiver in act.receivers)
        elif act.kind == Kind.DISSOLVE:
            yield Follow(unit_id, None, Kind.DISSOLVE)


def _moves(act: Act, roll: Roll) -> Iterator[Move]:
    """What becomes of everybody in the units: a closed unit keeps nobody, not even besides."""
    for post in roll.posts_today:
        if not post.is_primary:
            if post.unit_id in act.closed:
                yield Move(post, None, MEMBER, "")
            continue
        goes_to = destination(act, post)
        if goes_to != STAYS:
            yield _move(act, post, goes_to)


def _move(act: Act, post: Post, goes_to: Destination) -> Move:
    """Heads and deputies lead nothing in another unit unless the act says so."""
    usual = MEMBER if post.role in LEADING else post.role
    role = act.roles.get(post.id, usual)
    return Move(post, goes_to, role, post.title if role == post.role else "")
