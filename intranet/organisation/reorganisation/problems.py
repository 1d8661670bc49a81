"""Why an act cannot be carried out on its day; pure, without Django."""

from collections.abc import Iterator, Sequence

from intranet.organisation.reorganisation.acts import (
    KINDS_WITH_PEOPLE,
    Act,
    Kind,
    Placement,
    Problem,
    ProblemKind,
)
from intranet.organisation.reorganisation.roll import Post, Roll
from intranet.organisation.tree import has_cycle


def problems_of(act: Act, roll: Roll, placed: Sequence[Placement]) -> Iterator[Problem]:
    """Every reason there is; without the units of the act on the day nothing else is asked.

    A circle is looked for last: most that lead to one are told more plainly before.
    """
    named = [*act.unit_ids, *act.target_ids, *_parents(act)]
    missing = sorted({unit_id for unit_id in named if unit_id not in roll.standing})
    if missing:
        yield from (Problem(ProblemKind.NOT_STANDING, unit_id) for unit_id in missing)
        return
    found = [
        *_about_units(act, roll, placed),
        *_about_receivers(act, roll),
        *_about_names(act, roll, placed),
    ]
    yield from found or _about_the_tree(act, roll, placed)
    if act.kind in KINDS_WITH_PEOPLE:
        yield from _about_people(act, roll)


def _parents(act: Act) -> list[int]:
    """Units chosen as parents."""
    chosen = [act.parent_id, *(unit.parent_id for unit in act.new_units)]
    return [unit_id for unit_id in chosen if unit_id is not None]


def _about_units(act: Act, roll: Roll, placed: Sequence[Placement]) -> Iterator[Problem]:
    """Another change after the day would be overwritten; a unit exists for a day at least."""
    changed = {*act.closed, *(row.unit_id for row in placed if row.unit_id > 0)}
    changed |= {place.unit_id for place in roll.places if place.parent_id in act.closed}
    for unit_id in sorted(changed):
        if unit_id in roll.changes_later:
            yield Problem(ProblemKind.CHANGES_LATER, unit_id, roll.changes_later[unit_id])
    for unit_id in sorted(act.closed):
        if roll.units[unit_id].start == act.day:
            yield Problem(ProblemKind.BEGINS_THAT_DAY, unit_id, act.day)
    for acting in roll.actings:
        if acting.unit_id in act.closed and acting.start >= act.day:
            names = (acting.person_name,)
            yield Problem(ProblemKind.ACTING_LATER, acting.unit_id, acting.start, names)


def _about_receivers(act: Act, roll: Roll) -> Iterator[Problem]:
    """Who receives stays, stands apart from who gives, and is there at all."""
    if act.kind in (Kind.MERGE, Kind.SPLIT, Kind.TRANSFER) and not act.receivers:
        yield Problem(ProblemKind.NO_RECEIVER)
    for unit_id in sorted({*act.target_ids, *_parents(act)}):
        end = roll.units[unit_id].end
        if end is not None:
            yield Problem(ProblemKind.CLOSES_LATER, unit_id, end)
        if unit_id in act.unit_ids and (unit_id in act.closed or unit_id in act.target_ids):
            yield Problem(ProblemKind.AMONG_ITSELF, unit_id)
        elif act.closed.intersection(roll.path_up(unit_id)) and act.kind == Kind.MERGE:
            yield Problem(ProblemKind.RECEIVER_BELOW, unit_id)


def _about_names(act: Act, roll: Roll, placed: Sequence[Placement]) -> Iterator[Problem]:
    """A change changes something, and two units of one name never stand below one parent."""
    for row in placed:
        before = roll.standing.get(row.unit_id)
        if before and (before.name, before.short_name, before.parent_id) == (
            row.name,
            row.short_name,
            row.parent_id,
        ):
            yield Problem(ProblemKind.UNCHANGED, row.unit_id)
    after = {
        place.unit_id: (place.parent_id, place.name.casefold())
        for place in roll.standing.values()
        if place.unit_id not in act.closed
    }
    for row in placed:
        key = (row.parent_id, row.name.casefold())
        if any(other == key and unit_id != row.unit_id for unit_id, other in after.items()):
            yield Problem(ProblemKind.SAME_NAME, row.unit_id, names=(row.name,))
        after[row.unit_id] = key


def _about_the_tree(act: Act, roll: Roll, placed: Sequence[Placement]) -> Iterator[Problem]:
    """On no day from the act on does a unit stand below itself."""
    new_parents = {row.unit_id: row.parent_id for row in placed}
    days = {act.day, *(place.start for place in roll.places if place.start > act.day)}
    for day in sorted(days):
        parents = {row.unit_id: row.parent_id for row in roll.places if row.holds_on(day)}
        if has_cycle({**parents, **new_parents}):
            yield Problem(ProblemKind.CIRCLE, day=day)
            return


def _about_people(act: Act, roll: Roll) -> Iterator[Problem]:
    """Everybody is where the act believes, and knows where to go."""
    primary = {post.id: post for post in roll.posts_today if post.is_primary}
    gone = tuple(sorted(post_id for post_id in act.people if post_id not in primary))
    if gone:
        yield Problem(ProblemKind.MOVED_AWAY, post_ids=gone)
    in_closed = [post for post in roll.posts if post.unit_id in act.closed]
    joins_later = [post for post in in_closed if post.start > act.day]
    if joins_later:
        yield Problem(ProblemKind.JOINS_LATER, names=_names(joins_later))
    ends_at_once = [post for post in in_closed if _would_last_no_day(act, post)]
    if ends_at_once:
        yield Problem(ProblemKind.JOINED_THAT_DAY, day=act.day, names=_names(ends_at_once))
    if not act.has_rest:
        unplaced = [post for post in primary.values() if post.id not in act.people]
        if unplaced:
            yield Problem(ProblemKind.NOT_PLACED, names=_names(unplaced))
    allowed = act.destinations()
    wrong = [
        post
        for post in primary.values()
        if (act.has_rest or post.id in act.people)
        and act.people.get(post.id, act.rest) not in allowed
    ]
    if wrong:
        yield Problem(ProblemKind.WRONG_DESTINATION, names=_names(wrong))


def _would_last_no_day(act: Act, post: Post) -> bool:
    """Whether the post began on the very day on which it is to end without another one."""
    leaves = not post.is_primary or act.people.get(post.id, act.rest) is None
    return post.start == act.day and leaves


def _names(posts: list[Post]) -> tuple[str, ...]:
    return tuple(sorted({post.person_name for post in posts}))
