"""The dry run as a pure rule: applied once, the same file changes nothing any more."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.roll import words
from intranet.organisation.roll.people import KnownPerson
from intranet.organisation.roll.plan import (
    LEFT,
    Roll,
    category_of,
    make_plan,
    needs_membership,
    role_of,
    title_of,
)
from intranet.organisation.roll.rows import RollRow
from intranet.organisation.roll.units import KnownUnit

DAY = datetime.date(2026, 3, 1)
NAMES = ("Lê An", "Lê Ân", "Trần Bình", "Phạm Chi", "Võ Dũng")
UNITS = ("Sở", "Phòng Một", "Phòng Kỳ Anh", "Phòng thị xã Kỳ Anh", "Phòng huyện Kỳ Anh")
CODES = ("", "A1", "A2", "A3", "A4")

units = st.lists(st.sampled_from(UNITS), unique=True, max_size=4).map(
    lambda names: [
        KnownUnit(number, words.code_of(name), name, "", "division", None)
        for number, name in enumerate(names, 1)
    ]
)


@st.composite
def rolls(draw):
    """Some units with some people, on the roll or not."""
    standing = draw(units)
    codes = draw(st.lists(st.sampled_from([*CODES[1:], "B1", "B2", "B3"]), unique=True))
    people = [
        KnownPerson(
            id=number,
            staff_code=code,
            full_name=draw(st.sampled_from(NAMES)),
            email="",
            phone="",
            username="",
            unit_id=draw(st.sampled_from([None, *(unit.id for unit in standing)])),
            role="member",
            category="civil_servant",
        )
        for number, code in enumerate(codes, 1)
    ]
    return standing, people


rows = st.lists(
    st.builds(
        RollRow,
        sheet=st.just(""),
        number=st.integers(2, 60),
        staff_code=st.sampled_from(CODES),
        full_name=st.sampled_from(NAMES),
        unit=st.sampled_from(UNITS),
        parent=st.sampled_from(["", "Sở"]),
        role=st.sampled_from([None, "member", "head"]),
        category=st.sampled_from([None, "public_employee"]),
        title=st.sampled_from(["", "Chuyên viên"]),
        email=st.sampled_from(["", "a@example.vn"]),
    ),
    unique_by=lambda row: row.number,
    max_size=7,
)


BARE = [
    ("Phòng Lao động - Thương binh và Xã hội thị xã Kỳ Anh", "ky anh"),
    ("Phòng Lao động - Thương binh và Xã hội huyện Kỳ Anh", "ky anh"),
    ("Phòng Lao động - Thương binh và Xã hội Kỳ Anh", "ky anh"),
    ("Phòng Lao động - Thương binh và Xã hội TX. Kỳ Anh", "ky anh"),
]


@pytest.mark.parametrize(("name", "place"), BARE)
def test_a_name_without_the_type_of_the_place(name, place):
    assert words.bare(name) == f"phong lao dong thuong binh va xa hoi {place}"


@pytest.mark.parametrize(
    ("tops", "below"),
    [
        (["department"], 1),
        (["department", "group"], 1),
        (["group"], 1),
        (["group", "group"], None),
        (["department", "department"], None),
        ([], None),
    ],
)
def test_where_a_new_unit_stands_that_names_no_parent(tops, below):
    standing = [
        KnownUnit(number, f"top-{number}", f"Khối {number}", "", kind, None)
        for number, kind in enumerate(tops, 1)
    ]
    plan = plan_of([RollRow("", 2, "1", "Lê An", "Phòng Mới")], standing, [], {}, is_complete=False)
    assert [unit.parent for unit in plan.new_units] == [below]
    assert bool(plan.problems) == (below is None)


def plan_of(file, standing, people, answers, *, is_complete):
    roll = Roll(standing, [unit.code for unit in standing], people, lambda names: {})
    return make_plan(file, roll, answers, is_complete=is_complete)


def answered(file, standing, people, data, *, is_complete):
    """The plan after every question was answered somehow, with the answers."""
    answers = {}
    for _round in range(30):
        plan = plan_of(file, standing, people, answers, is_complete=is_complete)
        if not plan.open_questions:
            break
        for question in plan.questions:
            values = [option.value for option in question.options]
            if answers.get(question.key) not in values:
                answers[question.key] = data.draw(st.sampled_from(values))
    return plan, answers


def applied(plan, standing, people):
    """Units and people as they stand when the plan has been carried out."""
    ids = {unit.key: 100 + number for number, unit in enumerate(plan.new_units)}
    standing = standing + [
        KnownUnit(ids[new.key], new.code, new.name, "", new.kind, ids.get(new.parent, new.parent))
        for new in plan.new_units
    ]
    after = {person.id: person for person in people}
    for number, step in enumerate(plan.steps, 100):
        person = step.person or KnownPerson(number, f"TAM-{number}", "", "", "", "")
        if step.kind == LEFT:
            after[person.id] = person._replace(unit_id=None)
            continue
        row = step.row
        if needs_membership(step):
            person = person._replace(
                unit_id=ids.get(step.unit, step.unit),
                role=role_of(step),
                category=category_of(step),
                title=title_of(step),
            )
        after[person.id] = person._replace(
            full_name=row.full_name,
            staff_code=row.staff_code or person.staff_code,
            email=row.email or person.email,
        )
    return standing, list(after.values()), ids


@given(rolls(), rows, st.booleans(), st.data())
def test_applied_once_the_file_changes_nothing_any_more(roll, file, is_complete, data):
    standing, people = roll
    plan, answers = answered(file, standing, people, data, is_complete=is_complete)
    if not plan.is_ready:
        return
    standing, people, ids = applied(plan, standing, people)
    kept = {key: answer for key, answer in answers.items() if answer != "new"}
    kept |= {key: f"unit:{ids[new]}" for key, new in plan.new_by_question.items()}

    again = plan_of(file, standing, people, kept, is_complete=is_complete)

    assert again.new_units == []
    assert [
        (step.kind, step.row and step.row.full_name, step.changes) for step in again.steps
    ] == []


@given(rolls(), rows, st.data())
def test_nobody_is_counted_twice_and_nobody_vanishes(roll, file, data):
    standing, people = roll
    plan, _answers = answered(file, standing, people, data, is_complete=True)
    ids = [step.person.id for step in plan.steps if step.person]
    assert len(ids) == len(set(ids))
    assert plan.counts["same"] + sum(step.row is not None for step in plan.steps) <= len(file)


@given(rolls(), rows, st.data())
def test_an_incomplete_list_lets_nobody_leave(roll, file, data):
    standing, people = roll
    plan, _answers = answered(file, standing, people, data, is_complete=False)
    assert all(step.kind != LEFT for step in plan.steps)
