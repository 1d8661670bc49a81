"""Carrying out acts: dated rows, one transaction, once."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from intranet.organisation.models import (
    ActKind,
    Membership,
    MembershipRole,
    Person,
    Succession,
    SuccessionKind,
    Unit,
    UnitPeriod,
)
from intranet.organisation.reorganisation import services
from intranet.organisation.reorganisation.reading import fingerprint, planned
from tests.factories import LONG_AGO, make_person, make_unit, make_user
from tests.organisation.reorganisation.acting import (
    DECISION,
    carry_out,
    going,
    make_act,
    new_unit,
    people_by_unit,
    post_of,
    tree,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NEW_YEAR = datetime.date(2025, 1, 1)
MARCH = datetime.date(2025, 3, 1)


def spans(rows, *columns):
    """Dated rows in the order of their days."""
    return list(rows.order_by("valid_from").values_list(*columns, "valid_from", "valid_to"))


class TestRows:
    """What is written, and that the past stays as it was."""

    def test_a_rename_begins_on_its_day(self):
        unit = make_unit("Phòng Cũ")
        carry_out(ActKind.RENAME, NEW_YEAR, unit, name="Phòng Mới", short_name="PM")
        assert spans(unit.periods, "name") == [
            ("Phòng Cũ", LONG_AGO, NEW_YEAR),
            ("Phòng Mới", NEW_YEAR, None),
        ]

    def test_two_changes_on_one_day_leave_one_line(self):
        top = make_unit("Sở")
        unit = make_unit("Phòng")
        carry_out(ActKind.RENAME, NEW_YEAR, unit, name="Phòng Mới")
        carry_out(ActKind.MOVE, NEW_YEAR, unit, parent=top.pk)
        assert spans(unit.periods, "name", "parent") == [
            ("Phòng", None, LONG_AGO, NEW_YEAR),
            ("Phòng Mới", top.pk, NEW_YEAR, None),
        ]

    def test_a_unit_moved_and_closed_on_one_day(self):
        top, target = make_unit("Sở"), make_unit("Đích")
        unit = make_unit("Phòng")
        carry_out(ActKind.MOVE, NEW_YEAR, unit, parent=top.pk)
        carry_out(ActKind.MERGE, NEW_YEAR, unit, targets=[target.pk], rest=target.pk)
        assert spans(unit.periods, "name") == [("Phòng", LONG_AGO, NEW_YEAR)]

    def test_a_merger_moves_people_with_category_end_and_role(self):
        source, target = make_unit("Nguồn"), make_unit("Đích")
        head = make_person(source, role=MembershipRole.HEAD)
        leaves_later = make_person(source, valid_to=MARCH, staff_category="contract_worker")
        carry_out(ActKind.MERGE, NEW_YEAR, source, targets=[target.pk], rest=target.pk)
        columns = ("unit", "role", "staff_category")
        assert spans(head.memberships, *columns) == [
            (source.pk, "head", "civil_servant", LONG_AGO, NEW_YEAR),
            (target.pk, "member", "civil_servant", NEW_YEAR, None),
        ]
        assert spans(leaves_later.memberships, *columns) == [
            (source.pk, "member", "contract_worker", LONG_AGO, NEW_YEAR),
            (target.pk, "member", "contract_worker", NEW_YEAR, MARCH),
        ]
        assert Unit.objects.get(pk=source.pk).valid_to == NEW_YEAR
        succession = Succession.objects.get()
        assert (succession.successor, succession.kind) == (target, SuccessionKind.MERGE)
        assert succession.decision == f"{DECISION}, 25/12/2024"

    def test_a_new_unit_takes_everything_over(self):
        top = make_unit("Sở")
        one, two = make_unit("Phòng Một", top), make_unit("Phòng Hai", top)
        below = make_unit("Tổ", one)
        make_person(one)
        make_person(two)
        make_person(below)
        founded = new_unit("Phòng Gộp", parent=top)
        carry_out(ActKind.MERGE, NEW_YEAR, one, two, new_units=[founded], rest=-1)
        assert tree(NEW_YEAR - DAY) == ["Sở", "  Phòng Một", "    Tổ", "  Phòng Hai"]
        assert tree(NEW_YEAR) == ["Sở", "  Phòng Gộp", "    Tổ"]
        assert people_by_unit(NEW_YEAR) == {"Phòng Gộp": 2, "Tổ": 1}
        unit = Unit.objects.get(valid_from=NEW_YEAR)
        assert unit.code == "phong-gop"
        assert set(unit.precedents.values_list("predecessor", flat=True)) == {one.pk, two.pk}

    def test_codes_are_never_given_twice(self):
        top = make_unit("Sở")
        Unit.objects.filter(pk=top.pk).update(code="phong-moi")
        names = [new_unit("Phòng Mới", parent=top), new_unit("Phòng  mới", parent=None)]
        carry_out(ActKind.SPLIT, NEW_YEAR, top, new_units=names, rest=0)
        codes = set(Unit.objects.filter(valid_from=NEW_YEAR).values_list("code", flat=True))
        assert codes == {"phong-moi-2", "phong-moi-3"}

    def test_a_division_by_list(self):
        unit = make_unit("Phòng")
        first, second, leaver = (make_person(unit) for _ in range(3))
        carry_out(
            ActKind.SPLIT,
            NEW_YEAR,
            unit,
            closes=True,
            new_units=[new_unit("Một"), new_unit("Hai")],
            people=going(NEW_YEAR, (first, -1), (second, -2), (leaver, None)),
        )
        assert people_by_unit(NEW_YEAR) == {"Một": 1, "Hai": 1}
        assert str(post_of(first, NEW_YEAR).unit) == "Một"
        assert str(post_of(second, NEW_YEAR).unit) == "Hai"

    def test_undone_by_another_act_of_the_same_day(self):
        one, two = make_unit("Một"), make_unit("Hai")
        person = make_person(one)
        answers = going(NEW_YEAR, (person, two))
        carry_out(ActKind.TRANSFER, NEW_YEAR, one, targets=[two.pk], people=answers, rest=0)
        assert post_of(person, NEW_YEAR).unit == two
        answers = going(NEW_YEAR, (person, one))
        carry_out(ActKind.TRANSFER, NEW_YEAR, two, targets=[one.pk], people=answers, rest=0)
        assert spans(person.memberships, "unit") == [
            (one.pk, LONG_AGO, NEW_YEAR),
            (one.pk, NEW_YEAR, None),
        ]


class TestOnce:
    """An act is carried out once, as it was shown, or not at all."""

    def test_a_second_click_changes_nothing(self):
        unit = make_unit("Phòng")
        record = make_act(ActKind.RENAME, NEW_YEAR, unit, name="Mới")
        user = make_user()
        first = services.carry_out(record=record, user=user)
        second = services.carry_out(record=record, user=make_user())
        assert (second.done_by, second.done_at) == (user, first.done_at)
        assert unit.periods.count() == 2
        assert ModelLogEntry.objects.filter(action=services.ACT_DONE).count() == 1

    def test_the_log_says_by_which_decision_and_why(self):
        record = carry_out(ActKind.RENAME, NEW_YEAR, make_unit("Phòng"), name="Mới")
        entry = ModelLogEntry.objects.get(action=services.ACT_DONE)
        assert entry.data["decision"] == record.decision
        assert entry.data["reason"] == record.reason
        assert record.reason in entry.message

    def test_nothing_is_written_when_refused(self):
        source, target = make_unit("Nguồn"), make_unit("Đích", valid_to=MARCH)
        person = make_person(source)
        record = make_act(ActKind.MERGE, NEW_YEAR, source, targets=[target.pk], rest=target.pk)
        with pytest.raises(services.NotPossibleError):
            services.carry_out(record=record, user=make_user())
        record.refresh_from_db()
        assert not record.is_done
        assert spans(person.memberships, "unit") == [(source.pk, LONG_AGO, None)]

    def test_not_if_it_would_do_something_else_than_was_shown(self):
        source, target = make_unit("Nguồn"), make_unit("Đích")
        record = make_act(ActKind.MERGE, NEW_YEAR, source, targets=[target.pk], rest=target.pk)
        seen = fingerprint(planned(record)[0])
        make_person(source)
        with pytest.raises(services.SeenDifferentlyError):
            services.carry_out(record=record, user=make_user(), seen=seen)
        services.carry_out(record=record, user=make_user(), seen=fingerprint(planned(record)[0]))

    def test_somebody_who_left_meanwhile_is_named(self):
        source, target = make_unit("Nguồn"), make_unit("Đích")
        person = make_person(source)
        record = make_act(
            ActKind.MERGE,
            NEW_YEAR,
            source,
            targets=[target.pk],
            rest=target.pk,
            people=going(NEW_YEAR, (person, target)),
        )
        person.memberships.update(unit=target)
        with pytest.raises(services.NotPossibleError):
            services.carry_out(record=record, user=make_user())


def test_statements_do_not_grow_with_people(sql):
    def merge(people):
        source, target = make_unit(), make_unit()
        for _ in range(people):
            make_person(source)
        record = make_act(ActKind.MERGE, NEW_YEAR, source, targets=[target.pk], rest=target.pk)
        user = make_user()
        with sql.capture() as captured:
            services.carry_out(record=record, user=user)
        return len(captured)

    merge(1)
    assert merge(30) <= merge(3)


# One step: which act, on which units (by number), after how many days, and who goes where.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(list(ActKind)),
        st.lists(st.integers(0, 30), min_size=1, max_size=3),
        st.integers(0, 2),
        st.lists(st.integers(0, 3), min_size=1, max_size=4),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


class _RolledBackError(Exception):
    """Ends an example."""


def history(before):
    """Who belonged where on some days, by person."""
    days = [before - 400 * DAY, before - DAY]
    return [
        sorted(Membership.objects.on_roll(day).values_list("person", "unit")) for day in days
    ] + [sorted(UnitPeriod.objects.on(day).values_list("unit", "name", "parent")) for day in days]


def details_of(kind, choices, units, posts, day, closes):
    """Answers to the steps, drawn from what there is."""
    target = units[choices[0] % len(units)].pk
    details = {
        ActKind.RENAME: {"name": f"Tên {choices} {day}"},
        ActKind.MOVE: {"parent": target},
        ActKind.MERGE: {"targets": [target], "rest": target},
        ActKind.SPLIT: {
            "closes": closes,
            "new_units": [new_unit(f"Một {day} {posts}"), new_unit(f"Hai {day} {posts}")],
            "rest": -1,
        },
        ActKind.DISSOLVE: {"targets": [target], "rest": target},
        ActKind.TRANSFER: {"targets": [target], "rest": 0},
    }[kind]
    allowed = [None if closes else target, target, -2 if kind == ActKind.SPLIT else target]
    if "rest" in details:
        details["people"] = {
            str(post): allowed[choice % 3] for post, choice in zip(posts, choices, strict=False)
        }
    return details


@pytest.mark.thorough
@given(STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_acts_never_lose_or_double_a_person_nor_touch_the_past(db, steps):
    """Whatever is carried out or refused: who did not leave by an act is there exactly once."""
    try:
        with transaction.atomic():
            run(steps)
            raise _RolledBackError
    except _RolledBackError:
        pass


def run(steps):
    """Carry the steps out one after another and look at the roll after each."""
    top = make_unit("Sở")
    rooms = [make_unit(f"Phòng {number}", top) for number in range(3)]
    for unit in [*rooms, make_unit("Tổ", rooms[0])]:
        make_person(unit, role=MembershipRole.HEAD)
        make_person(unit)
    here = set(Person.objects.values_list("pk", flat=True))
    day = NEW_YEAR
    for kind, numbers, days, choices, closes in steps:
        day += days * DAY
        units = list(Unit.objects.on(day).order_by("pk"))
        chosen = {units[number % len(units)] for number in numbers}
        if kind in (ActKind.RENAME, ActKind.SPLIT, ActKind.TRANSFER):
            chosen = {min(chosen, key=lambda unit: unit.pk)}
        rows = Membership.objects.on_roll(day).filter(unit__in=chosen).order_by("pk")
        posts = list(rows.values_list("pk", flat=True))
        before = history(day)
        details = details_of(kind, choices, units, posts, day, closes)
        record = make_act(kind, day, *chosen, **details)
        try:
            done = services.carry_out(record=record, user=make_user())
        except services.NotPossibleError:
            continue
        here -= {move["person"] for move in done.outcome["people"] if move["to"] is None}
        assert history(day) == before
        for later in (day, day + 500 * DAY):
            found = sorted(Membership.objects.on_roll(later).values_list("person", flat=True))
            assert found == sorted(here)
            standing = UnitPeriod.objects.tree_on(later)
            assert set(Membership.objects.on(later).values_list("unit", flat=True)) <= set(
                standing.nodes
            )
            parents = UnitPeriod.objects.in_tree_on(later).values_list("unit", "parent")
            assert standing.parents == dict(parents)


def test_a_future_act_changes_nothing_before_its_day():
    today = timezone.localdate()
    source, target = make_unit("Nguồn"), make_unit("Đích")
    make_person(source)
    carry_out(ActKind.MERGE, today + DAY, source, targets=[target.pk], rest=target.pk)
    assert people_by_unit(today) == {"Nguồn": 1}
    assert people_by_unit(today + DAY) == {"Đích": 1}
