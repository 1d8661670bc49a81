"""Never two names of a unit or two primary posts of a person at once, whatever writes them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations import AddConstraint, RemoveConstraint
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from intranet.organisation.models import Membership, Person, Unit, UnitPeriod
from intranet.organisation.models.no_overlap import NoOverlap
from tests.factories import LONG_AGO, make_person, make_unit

START = datetime.date(2026, 1, 1)


def day(number: int | None) -> datetime.date | None:
    """A day of the test's little calendar."""
    return None if number is None else START + datetime.timedelta(days=number)


@st.composite
def spans(draw):
    """From a day until another one, or open."""
    start = draw(st.integers(0, 12))
    return start, draw(st.one_of(st.none(), st.integers(start + 1, 14)))


def overlap(one, other) -> bool:
    """The naive answer: some day lies in both."""
    days = [set(range(start, 20 if end is None else end)) for start, end in (one, other)]
    return bool(days[0] & days[1])


class TheDatabaseAgreesWithTheNaiveRule(TestCase):
    """Rows are written one after another without any validation."""

    def written(self, write) -> bool:
        try:
            with transaction.atomic():
                write()
        except IntegrityError:
            return False
        return True

    @given(st.lists(spans(), max_size=6))
    def test_inserting_periods(self, wanted):
        unit = Unit.objects.create(code="u", kind="division", valid_from=LONG_AGO)
        kept = []
        for span in wanted:
            row = UnitPeriod(unit=unit, name="x", valid_from=day(span[0]), valid_to=day(span[1]))
            assert self.written(row.save) is not any(overlap(span, other) for other in kept)
            if row.pk:
                kept.append(span)
        Unit.objects.filter(pk=unit.pk).delete()

    @given(spans(), spans(), spans(), st.booleans(), st.booleans())
    def test_changing_a_membership(self, first, second, third, first_primary, second_primary):
        unit = Unit.objects.create(code="u", kind="division", valid_from=LONG_AGO)
        person = Person.objects.create(staff_code="p", full_name="An")
        rows = []
        for span, is_primary in ((first, first_primary), (second, second_primary)):
            row = Membership(person=person, unit=unit, is_primary=is_primary)
            row.valid_from, row.valid_to = day(span[0]), day(span[1])
            if self.written(row.save):
                rows.append((row, span))
        (row, _), others = rows[-1], rows[:-1]
        row.valid_from, row.valid_to, row.is_primary = day(third[0]), day(third[1]), True
        clash = any(other.is_primary and overlap(third, span) for other, span in others)
        assert self.written(row.save) is not clash

    @given(spans(), spans())
    def test_validation_says_what_the_database_says(self, first, second):
        unit = Unit.objects.create(code="u", kind="division", valid_from=LONG_AGO)
        UnitPeriod.objects.create(
            unit=unit, name="Phòng Một", valid_from=day(first[0]), valid_to=day(first[1])
        )
        row = UnitPeriod(unit=unit, name="x", valid_from=day(second[0]), valid_to=day(second[1]))
        if overlap(first, second):
            with pytest.raises(ValidationError) as refusal:
                row.full_clean()
            assert "Phòng Một" in refusal.value.message_dict["valid_from"][0]
        else:
            row.full_clean()


@pytest.mark.django_db
def test_two_units_and_two_people_do_not_hinder_each_other():
    make_person(make_unit())
    make_person(make_unit())
    assert Membership.objects.count() == 2


@pytest.mark.django_db
def test_a_row_must_end_after_it_began():
    with pytest.raises(IntegrityError):
        make_unit(valid_from=START, valid_to=START)


@pytest.mark.django_db(transaction=True)
def test_rebuilding_the_table_keeps_the_rule_and_removing_it_is_possible():
    """SQLite rebuilds a table to alter it, and drops its triggers with the old one."""
    state = ProjectState.from_apps(UnitPeriod._meta.apps)
    name = "unit_period_no_overlap"
    constraint = NoOverlap(owner="unit", name=name)
    without = state.clone()
    remove = RemoveConstraint("unitperiod", name)
    remove.state_forwards("organisation", without)
    unit = make_unit(valid_from=START)
    second = {"unit": unit, "name": "y", "valid_from": START}

    with connection.schema_editor() as editor:
        remove.database_forwards("organisation", editor, state, without)
    twin = UnitPeriod.objects.create(**second)
    twin.delete()
    with connection.schema_editor() as editor:
        AddConstraint("unitperiod", constraint).database_forwards(
            "organisation", editor, without, state
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPeriod.objects.create(**second)


def test_a_migration_can_write_the_constraint_down():
    constraint = NoOverlap(owner="person", name="n", only_if="is_primary")
    text, _imports = MigrationWriter.serialize(constraint)
    assert "only_if='is_primary'" in text
    assert constraint == constraint.clone()
    assert constraint != NoOverlap(owner="person", name="n")


@pytest.mark.django_db
class TestNoCircles:
    """A unit never stands below itself, on any day of a period."""

    def put(self, unit, parent, valid_from, valid_to=None):
        row = UnitPeriod(
            unit=unit, name="x", parent=parent, valid_from=valid_from, valid_to=valid_to
        )
        row.full_clean()
        row.save()
        return row

    def bare(self, code):
        return Unit.objects.create(code=code, kind="division", valid_from=LONG_AGO)

    def test_a_circle_today_is_refused(self):
        top, room, group = self.bare("a"), self.bare("b"), self.bare("c")
        self.put(room, top, START)
        self.put(group, room, START)
        with pytest.raises(ValidationError) as refusal:
            self.put(top, group, START)
        assert "parent" in refusal.value.message_dict

    def test_a_circle_that_only_begins_later_is_refused_with_its_day(self):
        one, other = self.bare("a"), self.bare("b")
        self.put(one, other, day(10))
        with pytest.raises(ValidationError, match="11/01/2026"):
            self.put(other, one, START)

    def test_the_reverse_order_after_the_end_is_allowed(self):
        one, other = self.bare("a"), self.bare("b")
        self.put(one, other, START, day(10))
        self.put(other, None, START, day(10))
        self.put(one, None, day(10))
        self.put(other, one, day(10))
        assert UnitPeriod.objects.tree_on(day(9)).path(one.pk)[0].id == other.pk
        assert UnitPeriod.objects.tree_on(day(10)).path(other.pk)[0].id == one.pk

    def test_its_own_parent_is_refused(self):
        unit = self.bare("a")
        with pytest.raises(ValidationError):
            self.put(unit, unit, START)


@pytest.mark.django_db
def test_the_tree_of_a_day_knows_the_names_of_the_day_and_open_units_only(sql):
    top = make_unit("Sở")
    make_unit("Đã đóng", top, valid_to=START)
    room = Unit.objects.create(code="r", kind="division", valid_from=LONG_AGO)
    UnitPeriod.objects.create(
        unit=room, name="Tên cũ", parent=top, valid_from=LONG_AGO, valid_to=START
    )
    UnitPeriod.objects.create(unit=room, name="Tên mới", parent=top, valid_from=START)

    with sql.count(maximum=1):
        before = UnitPeriod.objects.tree_on(START - datetime.timedelta(days=1))
    after = UnitPeriod.objects.tree_on(START)

    assert {node.name for node in before.nodes.values()} == {"Sở", "Đã đóng", "Tên cũ"}
    assert {node.name for node in after.nodes.values()} == {"Sở", "Tên mới"}
