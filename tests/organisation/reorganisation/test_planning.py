"""What an act does to the roll, and why it is refused; on plain values."""

import dataclasses
import datetime

import pytest

from intranet.organisation.reorganisation.acts import Act, Kind, NewUnit, ProblemKind
from intranet.organisation.reorganisation.planning import plan_of
from intranet.organisation.reorganisation.roll import Acting, Place, Post, Roll, UnitRow

START = datetime.date(2020, 1, 1)
DAY = datetime.date(2025, 1, 1)
LATER = datetime.date(2025, 6, 1)

TOP, ROOM, TEAM, OTHER = 1, 2, 3, 4
NAMES = {TOP: "Sở", ROOM: "Phòng", TEAM: "Tổ", OTHER: "Khác"}
#   Sở ─ Phòng ─ Tổ;  Khác beside Phòng
PARENTS = {TOP: None, ROOM: TOP, TEAM: ROOM, OTHER: TOP}


def unit(unit_id, start=START, end=None):
    return UnitRow(id=unit_id, start=start, end=end, kind="division")


def place(unit_id, start=START, end=None, parent="usual", name=""):
    parent_id = PARENTS[unit_id] if parent == "usual" else parent
    return Place(
        id=unit_id * 10 + (start != START),
        start=start,
        end=end,
        unit_id=unit_id,
        parent_id=parent_id,
        name=name or NAMES[unit_id],
    )


def post(number, unit_id=ROOM, role="member", start=START, end=None, **values):
    return Post(
        id=number,
        start=start,
        end=end,
        unit_id=unit_id,
        person_id=number,
        person_name=f"Người {number}",
        staff_code=str(number),
        role=role,
        category="civil_servant",
        title="Chức danh",
        **values,
    )


def roll(*posts, units=(), places=(), actings=()):
    changed_units = {row.id: row for row in units}
    changed = {row.unit_id for row in places}
    return Roll(
        day=DAY,
        units={pk: changed_units.get(pk, unit(pk)) for pk in NAMES},
        places=[*(place(pk) for pk in NAMES if pk not in changed), *places],
        posts=posts,
        actings=actings,
    )


def act(kind, *unit_ids, **values):
    return Act(kind=kind, day=DAY, unit_ids=unit_ids, **values)


def new(name, parent=TOP):
    return NewUnit(name, kind="division", parent_id=parent)


def moves(plan):
    return {move.post.id: move.unit_id for move in plan.moves}


PLANS = [
    # The act; the units with another name or parent; those that end; who comes after whom.
    (act(Kind.RENAME, ROOM, name="Mới"), [(ROOM, "Mới", TOP)], (), []),
    (act(Kind.MOVE, ROOM, parent_id=OTHER), [(ROOM, "Phòng", OTHER)], (), []),
    (act(Kind.MOVE, ROOM), [(ROOM, "Phòng", None)], (), []),
    (
        act(Kind.MERGE, ROOM, target_ids=(OTHER,), rest=OTHER),
        [(TEAM, "Tổ", OTHER)],
        (ROOM,),
        [(ROOM, OTHER, Kind.MERGE)],
    ),
    (
        act(Kind.MERGE, ROOM, OTHER, new_units=(new("Gộp"),), rest=-1),
        [(TEAM, "Tổ", -1)],
        (ROOM, OTHER),
        [(ROOM, -1, Kind.MERGE), (OTHER, -1, Kind.MERGE)],
    ),
    (
        act(Kind.MERGE, ROOM, target_ids=(OTHER, TOP), rest=OTHER),
        [(TEAM, "Tổ", OTHER)],
        (ROOM,),
        [(ROOM, OTHER, Kind.MERGE), (ROOM, TOP, Kind.TRANSFER)],
    ),
    (
        act(Kind.SPLIT, ROOM, closes=True, new_units=(new("Một"), new("Hai")), rest=-1),
        [(TEAM, "Tổ", TOP)],
        (ROOM,),
        [(ROOM, -1, Kind.SPLIT), (ROOM, -2, Kind.SPLIT)],
    ),
    (act(Kind.SPLIT, ROOM, new_units=(new("Một"),)), [], (), [(ROOM, -1, Kind.SPLIT)]),
    (
        act(Kind.DISSOLVE, ROOM, rest=None),
        [(TEAM, "Tổ", TOP)],
        (ROOM,),
        [(ROOM, None, Kind.DISSOLVE)],
    ),
    (
        act(Kind.DISSOLVE, ROOM, TEAM, rest=None),
        [],
        (ROOM, TEAM),
        [(ROOM, None, Kind.DISSOLVE), (TEAM, None, Kind.DISSOLVE)],
    ),
    (act(Kind.TRANSFER, ROOM, target_ids=(OTHER,)), [], (), [(ROOM, OTHER, Kind.TRANSFER)]),
]


