"""What today's data would say beside what was frozen: by person, by unit, and in today's units."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from intranet.organisation.differences import Change, by_today, changes_in, differences
from intranet.organisation.duties import Progress, State
from intranet.organisation.fates import Fate
from intranet.organisation.freezing import freeze, freeze_due
from intranet.organisation.models import (
    Exemption,
    ExemptionReason,
    Membership,
    SuccessionKind,
    Unit,
    UnitPeriod,
)
from intranet.organisation.participation import UNPLACED, Hiding, participation
from tests.factories import make_person, make_succession, make_unit
from tests.organisation.counting import total_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
CLOSED = datetime.datetime(2026, 11, 2, 17, 0, tzinfo=HANOI)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)
EARLIER = CLOSED.date() - 9 * DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    """Sở ─ A ─ A1; B beside A."""
    top = make_unit("Sở")
    room = make_unit("A", top)
    return {"Sở": top, "A": room, "A1": make_unit("A1", room), "B": make_unit("B", top)}


@pytest.fixture
def people(units):
    """Six in each unit but the top."""
    return {name: [make_person(units[name]) for _ in range(6)] for name in ("A", "A1", "B")}


@pytest.fixture
def duty(provider, everybody, people):
    """All but the last of each unit are done, the first with a score of 50."""
    progress = {
        person.pk: Progress(State.DONE, 50.0 + number, CLOSED - DAY)
        for some in people.values()
        for number, person in enumerate(some[:-1])
    }
    duty = provider.add(everybody, progress=progress, closes_at=CLOSED, has_pass_mark=True)
    freeze(duty, CLOSED)
    return duty


def told(found):
    """Who differs in what."""
    return {person.pk: changes_in(person) for person in found.people()}


def by_name(found):
    """The units that differ, by the name they were frozen with."""
    return {unit.node.name: unit for unit in found.units}


def move(person, unit, on):
    """Let the person change the unit on the day."""
    Membership.objects.filter(person=person, valid_to=None).update(valid_to=on)
    Membership.objects.create(person=person, unit=unit, valid_from=on)


def test_without_a_change_there_is_nothing_to_tell(duty):
    found = differences(duty, moment=NOW)
    assert (found.people_count, found.units, list(found.people())) == (0, [], [])
    assert found.now.total == found.then.total


def test_nothing_frozen_nothing_to_compare(provider, everybody):
    for fields in ({}, {"closes_at": CLOSED}, {"closes_at": NOW + DAY}):
        other = provider.add(everybody, **fields)
        assert differences(other, moment=NOW) is None
        assert by_today(other, moment=NOW) is None


def test_each_kind_of_change_by_person(duty, units, people, provider):
    moved, left, excused, voided, late, marked = people["A"]
    joined = make_person(units["B"], valid_from=EARLIER)
    move(moved, units["B"], EARLIER)
    Membership.objects.filter(person=left).update(valid_to=EARLIER)
    reason = {"duty_kind": duty.kind, "duty_key": duty.key, "reason": ExemptionReason.LEAVE}
    Exemption.objects.create(person=excused, **reason)
    del provider.done[duty.key][voided.pk]
    provider.done[duty.key][marked.pk] = Progress(State.PASSED, 90.0, CLOSED)
    provider.done[duty.key][late.pk] = Progress(State.DONE, 100.0, CLOSED)

    found = differences(duty, moment=NOW)

    assert told(found) == {
        joined.pk: {Change.ADDED},
        left.pk: {Change.REMOVED},
        moved.pk: {Change.UNIT},
        excused.pk: {Change.EXCUSED},
        voided.pk: {Change.STATE, Change.RESULT},
        marked.pk: {Change.STATE, Change.RESULT},
        late.pk: {Change.RESULT},
    }
    assert found.people_count == 7
    assert found.numbers == {
        Change.ADDED: 1,
        Change.REMOVED: 1,
        Change.UNIT: 1,
        Change.EXCUSED: 1,
        Change.STATE: 2,
        Change.RESULT: 3,
    }
    unit = by_name(found)["A"]
    assert (unit.added, unit.removed, unit.came, unit.went, unit.changed) == (0, 1, 0, 1, 4)
    assert by_name(found)["B"].came == by_name(found)["B"].added == 1
    assert [person.pk for person in found.people([units["B"].pk])] == sorted([moved.pk, joined.pk])
    assert list(found.people([units["A1"].pk])) == []
    assert "A1" not in by_name(found)


def test_who_is_excused_on_both_sides_touches_no_figure(provider, everybody, people):
    late = people["A"][5]
    reason = {"duty_kind": "test", "reason": ExemptionReason.LEAVE}
    other = provider.add(everybody, closes_at=CLOSED)
    Exemption.objects.create(person=late, duty_key=other.key, **reason)
    freeze(other, CLOSED)
    provider.done[other.key][late.pk] = Progress(State.DONE, 1.0, NOW)

    assert told(differences(other, moment=NOW)) == {}


def test_a_move_after_the_cut_off_is_no_difference_of_the_count(duty, units, people):
    move(people["A"][0], units["B"], TODAY)
    assert differences(duty, moment=NOW).people_count == 0


class TestFates:
    """What became of units after the cut-off, beside figures that stay."""

    def fate(self, duty, name):
        return by_name(differences(duty, moment=NOW))[name].fate

    def test_renamed_and_moved(self, duty, units):
        UnitPeriod.objects.filter(unit=units["A1"]).update(valid_to=TODAY)
        UnitPeriod.objects.create(
            unit=units["A1"], name="Tổ Một", parent=units["B"], valid_from=TODAY
        )
        assert self.fate(duty, "A1") == Fate(name="Tổ Một", parent_name="B")

    def test_merged_into_another_and_on(self, duty, units):
        new = make_unit("C", valid_from=TODAY)
        for old, heir in (("A1", units["B"]), ("B", new)):
            Unit.objects.filter(pk=units[old].pk).update(valid_to=TODAY)
            make_succession(units[old], heir, TODAY)
        merged = (SuccessionKind.MERGE,)
        assert self.fate(duty, "A1") == Fate(is_closed=True, became=merged, heirs=("C",))

    def test_divided(self, duty, units):
        Unit.objects.filter(pk=units["A"].pk).update(valid_to=TODAY)
        for name in ("A1", "B"):
            make_succession(units["A"], units[name], TODAY, SuccessionKind.SPLIT)
        divided = Fate(is_closed=True, became=(SuccessionKind.SPLIT,), heirs=("A1", "B"))
        assert self.fate(duty, "A") == divided

    def test_dissolved(self, duty, units):
        Unit.objects.filter(pk=units["A"].pk).update(valid_to=TODAY)
        make_succession(units["A"], None, TODAY, SuccessionKind.DISSOLVE)
        assert self.fate(duty, "A") == Fate(is_closed=True)

    def test_a_function_handed_over(self, duty, units):
        make_succession(units["A"], units["B"], TODAY, SuccessionKind.TRANSFER)
        handed = Fate(became=(SuccessionKind.TRANSFER,), heirs=("B",))
        assert self.fate(duty, "A") == handed

    def test_what_had_happened_before_the_cut_off_is_not_told(self, duty, units):
        make_succession(units["A"], units["B"], EARLIER, SuccessionKind.TRANSFER)
        assert differences(duty, moment=NOW).units == []


class TestByToday:
    """The frozen roster in the units of today."""

    def test_everybody_stands_where_the_person_belongs_today(self, duty, units, people):
        for person in people["A"]:
            move(person, units["B"], TODAY)
        figures = by_today(duty, moment=NOW)
        assert total_of(figures, units["B"]).assigned == 12
        assert total_of(figures, units["A"]).assigned == 6
        assert figures.total == figures_frozen(duty).total
        assert figures.frozen_at == CLOSED

    def test_who_left_stands_with_the_heir_of_the_unit_or_nowhere(self, duty, units, people):
        for name in ("A1", "B"):
            Unit.objects.filter(pk=units[name].pk).update(valid_to=TODAY)
        Membership.objects.update(valid_to=TODAY)
        make_succession(units["A1"], units["A"], TODAY)
        make_succession(units["B"], None, TODAY, SuccessionKind.DISSOLVE)

        figures = by_today(duty, moment=NOW)

        assert total_of(figures, units["A"]).assigned == 12
        assert figures.view(UNPLACED).row.total.assigned == 6
        assert figures.total == figures_frozen(duty).total

    def test_a_merged_unit_whose_parts_were_shown_is_shown(self, duty, units, people):
        for person in people["A1"]:
            move(person, units["B"], TODAY)
        rows = {row.node.name: row for row in by_today(duty, moment=NOW).rows}
        assert {name: row.hiding for name, row in rows.items()} == {
            "Sở": None, "A": None, "A1": None, "B": None,
        }  # fmt: skip
        assert rows["B"].total.done == 10

    def test_one_who_moved_alone_is_told_by_no_subtraction(self, duty, units, people):
        move(people["A1"][0], units["B"], TODAY)
        rows = {row.node.name: row.hiding for row in by_today(duty, moment=NOW).rows}
        assert rows == {
            "Sở": None, "A": Hiding.ALONG, "A1": Hiding.FEW, "B": Hiding.ALONG,
        }  # fmt: skip

    def test_statements(self, duty, units, sql):
        def grow():
            for _ in range(20):
                person = make_person(make_unit(parent=units["B"]))
                move(person, units["A"], TODAY)

        assert sql.flat(lambda: by_today(duty, moment=NOW).rows, grow, maximum=5)


def figures_frozen(duty):
    figures = participation(duty, moment=NOW)
    assert figures.frozen_at
    return figures


def test_of_a_quarter_states_are_those_of_its_end(provider, everybody, people):
    endless = provider.add(everybody, opens_at=CLOSED - 90 * DAY)
    asked = []
    standings = provider.standings

    def listens(duty, moment):
        asked.append(moment)
        return standings(duty, moment)

    provider.standings = listens
    freeze_due(now=NOW)
    quarter = datetime.datetime(2026, 10, 1, tzinfo=HANOI)
    assert differences(endless, moment=NOW, cut_off=quarter).people_count == 0
    assert by_today(endless, moment=NOW, cut_off=quarter).total.assigned == 18
    assert set(asked) == {quarter}
    assert differences(endless, moment=NOW) is None


def test_the_first_end_stays_comparable_after_the_second(duty, provider, everybody, people):
    later = provider.add(
        everybody, key=duty.key, closes_at=NOW, progress=dict(provider.done[duty.key])
    )
    provider.done[duty.key][people["A"][5].pk] = Progress(State.DONE, 1.0, NOW - DAY)
    freeze(later, NOW)
    assert differences(later, moment=NOW).people_count == 0
    assert told(differences(later, moment=NOW, cut_off=CLOSED)) == {
        people["A"][5].pk: {Change.STATE, Change.RESULT}
    }


def test_statements_do_not_grow(duty, units, people, sql):
    def look():
        found = differences(duty, moment=NOW)
        return found.units, list(found.people()[:20])

    def grow():
        for _ in range(20):
            make_person(make_unit(parent=units["B"], valid_from=EARLIER), valid_from=EARLIER)

    assert sql.flat(look, grow, maximum=8)
