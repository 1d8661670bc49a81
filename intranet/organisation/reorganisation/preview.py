"""What a plan means, ready to be printed: sentences, numbers before and after, names."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from intranet.organisation.circle import Circle, circle_of, standing_units
from intranet.organisation.models import (
    Audience,
    Membership,
    MembershipRole,
    ReorganisationAct,
    Succession,
)
from intranet.organisation.reorganisation.acts import Move, Plan
from intranet.organisation.reorganisation.reading import fingerprint, planned
from intranet.organisation.reorganisation.roll import Roll
from intranet.organisation.reorganisation.words import Names, problem_text, sentences
from intranet.organisation.succession import Passing, successors_of
from intranet.organisation.tree import Node, Tree

Numbers = Counter[tuple[int, str]]  # people by unit and staff category


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who goes elsewhere, in words."""

    name: str
    staff_code: str
    before: str
    after: str
    role: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """People in a unit itself, before and after."""

    unit: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom an audience is for, before and after."""

    audience: str
    before: str
    after: str
    people_before: int
    people_after: int


@dataclass(frozen=True)
class Preview:
    """Everything that the screen before the button shows."""

    sentences: list[str]
    problems: list[str]
    warnings: list[str]
    movers: list[Mover]
    without_post: list[Mover]
    headcounts: list[Headcount]
    audiences: list[Meaning]
    fingerprint: str


def preview_of(record: ReorganisationAct) -> Preview:
    """Plan the act by the roll as it is now and say what it means; eleven statements at most."""
    plan, roll = planned(record)
    names = Names.of(plan, roll)
    if plan.problems:
        problems = [problem_text(problem, names) for problem in plan.problems]
        return Preview([], problems, [], [], [], [], [], "")
    before, after = _tree(roll), _tree_after(plan, roll)
    numbers = _numbers(roll.day)
    moved = _numbers_after(plan, numbers)
    return Preview(
        sentences=sentences(plan, names),
        problems=[],
        warnings=_warnings(plan),
        movers=[_mover(move, names) for move in plan.moves if move.post.is_primary],
        without_post=[_mover(move, names) for move in plan.moves if move.loses_lead],
        headcounts=_headcounts(plan, names, numbers, moved),
        audiences=_meanings(plan, (before, after), (numbers, moved), names),
        fingerprint=fingerprint(plan),
    )


def _warnings(plan: Plan) -> list[str]:
    """What is allowed and still worth a thought."""
    told = []
    if plan.act.day < timezone.localdate():
        told.append(
            _(
                "The effective day has passed: where people belonged from then on changes too. "
                "Figures that were frozen stay as they are."
            )
        )
    if plan.act.day > timezone.localdate():
        told.append(_("The effective day is still to come: until then everything stays as it is."))
    return told


def _mover(move: Move, names: Names) -> Mover:
    return Mover(
        name=move.post.person_name,
        staff_code=move.post.staff_code,
        before=names.unit(move.post.unit_id),
        after=names.unit(move.unit_id) if move.unit_id is not None else "",
        role=str(MembershipRole(move.post.role).label),
    )


def _tree(roll: Roll) -> Tree:
    """The units of the day as they are."""
    return Tree(
        Node(place.unit_id, place.parent_id, place.name) for place in roll.standing.values()
    )


def _tree_after(plan: Plan, roll: Roll) -> Tree:
    """The units of the day as they will be."""
    nodes = {
        place.unit_id: Node(place.unit_id, place.parent_id, place.name)
        for place in roll.standing.values()
        if place.unit_id not in plan.closed
    }
    for row in (*plan.founded, *plan.placements):
        nodes[row.unit_id] = Node(row.unit_id, row.parent_id, row.name)
    return Tree(nodes.values())


def _numbers(day: datetime.date) -> Numbers:
    """People on the roll of the day by unit and category, in one statement."""
    rows = Membership.objects.on_roll(day).order_by().values_list("unit_id", "staff_category")
    return Counter({row[:2]: row[2] for row in rows.annotate(Count("pk"))})


def _numbers_after(plan: Plan, numbers: Numbers) -> Numbers:
    """The same after the moves."""
    moved = numbers.copy()
    for move in plan.moves:
        if move.post.is_primary:
            moved[move.post.unit_id, move.post.category] -= 1
            if move.unit_id is not None:
                moved[move.unit_id, move.post.category] += 1
    return moved


def _headcounts(plan: Plan, names: Names, numbers: Numbers, moved: Numbers) -> list[Headcount]:
    """People of every unit that the act names or moves people to."""
    touched = {*plan.act.unit_ids, *plan.act.receivers}
    touched |= {move.unit_id for move in plan.moves if move.unit_id is not None}
    before, after = _by_unit(numbers), _by_unit(moved)
    rows = [Headcount(names.unit(pk), before[pk], after[pk]) for pk in touched]
    return sorted(rows, key=lambda row: row.unit)


def _by_unit(numbers: Numbers) -> Counter[int]:
    people: Counter[int] = Counter()
    for (unit_id, _category), number in numbers.items():
        people[unit_id] += number
    return people


def _meanings(
    plan: Plan, trees: tuple[Tree, Tree], numbers: tuple[Numbers, Numbers], names: Names
) -> list[Meaning]:
    """Audiences of chosen units that mean other units or another number of people."""
    passings = _passings(plan)
    successors = successors_of(passings[0]), successors_of(passings[1])
    titles = dict(Audience.objects.values_list("pk", "name"))
    told = []
    for rule in Audience.objects.rules():
        if not rule.unit_ids:
            continue
        heads = [
            frozenset(standing_units(rule.unit_ids, tree, heirs))
            for tree, heirs in zip(trees, successors, strict=True)
        ]
        people = [
            _people_in(circle_of(rule, tree, heirs), counted)
            for tree, heirs, counted in zip(trees, successors, numbers, strict=True)
        ]
        if heads[0] != heads[1] or people[0] != people[1]:
            before, after = (_listed(units, names) for units in heads)
            told.append(Meaning(titles[rule.id], before, after, *people))
    return sorted(told, key=lambda meaning: meaning.audience)


def _passings(plan: Plan) -> tuple[list[Passing], list[Passing]]:
    """Who took over from whom by the day: as it is, and with the act."""
    day = plan.act.day
    known = Succession.objects.passings(day)
    ended = [
        replace(passing, predecessor_ends=day) if passing.predecessor_id in plan.closed else passing
        for passing in known
    ]
    added = [
        Passing(
            row.predecessor_id,
            row.successor_id,
            row.kind.value,
            day,
            day if row.predecessor_id in plan.closed else None,
        )
        for row in plan.follows
        if row.successor_id is not None
    ]
    return known, [*ended, *added]


def _people_in(circle: Circle, numbers: Numbers) -> int:
    return sum(number for place, number in numbers.items() if circle.includes(*place))


def _listed(unit_ids: Iterable[int], names: Names) -> str:
    """Units by name, or that it is nobody."""
    return ", ".join(sorted(names.unit(pk) for pk in unit_ids)) or _("nobody")