@pytest.mark.parametrize(("asked", "placements", "closed", "follows"), PLANS)
def test_what_follows(asked, placements, closed, follows):
    plan = plan_of(asked, roll())
    assert plan.problems == ()
    assert [(row.unit_id, row.name, row.parent_id) for row in plan.placements] == placements
    assert plan.closed == closed
    assert [(row.predecessor_id, row.successor_id, row.kind) for row in plan.follows] == follows


class TestPeople:
    """Where people go, and as what."""

    def test_everybody_or_as_named(self):
        asked = act(Kind.MERGE, ROOM, target_ids=(OTHER, TOP), rest=OTHER, people={2: TOP, 3: None})
        plan = plan_of(asked, roll(post(1), post(2), post(3), post(4, TEAM)))
        assert plan.problems == ()
        # Posts of a unit below are not even read; here one is, and it goes along with nobody.
        assert moves(plan) == {1: OTHER, 2: TOP, 3: None, 4: OTHER}

    def test_who_goes_on_keeps_everybody_not_named(self):
        asked = act(Kind.TRANSFER, ROOM, target_ids=(OTHER,), people={2: OTHER})
        assert moves(plan_of(asked, roll(post(1), post(2)))) == {2: OTHER}

    @pytest.mark.parametrize(
        ("role", "chosen", "role_after", "title_after", "loses"),
        [
            ("member", None, "member", "Chức danh", False),
            ("focal_point", None, "focal_point", "Chức danh", False),
            ("head", None, "member", "", True),
            ("deputy", None, "member", "", True),
            ("head", "head", "head", "Chức danh", False),
            ("head", "deputy", "deputy", "", False),
        ],
    )
    def test_the_lead_of_a_unit_does_not_go_along(
        self, role, chosen, role_after, title_after, loses
    ):
        roles = {1: chosen} if chosen else {}
        asked = act(Kind.MERGE, ROOM, target_ids=(OTHER,), rest=OTHER, roles=roles)
        (move,) = plan_of(asked, roll(post(1, role=role))).moves
        assert (move.role, move.title, move.loses_lead) == (role_after, title_after, loses)

    def test_a_post_besides_ends_with_its_unit_only(self):
        besides = post(1, role="head", is_primary=False)
        closing = act(Kind.MERGE, ROOM, target_ids=(OTHER,), rest=OTHER)
        going_on = act(Kind.TRANSFER, ROOM, target_ids=(OTHER,), rest=OTHER)
        assert moves(plan_of(closing, roll(besides))) == {1: None}
        assert moves(plan_of(going_on, roll(besides))) == {}

    def test_a_delegation_ends_with_its_unit(self):
        acting = Acting(id=7, start=START, end=LATER, unit_id=ROOM, person_name="A")
        plan = plan_of(act(Kind.DISSOLVE, ROOM, rest=None), roll(actings=[acting]))
        assert plan.ended_actings == (7,)


MERGE = act(Kind.MERGE, ROOM, target_ids=(OTHER,), rest=OTHER)
RENAME = act(Kind.RENAME, ROOM, name="Mới")
REFUSALS = [
    (act(Kind.RENAME, 99, name="Mới"), roll(), ProblemKind.NOT_STANDING),
    (act(Kind.MOVE, ROOM, parent_id=99), roll(), ProblemKind.NOT_STANDING),
    (MERGE, roll(units=[unit(OTHER, end=DAY)]), ProblemKind.NOT_STANDING),
    (RENAME, roll(units=[unit(ROOM, end=LATER)]), ProblemKind.CHANGES_LATER),
    (
        RENAME,
        roll(places=[place(ROOM, end=LATER), place(ROOM, start=LATER)]),
        ProblemKind.CHANGES_LATER,
    ),
    (
        MERGE,
        roll(places=[place(TEAM, end=LATER), place(TEAM, start=LATER)]),
        ProblemKind.CHANGES_LATER,
    ),
    (
        MERGE,
        roll(places=[place(OTHER, end=LATER), place(OTHER, start=LATER, parent=ROOM)]),
        ProblemKind.CHANGES_LATER,
    ),
    (MERGE, roll(units=[unit(OTHER, end=LATER)]), ProblemKind.CLOSES_LATER),
    (
        act(Kind.MOVE, ROOM, parent_id=OTHER),
        roll(units=[unit(OTHER, end=LATER)]),
        ProblemKind.CLOSES_LATER,
    ),
    (MERGE, roll(units=[unit(ROOM, start=DAY)]), ProblemKind.BEGINS_THAT_DAY),
    (act(Kind.RENAME, ROOM, name="Phòng"), roll(), ProblemKind.UNCHANGED),
    (act(Kind.MOVE, ROOM, parent_id=TOP), roll(), ProblemKind.UNCHANGED),
    (act(Kind.MOVE, ROOM, parent_id=TEAM), roll(), ProblemKind.CIRCLE),
    (act(Kind.MOVE, ROOM, parent_id=ROOM), roll(), ProblemKind.CIRCLE),
    (
        act(Kind.MOVE, ROOM, parent_id=OTHER),
        roll(places=[place(OTHER, end=LATER), place(OTHER, start=LATER, parent=ROOM)]),
        ProblemKind.CIRCLE,
    ),
    (
        act(Kind.MERGE, ROOM, OTHER, target_ids=(OTHER,), rest=OTHER),
        roll(),
        ProblemKind.AMONG_ITSELF,
    ),
    (act(Kind.TRANSFER, ROOM, target_ids=(ROOM,)), roll(), ProblemKind.AMONG_ITSELF),
    (act(Kind.MERGE, ROOM, target_ids=(TEAM,), rest=TEAM), roll(), ProblemKind.RECEIVER_BELOW),
    (
        act(Kind.MERGE, ROOM, new_units=(new("Gộp", ROOM),), rest=-1),
        roll(),
        ProblemKind.AMONG_ITSELF,
    ),
    (
        act(Kind.MERGE, ROOM, new_units=(new("Gộp", TEAM),), rest=-1),
        roll(),
        ProblemKind.RECEIVER_BELOW,
    ),
    (act(Kind.MERGE, ROOM), roll(), ProblemKind.NO_RECEIVER),
    (act(Kind.RENAME, ROOM, name="KHÁC"), roll(), ProblemKind.SAME_NAME),
    (act(Kind.SPLIT, ROOM, new_units=(new("Khác"),)), roll(), ProblemKind.SAME_NAME),
    (MERGE, roll(post(1, start=LATER)), ProblemKind.JOINS_LATER),
    (act(Kind.DISSOLVE, ROOM, rest=None), roll(post(1, start=DAY)), ProblemKind.JOINED_THAT_DAY),
    (MERGE, roll(post(1, start=DAY, is_primary=False)), ProblemKind.JOINED_THAT_DAY),
    (
        act(Kind.MERGE, ROOM, target_ids=(OTHER,), rest=OTHER, people={8: OTHER}),
        roll(),
        ProblemKind.MOVED_AWAY,
    ),
    (
        act(Kind.MERGE, ROOM, target_ids=(OTHER,), has_rest=False),
        roll(post(1)),
        ProblemKind.NOT_PLACED,
    ),
    (
        act(Kind.MERGE, ROOM, target_ids=(OTHER,), has_rest=False, people={1: TEAM}),
        roll(post(1)),
        ProblemKind.WRONG_DESTINATION,
    ),
    (act(Kind.MERGE, ROOM, target_ids=(OTHER,)), roll(post(1)), ProblemKind.WRONG_DESTINATION),
    (
        act(Kind.TRANSFER, ROOM, target_ids=(OTHER,), rest=None),
        roll(post(1)),
        ProblemKind.WRONG_DESTINATION,
    ),
    (
        MERGE,
        roll(actings=[Acting(id=7, start=LATER, end=None, unit_id=ROOM, person_name="A")]),
        ProblemKind.ACTING_LATER,
    ),
]


@pytest.mark.parametrize(("asked", "standing", "kind"), REFUSALS)
def test_refusals(asked, standing, kind):
    plan = plan_of(asked, standing)
    assert [problem.kind for problem in plan.problems] == [kind]
    assert plan.moves == plan.placements == plan.closed == ()


def test_every_reason_to_refuse_is_tried():
    assert {kind for _asked, _standing, kind in REFUSALS} == set(ProblemKind)


@pytest.mark.parametrize("kind", [Kind.RENAME, Kind.TRANSFER])
def test_another_unit_s_later_change_is_no_hindrance(kind):
    standing = roll(units=[unit(TEAM, end=LATER)])
    asked = act(kind, ROOM, name="Mới", target_ids=(OTHER,) if kind == Kind.TRANSFER else ())
    assert plan_of(asked, standing).problems == ()


def test_two_units_may_share_a_name_below_different_parents():
    standing = roll(places=[place(OTHER, name="Tổ")])
    assert plan_of(RENAME, standing).problems == ()


@pytest.mark.parametrize("position", [0, 7, 5_000])
def test_new_units_stand_in_their_order_after_all_others(position):
    standing = roll(places=[dataclasses.replace(place(OTHER), position=position)])
    asked = act(Kind.SPLIT, ROOM, new_units=(new("Hai"), new("Ba"), new("Dưới", OTHER)))
    founded = {row.name: row.position for row in plan_of(asked, standing).founded}
    assert founded == {"Hai": position + 1, "Ba": position + 2, "Dưới": 3}
